package dev.crema.tensor.internal.vector;

import static dev.crema.tensor.internal.math.Log32.*;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.crema.tensor.internal.math.Exp32;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** log, log1p and log2 of float32 on lanes: step by step {@code Log32}, which explains them. */
final class VectorLog {
  private static final VectorSpecies<Float> S = Species.FLOATS;

  private VectorLog() {}

  static FloatVector log(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(VectorOperators.LT, NORMAL_MIN);
    IntVector bits = x.blend(x.mul(SUBNORMAL_SCALE), subnormal).reinterpretAsInts();
    IntVector e = exponent(bits, LOW_BITS);
    FloatVector k = floats(e);
    k = k.blend(k.sub(SUBNORMAL_SHIFT), subnormal);
    return special(x, 0f, sum(k, mantissa(bits, e).sub(1f)));
  }

  static FloatVector log1p(FloatVector x) {
    IntVector e = exponent(x.add(1f).reinterpretAsInts(), LOW_BITS);
    FloatVector power = VectorExp.power2(e.neg().add(2));
    FloatVector rest = power.fma(broadcast(S, 0.25f), broadcast(S, -1f));
    FloatVector y = sum(floats(e), x.mul(0.25f).fma(power, rest));
    y = y.blend(x, x.abs().compare(VectorOperators.LT, LOG1P_TINY));
    return special(x, -1f, y);
  }

  static FloatVector log2(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(VectorOperators.LT, NORMAL_MIN);
    IntVector bits = x.blend(x.mul(SUBNORMAL_SCALE), subnormal).reinterpretAsInts();
    IntVector e = exponent(bits, LOG2_LOW_BITS);
    FloatVector k = floats(e);
    k = k.blend(k.sub(SUBNORMAL_SHIFT), subnormal);
    FloatVector f = mantissa(bits, e).sub(1f);
    FloatVector q = f.fma(broadcast(S, P9), broadcast(S, P8));
    q = q.fma(f, broadcast(S, P7));
    q = q.fma(f, broadcast(S, P6));
    q = q.fma(f, broadcast(S, P5));
    q = q.fma(f, broadcast(S, P4));
    q = q.fma(f, broadcast(S, P3));
    q = q.fma(f, broadcast(S, P2));
    q = q.fma(f, broadcast(S, P1));
    q = q.fma(f, broadcast(S, P0));
    FloatVector h = f.mul(Exp32.LOG2_E);
    FloatVector lost = f.fma(broadcast(S, LOG2_E_LOW), f.fma(broadcast(S, Exp32.LOG2_E), h.neg()));
    FloatVector s = k.add(h);
    FloatVector y = s.add(f.mul(f).fma(q, h.sub(s.sub(k)).add(lost)));
    return special(x, 0f, y);
  }

  private static IntVector exponent(IntVector bits, int low) {
    return bits.sub(low).lanewise(VectorOperators.ASHR, 23);
  }

  private static FloatVector mantissa(IntVector bits, IntVector e) {
    return bits.sub(e.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats();
  }

  /** Exact: the exponents are small. */
  private static FloatVector floats(IntVector e) {
    return (FloatVector) e.convertShape(VectorOperators.I2F, S, 0);
  }

  /** {@code k ln 2 + ln(1 + f)}. */
  private static FloatVector sum(FloatVector k, FloatVector f) {
    FloatVector q = f.fma(broadcast(S, Q8), broadcast(S, Q7));
    q = q.fma(f, broadcast(S, Q6));
    q = q.fma(f, broadcast(S, Q5));
    q = q.fma(f, broadcast(S, Q4));
    q = q.fma(f, broadcast(S, Q3));
    q = q.fma(f, broadcast(S, Q2));
    q = q.fma(f, broadcast(S, Q1));
    q = q.fma(f, broadcast(S, Q0));
    FloatVector h = k.mul(Exp32.LN2_HIGH);
    FloatVector lost =
        k.fma(broadcast(S, Exp32.LN2_LOW), k.fma(broadcast(S, Exp32.LN2_HIGH), h.neg()));
    FloatVector s = h.add(f);
    return s.add(f.mul(f).fma(q, f.sub(s.sub(h)).add(lost)));
  }

  /** NaN below the pole, -Infinity on it, x itself for Infinity and NaN. */
  private static FloatVector special(FloatVector x, float pole, FloatVector y) {
    FloatVector z = y.blend(Float.NaN, x.compare(VectorOperators.LT, pole));
    z = z.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, pole));
    return x.blend(z, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
  }
}
