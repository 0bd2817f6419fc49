package dev.crema.tensor.internal.vector;

import static dev.crema.tensor.internal.math.Trig32.*;
import static dev.crema.tensor.internal.vector.VectorExp.constant;

import dev.crema.tensor.UnaryFn;
import dev.crema.tensor.internal.kernels.Fn;
import dev.crema.tensor.internal.math.Exp32;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** sin and cos of float32 on lanes: step by step {@code Trig32}, which explains them. */
final class VectorTrig {
  private static final VectorSpecies<Float> S = Species.FLOATS;
  private static final Fn.F1 SIN = Objects.requireNonNull(UnaryFn.SIN.floats());
  private static final Fn.F1 COS = Objects.requireNonNull(UnaryFn.COS.floats());

  private VectorTrig() {}

  static FloatVector sin(FloatVector x) {
    FloatVector a = x.abs();
    if (!a.compare(VectorOperators.LE, BOUND).allTrue()) {
      return byOne(x, SIN);
    }
    return quarter(a, 0, x.reinterpretAsInts().and(Integer.MIN_VALUE));
  }

  static FloatVector cos(FloatVector x) {
    FloatVector a = x.abs();
    if (!a.compare(VectorOperators.LE, BOUND).allTrue()) {
      return byOne(x, COS);
    }
    return quarter(a, 1, a.reinterpretAsInts().lanewise(VectorOperators.AND, 0));
  }

  /** Rare: a lane is too large, infinite or NaN. */
  private static FloatVector byOne(FloatVector x, Fn.F1 f) {
    float[] values = x.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = f.apply(values[i]);
    }
    return FloatVector.fromArray(S, values, 0);
  }

  private static FloatVector quarter(FloatVector a, int quarters, IntVector flip) {
    FloatVector t = a.fma(constant(TWO_OVER_PI), constant(Exp32.ROUNDER));
    FloatVector k = t.sub(Exp32.ROUNDER);
    IntVector quadrant = t.reinterpretAsInts().add(quarters);

    FloatVector exact = k.fma(constant(-HALF_PI_1), a);
    FloatVector p = k.mul(HALF_PI_2);
    FloatVector r = exact.sub(p);
    FloatVector lost = exact.sub(r).sub(p).sub(k.fma(constant(HALF_PI_2), p.neg()));
    lost = k.fma(constant(-HALF_PI_3), lost);
    FloatVector z = r.mul(r);
    FloatVector h = z.mul(0.5f);

    FloatVector q = z.fma(constant(S2), constant(S1));
    q = q.fma(z, constant(S0));
    FloatVector sine = r.add(z.mul(r).fma(q, h.neg().fma(lost, lost)));

    q = z.fma(constant(C2), constant(C1));
    q = q.fma(z, constant(C0));
    FloatVector w = constant(1f).sub(h);
    FloatVector round = constant(1f).sub(w).sub(h);
    FloatVector wLost = r.fma(r, z.neg()).fma(constant(-0.5f), round);
    FloatVector cosine = w.add(z.mul(z).fma(q, r.neg().fma(lost, wLost)));

    VectorMask<Integer> odd = quadrant.and(1).compare(VectorOperators.NE, 0);
    FloatVector y = sine.blend(cosine, odd.cast(S));
    IntVector minus = quadrant.and(2).lanewise(VectorOperators.LSHL, 30);
    IntVector signs = minus.lanewise(VectorOperators.XOR, flip);
    return y.reinterpretAsInts().lanewise(VectorOperators.XOR, signs).reinterpretAsFloats();
  }
}
