package dev.crema.tensor.internal.kernels;

import dev.crema.tensor.BinaryFn;
import dev.crema.tensor.ReductionOp.ReduceFn;
import dev.crema.tensor.UnaryFn;
import java.lang.invoke.MethodHandles;
import java.util.Objects;

/** Plain Java loops: right on every machine, and the measure for all faster ones. */
public final class ScalarKernels implements Kernels {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final PerFunction<UnaryFn, Loops.Float1> float1 =
      new PerFunction<>(
          UnaryFn.class,
          fn ->
              (Loops.Float1)
                  Template.define(LOOKUP, FloatLoop1.class, Objects.requireNonNull(fn.floats())));
  private final PerFunction<BinaryFn, Loops.Float2> float2 =
      new PerFunction<>(
          BinaryFn.class,
          fn ->
              (Loops.Float2)
                  Template.define(LOOKUP, FloatLoop2.class, Objects.requireNonNull(fn.floats())));
  private final PerFunction<UnaryFn, Loops.Double1> double1 =
      new PerFunction<>(
          UnaryFn.class,
          fn ->
              (Loops.Double1)
                  Template.define(LOOKUP, DoubleLoop1.class, Objects.requireNonNull(fn.doubles())));
  private final PerFunction<BinaryFn, Loops.Double2> double2 =
      new PerFunction<>(
          BinaryFn.class,
          fn ->
              (Loops.Double2)
                  Template.define(LOOKUP, DoubleLoop2.class, Objects.requireNonNull(fn.doubles())));
  private final PerFunction<UnaryFn, Loops.Long1> long1 =
      new PerFunction<>(
          UnaryFn.class,
          fn ->
              (Loops.Long1)
                  Template.define(LOOKUP, LongLoop1.class, Objects.requireNonNull(fn.longs())));
  private final PerFunction<BinaryFn, Loops.Long2> long2 =
      new PerFunction<>(
          BinaryFn.class,
          fn ->
              (Loops.Long2)
                  Template.define(LOOKUP, LongLoop2.class, Objects.requireNonNull(fn.longs())));
  private final PerFunction<ReduceFn, Loops.FloatReduce> floatReduce =
      new PerFunction<>(
          ReduceFn.class,
          fn ->
              (Loops.FloatReduce)
                  Template.define(LOOKUP, FloatReduceLoop.class, fn.floats(), (float) fn.start()));
  private final PerFunction<ReduceFn, Loops.DoubleReduce> doubleReduce =
      new PerFunction<>(
          ReduceFn.class,
          fn ->
              (Loops.DoubleReduce)
                  Template.define(LOOKUP, DoubleReduceLoop.class, fn.doubles(), fn.start()));
  private final PerFunction<ReduceFn, Loops.LongReduce> longReduce =
      new PerFunction<>(
          ReduceFn.class,
          fn ->
              (Loops.LongReduce)
                  Template.define(LOOKUP, LongReduceLoop.class, fn.longs(), fn.longStart()));

  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public Loops.Float1 floats(UnaryFn fn) {
    return float1.of(fn);
  }

  @Override
  public Loops.Float2 floats(BinaryFn fn) {
    return float2.of(fn);
  }

  @Override
  public Loops.FloatReduce floats(ReduceFn fn) {
    return floatReduce.of(fn);
  }

  @Override
  public Loops.Double1 doubles(UnaryFn fn) {
    return double1.of(fn);
  }

  @Override
  public Loops.Double2 doubles(BinaryFn fn) {
    return double2.of(fn);
  }

  @Override
  public Loops.DoubleReduce doubles(ReduceFn fn) {
    return doubleReduce.of(fn);
  }

  @Override
  public Loops.Long1 longs(UnaryFn fn) {
    return long1.of(fn);
  }

  @Override
  public Loops.Long2 longs(BinaryFn fn) {
    return long2.of(fn);
  }

  @Override
  public Loops.LongReduce longs(ReduceFn fn) {
    return longReduce.of(fn);
  }

  @Override
  public Loops.Maxima maxima(Windows windows) {
    return new FloatMaxima(windows);
  }

  @Override
  public void matmul(FloatMatrix a, FloatMatrix b, float[] c, int offset, int m, int n, int k) {
    FloatMatMul.run(a, b, c, offset, m, n, k);
  }

  @Override
  public void matmul(DoubleMatrix a, DoubleMatrix b, double[] c, int offset, int m, int n, int k) {
    DoubleMatMul.run(a, b, c, offset, m, n, k);
  }

  @Override
  public void chains(FloatGrid a, FloatGrid b, FloatGrid c) {
    FloatMatMul.chains(a, b, c);
  }

  @Override
  public void chains(DoubleGrid a, DoubleGrid b, DoubleGrid c) {
    DoubleMatMul.chains(a, b, c);
  }
}
