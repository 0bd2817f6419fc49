/**
 * The contracts of Crema: what a module, a loss, an optimizer, a dataset and a trainer are.
 *
 * <p>A model extends {@link dev.crema.api.Module} and overrides {@code forward}; its parameters and
 * the modules in it are its fields. It is called by {@code apply}.
 *
 * <pre>{@code
 * class Net extends Module {
 *   final Linear hidden = new Linear(4, 8);
 *   final Linear output = new Linear(8, 3);
 *
 *   @Override
 *   protected Tensor forward(Tensor x) {
 *     return output.apply(hidden.apply(x).relu());
 *   }
 * }
 * new Net().stateDict().keySet();  // [hidden.weight, hidden.bias, output.weight, output.bias]
 * }</pre>
 *
 * <p>Data are a {@link dev.crema.api.Dataset} of {@link dev.crema.api.Sample}s, which a loader
 * makes {@link dev.crema.api.Batches} of; a {@link dev.crema.api.Trainer} brings them together, and
 * tells {@link dev.crema.api.TrainingListener}s what happens.
 */
@NullMarked
package dev.crema.api;

import org.jspecify.annotations.NullMarked;
