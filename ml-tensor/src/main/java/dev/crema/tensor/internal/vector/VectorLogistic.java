package dev.crema.tensor.internal.vector;

import static dev.crema.tensor.internal.math.Logistic32.*;
import static dev.crema.tensor.internal.vector.VectorExp.constant;

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
    FloatVector sum = c.fma(constant(Exp32.LOG2_E), constant(Exp32.ROUNDER));
    FloatVector p = VectorExp.fraction(c, FloatVector.zero(S), sum.sub(Exp32.ROUNDER));
    FloatVector y = p.add(1f);
    IntVector n = VectorExp.integer(sum);
    IntVector half = n.lanewise(VectorOperators.ASHR, 1);
    FloatVector power = VectorExp.power2(half);
    FloatVector rest = VectorExp.power2(n.sub(half));
    FloatVector t = y.mul(power).mul(rest);
    FloatVector tLost = p.sub(y.sub(1f)).mul(power).mul(rest);

    FloatVector d = t.add(1f);
    FloatVector dLost = t.sub(d.sub(1f)).add(tLost);
    VectorMask<Float> negative = x.compare(VectorOperators.LT, 0f);
    FloatVector above = constant(1f).blend(t, negative);
    FloatVector aboveLost = FloatVector.zero(S).blend(tLost, negative);
    FloatVector inverse = constant(1f).div(d);
    FloatVector q = above.mul(inverse);
    FloatVector minus = q.neg();
    FloatVector error = minus.fma(dLost, minus.fma(d, above).add(aboveLost));
    return error.fma(inverse, q);
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector z = a.mul(a);
    FloatVector q = z.fma(constant(H6), constant(H5));
    q = q.fma(z, constant(H4));
    q = q.fma(z, constant(H3));
    q = q.fma(z, constant(H2));
    q = q.fma(z, constant(H1));
    q = q.fma(z, constant(H0));
    FloatVector below = z.mul(a).fma(q, a);

    FloatVector c = a.blend(TANH_MAX, a.compare(VectorOperators.GT, TANH_MAX));
    c = c.add(c);
    FloatVector sum = c.fma(constant(Exp32.LOG2_E), constant(Exp32.ROUNDER));
    FloatVector power = VectorExp.power2(VectorExp.integer(sum));
    FloatVector p = VectorExp.fraction(c, FloatVector.zero(S), sum.sub(Exp32.ROUNDER));
    FloatVector divisor = power.fma(p, power.add(1f));
    FloatVector above = constant(1f).sub(constant(2f).div(divisor));

    return withSign(below.blend(above, a.compare(VectorOperators.GE, TANH_SPLIT)), x);
  }

  /** y, not negative, with the sign of x. */
  static FloatVector withSign(FloatVector y, FloatVector x) {
    IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
    return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }
}
