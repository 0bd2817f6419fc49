package dev.crema.tensor;

import dev.crema.tensor.random.Generator;

/** How tensors begin: of Java's numbers, of one value, of ranges, of random numbers. */
abstract sealed class Creation permits Tensor {
  /**
   * A tensor of a Java number, boolean or (nested, rectangular) array, copied. The Java type
   * decides the dtype: float is float32, double float64, int int32, long int64, boolean bool, and
   * so on.
   *
   * @throws CremaException if the nesting is ragged or the type has no dtype
   */
  public static Tensor of(Object values) {
    return JavaArrays.tensor(values);
  }

  /** A 1-D float32 tensor of an array or of several values; a single value is 0-d. */
  public static Tensor of(float... values) {
    return of(values, values.length);
  }

  /** A 1-D float64 tensor of an array or of several values; a single value is 0-d. */
  public static Tensor of(double... values) {
    return of(values, values.length);
  }

  /** A 1-D int32 tensor of an array or of several values; a single value is 0-d. */
  public static Tensor of(int... values) {
    return of(values, new int[] {values.length});
  }

  /** A 1-D int64 tensor of an array or of several values; a single value is 0-d. */
  public static Tensor of(long... values) {
    return of(values, values.length);
  }

  /** A 1-D bool tensor of an array or of several values; a single value is 0-d. */
  public static Tensor of(boolean... values) {
    return JavaArrays.tensor(values);
  }

  /** A float32 tensor of row-major values. */
  public static Tensor of(float[] values, int... shape) {
    return JavaArrays.flat(DType.FLOAT32, values.clone(), values.length, shape);
  }

  /** A float64 tensor of row-major values. */
  public static Tensor of(double[] values, int... shape) {
    return JavaArrays.flat(DType.FLOAT64, values.clone(), values.length, shape);
  }

  /** An int32 tensor of row-major values. */
  public static Tensor of(int[] values, int... shape) {
    return JavaArrays.flat(DType.INT32, values.clone(), values.length, shape);
  }

  /** An int64 tensor of row-major values. */
  public static Tensor of(long[] values, int... shape) {
    return JavaArrays.flat(DType.INT64, values.clone(), values.length, shape);
  }

  /**
   * A tensor over row-major storage that the caller hands over and forgets: for readers of files.
   */
  public static Tensor of(Storage storage, Shape shape) {
    int length = java.lang.reflect.Array.getLength(storage.array());
    if (length != shape.numel()) {
      throw new CremaException(
          "storage of %d elements was given for shape %s".formatted(length, shape));
    }
    return new Tensor(Operand.contiguous(storage, shape));
  }

  /** Zeros (float32). */
  public static Tensor zeros(int... shape) {
    return zeros(DType.FLOAT32, Shape.of(shape));
  }

  public static Tensor zeros(DType dtype, int... shape) {
    return zeros(dtype, Shape.of(shape));
  }

  public static Tensor zeros(DType dtype, Shape shape) {
    return full(dtype, 0.0, shape);
  }

  /** Ones (float32). */
  public static Tensor ones(int... shape) {
    return ones(DType.FLOAT32, Shape.of(shape));
  }

  public static Tensor ones(DType dtype, int... shape) {
    return ones(dtype, Shape.of(shape));
  }

  public static Tensor ones(DType dtype, Shape shape) {
    return full(dtype, 1.0, shape);
  }

  /** One value (float32) everywhere. */
  public static Tensor full(double value, int... shape) {
    return full(DType.FLOAT32, value, Shape.of(shape));
  }

  public static Tensor full(DType dtype, double value, Shape shape) {
    return Dispatcher.apply(new SourceOp.Fill(dtype, shape, value, (long) value));
  }

  public static Tensor full(DType dtype, long value, Shape shape) {
    return Dispatcher.apply(new SourceOp.Fill(dtype, shape, value, value));
  }

  /** 0, 1, … end - 1 (int64). */
  public static Tensor arange(long end) {
    return arange(0, end, 1);
  }

  /** start, start + step, … below end (int64). */
  public static Tensor arange(long start, long end, long step) {
    return Sources.arange(DType.INT64, start, end, step);
  }

  /** start, start + step, … below end (float32). */
  public static Tensor arange(double start, double end, double step) {
    return arange(DType.FLOAT32, start, end, step);
  }

  public static Tensor arange(DType dtype, double start, double end, double step) {
    return Sources.arange(dtype, start, end, step);
  }

  /** {@code steps} values (float32) from start to end, both included. */
  public static Tensor linspace(double start, double end, int steps) {
    return Sources.linspace(DType.FLOAT32, start, end, steps);
  }

  public static Tensor linspace(DType dtype, double start, double end, int steps) {
    return Sources.linspace(dtype, start, end, steps);
  }

  /** {@code steps} powers (float32) of 10, whose exponents go from start to end, both included. */
  public static Tensor logspace(double start, double end, int steps) {
    return logspace(DType.FLOAT32, start, end, steps, 10);
  }

  /**
   * {@code steps} powers of a base, whose exponents go from start to end, both included.
   *
   * @throws CremaException if steps is negative
   */
  public static Tensor logspace(DType dtype, double start, double end, int steps, double base) {
    return Sources.logspace(dtype, start, end, steps, base);
  }

  /** The identity matrix (float32). */
  public static Tensor eye(int n) {
    return eye(DType.FLOAT32, n);
  }

  public static Tensor eye(DType dtype, int n) {
    return eye(dtype, n, n);
  }

  /** Ones on the main diagonal, zeros elsewhere. */
  public static Tensor eye(DType dtype, int rows, int columns) {
    return arange(rows).unsqueeze(1).eq(arange(columns)).to(dtype);
  }

  /**
   * The rows and columns (int64, of shape (2, n)) of the entries (i, j) of a matrix with j - i at
   * most {@code offset}, row by row.
   */
  public static Tensor trilIndices(int rows, int columns, int offset) {
    return ones(DType.BOOL, rows, columns).tril(offset).nonzero().t();
  }

  /**
   * The rows and columns (int64, of shape (2, n)) of the entries (i, j) of a matrix with j - i at
   * least {@code offset}, row by row.
   */
  public static Tensor triuIndices(int rows, int columns, int offset) {
    return ones(DType.BOOL, rows, columns).triu(offset).nonzero().t();
  }

  /** Uniform values (float32) in [0, 1), of the default generator. */
  public static Tensor rand(int... shape) {
    return rand(Crema.generator(), DType.FLOAT32, Shape.of(shape));
  }

  public static Tensor rand(Generator generator, DType dtype, Shape shape) {
    return Sources.rand(generator, dtype, shape);
  }

  /** Normal values (float32) of mean 0 and variance 1, of the default generator. */
  public static Tensor randn(int... shape) {
    return randn(Crema.generator(), DType.FLOAT32, Shape.of(shape));
  }

  public static Tensor randn(Generator generator, DType dtype, Shape shape) {
    return Sources.randn(generator, dtype, shape);
  }

  /** Integers (int64) from low to high - 1, of the default generator. */
  public static Tensor randint(long low, long high, int... shape) {
    return randint(Crema.generator(), low, high, Shape.of(shape));
  }

  public static Tensor randint(Generator generator, long low, long high, Shape shape) {
    return Sources.randint(generator, low, high, shape);
  }

  /** 0 … n - 1 (int64) in random order. */
  public static Tensor randperm(Generator generator, int n) {
    return Sources.randperm(generator, n);
  }
}
