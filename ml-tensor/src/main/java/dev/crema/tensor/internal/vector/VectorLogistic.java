package dev.crema.tensor.internal.vector;

import static dev.crema.tensor.internal.math.Logistic32.*;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.crema.tensor.internal.math.Exp32;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** sigmoid and tanh of float32 on lanes: step by step {@code Logistic32}, which explains them. */
final class VectorLogistic {
  private static final VectorSpecies<Float> S = Species.FLOATS;

  private VectorLogistic() {}

  static FloatVector sigmoid(FloatVector x) {
    FloatVector c = x.abs().neg();
    c = c.blend(Exp32.EXP_MIN, c.compare(VectorOperators.LT, Exp32.EXP_MIN));
    FloatVector sum = c.fma(broadcast(S, Exp32.LOG2_E), broadcast(S, Exp32.ROUNDER));
    FloatVector p = VectorExp.fraction(c, FloatVector.zero(S), sum.sub(Exp32.ROUNDER));
    FloatVector y = p.add(1f);
    IntVector n = VectorExp.integer(sum);
    IntVector half = n.lanewise(VectorOperators.ASHR, 1);
    FloatVector power = VectorExp.power2(half);
    FloatVector rest = VectorExp.power2(n.sub(half));
    FloatVector t = y.mul(power).mul(rest);
    FloatVector tLost = p.sub(y.sub(1f)).mul(power).mul(rest);
    return quotient(t, tLost, x.compare(VectorOperators.LT, 0f));
  }

  /** {@code t / (1 + t)} or {@code 1 / (1 + t)}. */
  private static FloatVector quotient(
      FloatVector t, FloatVector tLost, VectorMask<Float> negative) {
    FloatVector d = t.add(1f);
    FloatVector dLost = t.sub(d.sub(1f)).add(tLost);
    FloatVector above = broadcast(S, 1f).blend(t, negative);
    FloatVector aboveLost = FloatVector.zero(S).blend(tLost, negative);
    FloatVector inverse = broadcast(S, 1f).div(d);
    FloatVector q = above.mul(inverse);
    FloatVector minus = q.neg();
    FloatVector error = minus.fma(dLost, minus.fma(d, above).add(aboveLost));
    return error.fma(inverse, q);
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector y = small(a).blend(large(a), a.compare(VectorOperators.GE, TANH_SPLIT));
    IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
    return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  /** tanh below the split. */
  private static FloatVector small(FloatVector a) {
    FloatVector z = a.mul(a);
    FloatVector q = z.fma(broadcast(S, H6), broadcast(S, H5));
    q = q.fma(z, broadcast(S, H4));
    q = q.fma(z, broadcast(S, H3));
    q = q.fma(z, broadcast(S, H2));
    q = q.fma(z, broadcast(S, H1));
    q = q.fma(z, broadcast(S, H0));
    return z.mul(a).fma(q, a);
  }

  /** tanh above it. */
  private static FloatVector large(FloatVector a) {
    FloatVector c = a.blend(TANH_MAX, a.compare(VectorOperators.GT, TANH_MAX));
    c = c.add(c);
    FloatVector sum = c.fma(broadcast(S, Exp32.LOG2_E), broadcast(S, Exp32.ROUNDER));
    FloatVector power = VectorExp.power2(VectorExp.integer(sum));
    FloatVector p = VectorExp.fraction(c, FloatVector.zero(S), sum.sub(Exp32.ROUNDER));
    FloatVector divisor = power.fma(p, power.add(1f));
    return broadcast(S, 1f).sub(broadcast(S, 2f).div(divisor));
  }

  /** y, not negative, with the sign of x. */
  static FloatVector withSign(FloatVector y, FloatVector x) {
    IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
    return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }
}
