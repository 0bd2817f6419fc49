package dev.crema.functional;

import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.Shape;
import dev.crema.tensor.SourceOp;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.Generator;

/**
 * Random numbers inside of functions. A call draws one key of a generator; all else is a function
 * of this key (Philox), not of threads or of the dtype.
 */
final class Noise {
  /** Half of the step between two numbers of a uniform float64. */
  private static final double HALF_STEP = 0x1p-54;

  private Noise() {}

  static Tensor uniform(Generator generator, DType dtype, Shape shape) {
    long[] key = new long[1];
    generator.fillIntegers(key, 0, 1, Long.MIN_VALUE, Long.MAX_VALUE);
    return Dispatcher.apply(new SourceOp.Random(dtype, shape, key[0], 0));
  }

  static Tensor uniform(DType dtype, Shape shape) {
    return uniform(Crema.generator(), dtype, shape);
  }

  /** Exponential numbers (float64) of mean 1, all above 0. */
  static Tensor exponential(Generator generator, Shape shape) {
    Tensor uniform = uniform(generator, DType.FLOAT64, shape);
    return uniform.maximum(HALF_STEP).neg().log1p().neg();
  }

  /** Refuses what is not from 0 to 1. */
  static void checkProbability(String name, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new CremaException(
          "%s: the probability must be from 0 to 1, but was %s".formatted(name, p));
    }
  }

  static void checkFloating(String name, Tensor x) {
    if (!x.isFloating()) {
      throw new CremaException(
          "%s: expects a floating tensor, was given %s of shape %s; cast it with to(FLOAT32)"
              .formatted(name, x.dtype(), x.shape()));
    }
  }
}
