package dev.crema.tensor;

import dev.crema.tensor.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A function that is written with operations, and inputs to try it on.
 *
 * @param name as it is called, with what is special about the sample
 * @param function what is tried
 * @param inputs float64, and integers where it wants them; derivatives are compared on the small
 *     ones, bits on all
 */
record FunctionSample(String name, Function<Tensor[], Tensor> function, List<Tensor[]> inputs) {
  /** Finite differences take four calls an element: more elements than this only for the bits. */
  private static final int SMALL = 200;

  static FunctionSample of(String name, Function<Tensor[], Tensor> function, Tensor[]... inputs) {
    return new FunctionSample(name, function, List.of(inputs));
  }

  /** The inputs of a call. */
  static Tensor[] on(Tensor... inputs) {
    return inputs;
  }

  /** Normal numbers. */
  static Tensor normal(long seed, int... shape) {
    return Tensor.randn(Philox.of(seed, shape.length, 0), DType.FLOAT64, Shape.of(shape));
  }

  /** Numbers about 0 in random order, 0.15 or more apart, so that none is near to another. */
  static Tensor apart(long seed, int... shape) {
    Tensor order = normal(seed, shape).flatten().argsort(0).to(DType.FLOAT64);
    return order.sub(order.numel() / 2.0 - 0.3).mul(0.15).reshape(shape);
  }

  /** Numbers from 0 to 1. */
  static Tensor uniform(long seed, int... shape) {
    return Tensor.rand(Philox.of(seed, shape.length, 1), DType.FLOAT64, Shape.of(shape));
  }

  static boolean isSmall(Tensor[] inputs) {
    return Arrays.stream(inputs).mapToLong(Tensor::numel).sum() <= SMALL;
  }

  /** The same floating values with gaps between them. */
  static Tensor[] strided(Tensor[] inputs) {
    return Arrays.stream(inputs)
        .map(x -> x.isFloating() ? Tensor.stack(List.of(x.neg(), x), -1).select(-1, 1) : x)
        .toArray(Tensor[]::new);
  }

  /** The floating values as float32. */
  static Tensor[] single(Tensor[] inputs) {
    return Arrays.stream(inputs)
        .map(x -> x.isFloating() ? x.to(DType.FLOAT32) : x)
        .toArray(Tensor[]::new);
  }

  @Override
  public String toString() {
    return name;
  }
}
