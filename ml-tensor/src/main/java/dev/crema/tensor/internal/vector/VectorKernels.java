package dev.crema.tensor.internal.vector;

import dev.crema.tensor.BinaryFn;
import dev.crema.tensor.ReductionOp.ReduceFn;
import dev.crema.tensor.UnaryFn;
import dev.crema.tensor.internal.kernels.DoubleGrid;
import dev.crema.tensor.internal.kernels.DoubleMatMul;
import dev.crema.tensor.internal.kernels.FloatGrid;
import dev.crema.tensor.internal.kernels.FloatMatMul;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.kernels.PerFunction;
import dev.crema.tensor.internal.kernels.ScalarKernels;
import dev.crema.tensor.internal.kernels.Template;
import dev.crema.tensor.internal.math.Trig32;
import dev.crema.tensor.internal.parallel.Workers;
import java.lang.invoke.MethodHandles;

/**
 * Loops through the Vector API, to the bits of {@link ScalarKernels}, which serve where the
 * compiler makes vectors of a plain loop by itself or where there is nothing to gain.
 */
public final class VectorKernels implements Kernels {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final ScalarKernels scalar = new ScalarKernels();
  private final PerFunction<UnaryFn, Loops.Float1> float1 =
      new PerFunction<>(UnaryFn.class, this::float1);
  private final PerFunction<UnaryFn, Loops.Double1> double1 =
      new PerFunction<>(UnaryFn.class, this::double1);
  private final PerFunction<BinaryFn, Loops.Float2> float2 =
      new PerFunction<>(BinaryFn.class, this::float2);
  private final PerFunction<BinaryFn, Loops.Double2> double2 =
      new PerFunction<>(BinaryFn.class, this::double2);
  private final PerFunction<ReduceFn, Loops.FloatReduce> floatReduce =
      new PerFunction<>(ReduceFn.class, VectorKernels::floatReduce);
  private final PerFunction<ReduceFn, Loops.DoubleReduce> doubleReduce =
      new PerFunction<>(ReduceFn.class, VectorKernels::doubleReduce);

  @Override
  public String description() {
    return "vector, " + Species.BITS + " bit";
  }

  @Override
  public Loops.Float1 floats(UnaryFn fn) {
    return float1.of(fn);
  }

  @Override
  public Loops.Double1 doubles(UnaryFn fn) {
    return double1.of(fn);
  }

  @Override
  public Loops.Long1 longs(UnaryFn fn) {
    return scalar.longs(fn);
  }

  @Override
  public Loops.Float2 floats(BinaryFn fn) {
    return float2.of(fn);
  }

  @Override
  public Loops.Double2 doubles(BinaryFn fn) {
    return double2.of(fn);
  }

  @Override
  public Loops.Long2 longs(BinaryFn fn) {
    return scalar.longs(fn);
  }

  @Override
  public Loops.FloatReduce floats(ReduceFn fn) {
    return floatReduce.of(fn);
  }

  @Override
  public Loops.DoubleReduce doubles(ReduceFn fn) {
    return doubleReduce.of(fn);
  }

  @Override
  public Loops.LongReduce longs(ReduceFn fn) {
    return scalar.longs(fn);
  }

  private Loops.Float1 float1(UnaryFn fn) {
    Lanes.Float1 form = Forms.floats(fn);
    if (form == null) {
      return scalar.floats(fn);
    }
    Loops.Float1 lanes = (Loops.Float1) Template.define(LOOKUP, FloatVectorLoop1.class, form);
    boolean bounded = fn == UnaryFn.SIN || fn == UnaryFn.COS;
    return bounded ? new BoundedLoop(lanes, scalar.floats(fn), Trig32.BOUND) : lanes;
  }

  private Loops.Double1 double1(UnaryFn fn) {
    Lanes.Double1 form = Forms.doubles(fn);
    return form == null
        ? scalar.doubles(fn)
        : (Loops.Double1) Template.define(LOOKUP, DoubleVectorLoop1.class, form);
  }

  private Loops.Float2 float2(BinaryFn fn) {
    Lanes.Float2 form = Forms.floats(fn);
    return form == null
        ? scalar.floats(fn)
        : (Loops.Float2) Template.define(LOOKUP, FloatVectorLoop2.class, form);
  }

  private Loops.Double2 double2(BinaryFn fn) {
    Lanes.Double2 form = Forms.doubles(fn);
    return form == null
        ? scalar.doubles(fn)
        : (Loops.Double2) Template.define(LOOKUP, DoubleVectorLoop2.class, form);
  }

  private static Loops.FloatReduce floatReduce(ReduceFn fn) {
    return (Loops.FloatReduce)
        Template.define(LOOKUP, FloatVectorReduce.class, Forms.floats(fn), (float) fn.start());
  }

  private static Loops.DoubleReduce doubleReduce(ReduceFn fn) {
    return (Loops.DoubleReduce)
        Template.define(LOOKUP, DoubleVectorReduce.class, Forms.doubles(fn), fn.start());
  }

  @Override
  public Loops.Maxima maxima(Windows windows) {
    return new FloatVectorMaxima(windows);
  }

  @Override
  public void matmul(FloatMatrix a, FloatMatrix b, float[] c, int offset, int m, int n, int k) {
    if (n == 1 && FloatDots.serves(a, b)) {
      shareRows(m, k, (from, to) -> FloatDots.run(a, b, c, offset, from, to, k));
    } else if (n == 1) {
      scalar.matmul(a, b, c, offset, m, n, k);
    } else if (FloatMatMul.isSmall(m, n, k)) {
      FloatMatMul.small(a, b, c, offset, m, n, k);
    } else {
      FloatProduct.run(a.grid(m, k), b.grid(k, n), FloatGrid.strided(c, offset, n, 1, m, n));
    }
  }

  @Override
  public void matmul(DoubleMatrix a, DoubleMatrix b, double[] c, int offset, int m, int n, int k) {
    if (n == 1 && DoubleDots.serves(a, b)) {
      shareRows(m, k, (from, to) -> DoubleDots.run(a, b, c, offset, from, to, k));
    } else if (n == 1) {
      scalar.matmul(a, b, c, offset, m, n, k);
    } else if (DoubleMatMul.isSmall(m, n, k)) {
      DoubleMatMul.small(a, b, c, offset, m, n, k);
    } else {
      DoubleProduct.run(a.grid(m, k), b.grid(k, n), DoubleGrid.strided(c, offset, n, 1, m, n));
    }
  }

  private static void shareRows(int m, int k, Workers.Range rows) {
    int each = (int) Math.max(1, Kernels.WORTH_SHARING / Math.max(1, k));
    Workers.forRange(m, each, rows);
  }

  @Override
  public void chains(FloatGrid a, FloatGrid b, FloatGrid c) {
    if (!FloatSlide.run(a, b, c)) {
      FloatProduct.run(a, b, c);
    }
  }

  @Override
  public void chains(DoubleGrid a, DoubleGrid b, DoubleGrid c) {
    if (!DoubleSlide.run(a, b, c)) {
      DoubleProduct.run(a, b, c);
    }
  }
}
