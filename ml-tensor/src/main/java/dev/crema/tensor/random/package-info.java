/**
 * Random number generators as objects: the streams of PyTorch and of NumPy, and a counter-based
 * one.
 *
 * <pre>{@code
 * Crema.manualSeed(0);
 * Tensor.rand(3);                             // tensor([0.4963, 0.7682, 0.0885])
 * new NumpyRandom(42).rand(2).to(DType.FLOAT32);  // tensor([0.3745, 0.9507])
 * }</pre>
 *
 * <p>The default one, {@code Crema.generator()}, has the stream of PyTorch: after {@code
 * Crema.manualSeed(n)} layers begin with the weights of {@code torch.manual_seed(n)}.
 */
@NullMarked
package dev.crema.tensor.random;

import org.jspecify.annotations.NullMarked;
