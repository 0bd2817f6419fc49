package dev.crema.tensor.internal.vector;

import static dev.crema.tensor.internal.math.Erf32.*;
import static dev.crema.tensor.internal.vector.VectorExp.constant;

import dev.crema.tensor.internal.math.Exp32;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** erf of float32 on lanes: step by step {@code Erf32}, which explains it. */
final class VectorErf {
  private VectorErf() {}

  static FloatVector erf(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector z = a.mul(a);
    FloatVector q = z.fma(constant(S6), constant(S5));
    q = q.fma(z, constant(S4));
    q = q.fma(z, constant(S3));
    q = q.fma(z, constant(S2));
    q = q.fma(z, constant(S1));
    q = q.fma(z, constant(S0));
    FloatVector below = q.fma(a, a);

    FloatVector b = a.blend(MAX, a.compare(VectorOperators.GT, MAX));
    FloatVector w = b.fma(constant(L6), constant(L5));
    w = w.fma(b, constant(L4));
    w = w.fma(b, constant(L3));
    w = w.fma(b, constant(L2));
    w = w.fma(b, constant(L1));
    w = w.fma(b, constant(L0));
    FloatVector c = w.mul(b).neg();
    FloatVector sum = c.fma(constant(Exp32.LOG2_E), constant(Exp32.ROUNDER));
    FloatVector power = VectorExp.power2(VectorExp.integer(sum));
    FloatVector lost = w.neg().fma(b, c.neg());
    FloatVector p = VectorExp.fraction(c, lost, sum.sub(Exp32.ROUNDER));
    FloatVector above = constant(1f).sub(power.fma(p, power));

    FloatVector y = below.blend(above, a.compare(VectorOperators.GE, SPLIT));
    return VectorLogistic.withSign(y, x);
  }
}
