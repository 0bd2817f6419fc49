/** Optimizers, learning-rate schedules and gradient clipping, with PyTorch's formulas. */
@NullMarked
package dev.crema.optim;

import org.jspecify.annotations.NullMarked;
