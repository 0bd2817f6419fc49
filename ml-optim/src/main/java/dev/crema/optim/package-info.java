/**
 * Optimizers, learning-rate schedules and gradient clipping, with PyTorch's formulas.
 *
 * <pre>{@code
 * Adam adam = new Adam(model.parameters(), 0.01);
 * CosineAnnealingLR slower = new CosineAnnealingLR(adam, 100);
 * adam.zeroGrad();
 * loss.apply(model.apply(x), y).backward();
 * GradientClipping.clipGradNorm(model.parameters(), 1.0);
 * adam.step();
 * slower.step();
 * }</pre>
 */
@NullMarked
package dev.crema.optim;

import org.jspecify.annotations.NullMarked;
