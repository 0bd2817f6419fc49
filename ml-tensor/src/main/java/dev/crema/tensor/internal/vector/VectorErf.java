package dev.crema.tensor.internal.vector;

import static dev.crema.tensor.internal.math.Erf32.*;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.crema.tensor.internal.math.Exp32;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** erf of float32 on lanes: step by step {@code Erf32}, which explains it. */
final class VectorErf {
  private static final VectorSpecies<Float> S = Species.FLOATS;

  private VectorErf() {}

  static FloatVector erf(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector y = small(a).blend(large(a), a.compare(VectorOperators.GE, SPLIT));
    IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
    return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  /** erf below the split. */
  private static FloatVector small(FloatVector a) {
    FloatVector z = a.mul(a);
    FloatVector q = z.fma(broadcast(S, S6), broadcast(S, S5));
    q = q.fma(z, broadcast(S, S4));
    q = q.fma(z, broadcast(S, S3));
    q = q.fma(z, broadcast(S, S2));
    q = q.fma(z, broadcast(S, S1));
    q = q.fma(z, broadcast(S, S0));
    return q.fma(a, a);
  }

  /** erf above it. */
  private static FloatVector large(FloatVector a) {
    FloatVector b = a.blend(MAX, a.compare(VectorOperators.GT, MAX));
    FloatVector w = b.fma(broadcast(S, L6), broadcast(S, L5));
    w = w.fma(b, broadcast(S, L4));
    w = w.fma(b, broadcast(S, L3));
    w = w.fma(b, broadcast(S, L2));
    w = w.fma(b, broadcast(S, L1));
    w = w.fma(b, broadcast(S, L0));
    FloatVector c = w.mul(b).neg();
    return oneMinusExp(c, w.neg().fma(b, c.neg()));
  }

  /** {@code 1 - e^(c + lost)}. */
  private static FloatVector oneMinusExp(FloatVector c, FloatVector lost) {
    FloatVector sum = c.fma(broadcast(S, Exp32.LOG2_E), broadcast(S, Exp32.ROUNDER));
    FloatVector power = VectorExp.power2(VectorExp.integer(sum));
    FloatVector p = VectorExp.fraction(c, lost, sum.sub(Exp32.ROUNDER));
    return broadcast(S, 1f).sub(power.fma(p, power));
  }
}
