/**
 * Tensors, the closed set of operations on them, and automatic differentiation.
 *
 * <p>Start with {@link dev.crema.tensor.Tensor}. Every operation passes one door, {@link
 * dev.crema.tensor.Dispatcher}; what it computes is an {@link dev.crema.tensor.Op} record that
 * states its own shape, dtype and gradient rules.
 */
@NullMarked
package dev.crema.tensor;

import org.jspecify.annotations.NullMarked;
