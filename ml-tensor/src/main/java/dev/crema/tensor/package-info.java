/**
 * Tensors, the closed set of operations on them, and automatic differentiation.
 *
 * <p>Start with {@link dev.crema.tensor.Tensor}. Every operation passes one door, {@link
 * dev.crema.tensor.Dispatcher}; what it computes is an {@link dev.crema.tensor.Op} record that
 * states its own shape, dtype and gradient rules.
 *
 * <pre>{@code
 * Tensor x = Tensor.of(1f, 2f, 3f).requiresGrad(true);
 * Tensor y = x.square().sum();
 * y.backward();
 * x.grad();  // tensor([2., 4., 6.])
 * }</pre>
 *
 * <p>Values never change after they are made. {@link dev.crema.tensor.Parameter}s and {@link
 * dev.crema.tensor.Buffer}s can be written; a gradient that needs an old value says so.
 */
@NullMarked
package dev.crema.tensor;

import org.jspecify.annotations.NullMarked;
