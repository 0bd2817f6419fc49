/**
 * Layers, losses and the starting values of parameters, each under PyTorch's name.
 *
 * <pre>{@code
 * Module net = new Sequential(new Linear(4, 16), new ReLU(), new Linear(16, 3));
 * new CrossEntropyLoss().apply(net.apply(x), y).backward();
 * }</pre>
 *
 * <p>Each states its formula, the shapes that it takes and gives, its parameters and its source.
 * What it does not take is refused with what was given and what to do.
 */
@NullMarked
package dev.crema.layers;

import org.jspecify.annotations.NullMarked;
