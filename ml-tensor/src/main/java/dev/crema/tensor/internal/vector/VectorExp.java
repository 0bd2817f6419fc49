package dev.crema.tensor.internal.vector;

import static dev.crema.tensor.internal.math.Exp32.*;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * exp, exp2 and expm1 of float32 on lanes: step by step {@code Exp32}, which explains them.
 *
 * <p>The compiler inlines the Vector API's own methods always, but ours only while it holds fewer
 * than 18,000 nodes, some seventy operations on vectors; one that it calls takes and gives heap
 * objects. So the longer functions call helpers of ours early or not at all.
 */
final class VectorExp {
  private static final VectorSpecies<Float> S = Species.FLOATS;

  private VectorExp() {}

  static FloatVector exp(FloatVector x) {
    FloatVector c = clamp(x, EXP_MIN, EXP_MAX);
    FloatVector t = c.fma(broadcast(S, LOG2_E), broadcast(S, ROUNDER));
    FloatVector y = fraction(c, FloatVector.zero(S), t.sub(ROUNDER)).add(1f);
    return scale(y, integer(t));
  }

  static FloatVector exp2(FloatVector x) {
    FloatVector c = clamp(x, EXP2_MIN, EXP2_MAX);
    FloatVector t = c.add(ROUNDER);
    FloatVector r = c.sub(t.sub(ROUNDER));
    FloatVector q = r.fma(broadcast(S, B4), broadcast(S, B3));
    q = q.fma(r, broadcast(S, B2));
    q = q.fma(r, broadcast(S, B1));
    q = q.fma(r, broadcast(S, B0));
    FloatVector small = r.mul(r).fma(q, r.mul(LN2_LOW));
    FloatVector y = r.fma(broadcast(S, LN2_HIGH), small).add(1f);
    return scale(y, integer(t));
  }

  static FloatVector expm1(FloatVector x) {
    FloatVector c = clamp(x, EXPM1_MIN, EXP_MAX);
    FloatVector t = c.fma(broadcast(S, LOG2_E), broadcast(S, -EXPM1_SHIFT)).add(ROUNDER);
    FloatVector k = t.sub(ROUNDER);
    IntVector n = integer(t);
    FloatVector exact = k.fma(broadcast(S, -LN2_HIGH), c);
    FloatVector low = k.mul(-LN2_LOW);
    FloatVector r = exact.add(low);
    FloatVector q = r.fma(broadcast(S, M5), broadcast(S, M4));
    q = q.fma(r, broadcast(S, M3));
    q = q.fma(r, broadcast(S, M2));
    q = q.fma(r, broadcast(S, M1));
    q = q.fma(r, broadcast(S, M0));
    VectorMask<Integer> over = n.compare(VectorOperators.GT, 127);
    IntVector m = n.blend(127, over);
    FloatVector power = power2(m);
    VectorMask<Float> large = n.compare(VectorOperators.GT, EXPM1_EXACT).cast(S);
    FloatVector p = exact.add(r.mul(r).fma(q, low.blend(low.sub(power2(m.neg())), large)));
    FloatVector y = power.fma(p, power.sub(1f).blend(power, large));
    y = y.blend(y.mul(2f), over.cast(S));
    return y.blend(x, x.abs().compare(VectorOperators.LT, EXPM1_TINY));
  }

  /** e^r - 1 for {@code r = x - k ln 2}; {@code lost} belongs to x. */
  static FloatVector fraction(FloatVector x, FloatVector lost, FloatVector k) {
    FloatVector exact = k.fma(broadcast(S, -LN2_HIGH), x);
    FloatVector low = k.fma(broadcast(S, -LN2_LOW), lost);
    FloatVector r = exact.add(low);
    FloatVector q = r.fma(broadcast(S, T4), broadcast(S, T3));
    q = q.fma(r, broadcast(S, T2));
    q = q.fma(r, broadcast(S, T1));
    q = q.fma(r, broadcast(S, T0));
    return exact.add(r.mul(r).fma(q, low));
  }

  /** x between two bounds; NaN stays. */
  private static FloatVector clamp(FloatVector x, float min, float max) {
    FloatVector c = x.blend(max, x.compare(VectorOperators.GT, max));
    return c.blend(min, c.compare(VectorOperators.LT, min));
  }

  /** The integer in a sum with ROUNDER. */
  static IntVector integer(FloatVector sum) {
    return sum.reinterpretAsInts().sub(ROUNDER_BITS);
  }

  /** 2^n, n from -126 to 127. */
  static FloatVector power2(IntVector n) {
    return n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  private static FloatVector scale(FloatVector y, IntVector n) {
    IntVector half = n.lanewise(VectorOperators.ASHR, 1);
    return y.mul(power2(half)).mul(power2(n.sub(half)));
  }
}
