package dev.crema.tensor.internal.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * floor, ceil, round and trunc on lanes. The Vector API has no rounding: adding and subtracting
 * 2^23 (2^52) rounds a smaller magnitude to an integer, ties to even, and the others follow from
 * that. Magnitudes from there on are integers already. Results keep the sign of their argument,
 * also that of a zero.
 */
final class VectorRound {
  private static final float FLOAT_WHOLE = 0x1p23f;
  private static final double DOUBLE_WHOLE = 0x1p52;

  private VectorRound() {}

  static FloatVector round(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector y = VectorLogistic.withSign(a.add(FLOAT_WHOLE).sub(FLOAT_WHOLE), x);
    return y.blend(x, a.compare(VectorOperators.GE, FLOAT_WHOLE));
  }

  static FloatVector floor(FloatVector x) {
    FloatVector r = round(x);
    FloatVector y = r.blend(r.sub(1f), r.compare(VectorOperators.GT, x));
    return VectorLogistic.withSign(y, x);
  }

  static FloatVector ceil(FloatVector x) {
    FloatVector r = round(x);
    FloatVector y = r.blend(r.add(1f), r.compare(VectorOperators.LT, x));
    return VectorLogistic.withSign(y.abs(), x);
  }

  static FloatVector trunc(FloatVector x) {
    return VectorLogistic.withSign(floor(x.abs()), x);
  }

  static DoubleVector round(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector y = withSign(a.add(DOUBLE_WHOLE).sub(DOUBLE_WHOLE), x);
    return y.blend(x, a.compare(VectorOperators.GE, DOUBLE_WHOLE));
  }

  static DoubleVector floor(DoubleVector x) {
    DoubleVector r = round(x);
    return withSign(r.blend(r.sub(1), r.compare(VectorOperators.GT, x)), x);
  }

  static DoubleVector ceil(DoubleVector x) {
    DoubleVector r = round(x);
    return withSign(r.blend(r.add(1), r.compare(VectorOperators.LT, x)).abs(), x);
  }

  static DoubleVector trunc(DoubleVector x) {
    return withSign(floor(x.abs()), x);
  }

  private static DoubleVector withSign(DoubleVector y, DoubleVector x) {
    return y.reinterpretAsLongs()
        .or(x.reinterpretAsLongs().and(Long.MIN_VALUE))
        .reinterpretAsDoubles();
  }
}
