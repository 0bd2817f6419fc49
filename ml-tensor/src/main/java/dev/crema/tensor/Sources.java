package dev.crema.tensor;

import dev.crema.tensor.random.Generator;

/** How tensors begin: ranges and random values. */
final class Sources {
  private Sources() {}

  static Tensor arange(DType dtype, double start, double end, double step) {
    if (step == 0 || Double.isNaN((end - start) / step)) {
      throw new CremaException(
          "arange: from %s to %s by %s: the step must be finite and not 0"
              .formatted(start, end, step));
    }
    double count = Math.ceil((end - start) / step);
    if (count < 0) {
      throw new CremaException(
          "arange: from %s to %s by %s: the step leads away from the end"
              .formatted(start, end, step));
    }
    if (count > Integer.MAX_VALUE) {
      throw new CremaException(
          "arange: from %s to %s by %s would have %.0f elements"
              .formatted(start, end, step, count));
    }
    return Dispatcher.apply(new SourceOp.Iota(dtype, (int) count, start, step));
  }

  /** Symmetric, as PyTorch computes it: the upper half counts down from the end. */
  static Tensor linspace(DType dtype, double start, double end, int steps) {
    if (steps < 0) {
      throw new CremaException("linspace: steps must not be negative, but was " + steps);
    }
    double step = steps < 2 ? 0 : (end - start) / (steps - 1);
    double[] values = new double[steps];
    for (int i = 0; i < steps; i++) {
      values[i] = i < (steps + 1) / 2 ? start + i * step : end - (steps - 1 - i) * step;
    }
    return Tensor.of(values, steps).to(dtype);
  }

  /** Base to the power of what {@link #linspace} has. */
  static Tensor logspace(DType dtype, double start, double end, int steps, double base) {
    if (steps < 0) {
      throw new CremaException("logspace: steps must not be negative, but was " + steps);
    }
    double[] values = linspace(DType.FLOAT64, start, end, steps).toDoubles();
    for (int i = 0; i < steps; i++) {
      values[i] = StrictMath.pow(base, values[i]);
    }
    return Tensor.of(values, steps).to(dtype);
  }

  static Tensor rand(Generator generator, DType dtype, Shape shape) {
    checkFloating("rand", dtype);
    int n = Math.toIntExact(shape.numel());
    if (dtype == DType.FLOAT64) {
      double[] values = new double[n];
      generator.fillUniform(values, 0, n);
      return adopt(DType.FLOAT64, values, shape);
    }
    float[] values = new float[n];
    generator.fillUniform(values, 0, n);
    return adopt(DType.FLOAT32, values, shape).to(dtype);
  }

  static Tensor randn(Generator generator, DType dtype, Shape shape) {
    checkFloating("randn", dtype);
    int n = Math.toIntExact(shape.numel());
    if (dtype == DType.FLOAT64) {
      double[] values = new double[n];
      generator.fillNormal(values, 0, n);
      return adopt(DType.FLOAT64, values, shape);
    }
    float[] values = new float[n];
    generator.fillNormal(values, 0, n);
    return adopt(DType.FLOAT32, values, shape).to(dtype);
  }

  static Tensor randint(Generator generator, long low, long high, Shape shape) {
    if (low >= high) {
      throw new CremaException(
          "randint: the range from %d to %d (excluded) is empty".formatted(low, high));
    }
    long[] values = new long[Math.toIntExact(shape.numel())];
    generator.fillIntegers(values, 0, values.length, low, high);
    return adopt(DType.INT64, values, shape);
  }

  static Tensor randperm(Generator generator, int n) {
    if (n < 0) {
      throw new CremaException("randperm: the length must not be negative, but was " + n);
    }
    int[] order = generator.permutation(n);
    long[] values = new long[n];
    for (int i = 0; i < n; i++) {
      values[i] = order[i];
    }
    return adopt(DType.INT64, values, Shape.of(n));
  }

  private static Tensor adopt(DType dtype, Object array, Shape shape) {
    return new Tensor(Operand.contiguous(Storage.of(dtype, array), shape));
  }

  private static void checkFloating(String name, DType dtype) {
    if (!dtype.isFloating()) {
      throw new CremaException(name + ": random values need a floating dtype, not " + dtype);
    }
  }
}
