package dev.crema.tensor.internal.vector;

import static dev.crema.tensor.internal.math.Trig32.*;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.crema.tensor.internal.math.Exp32;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * sin and cos of float32 on lanes up to {@code Trig32.BOUND}: step by step {@code Trig32}, which
 * explains them. {@link BoundedLoop} sees to the rest.
 */
final class VectorTrig {
  private static final VectorSpecies<Float> S = Species.FLOATS;

  private VectorTrig() {}

  static FloatVector sin(FloatVector x) {
    return quarter(x.abs(), 0, x.reinterpretAsInts().and(Integer.MIN_VALUE));
  }

  static FloatVector cos(FloatVector x) {
    FloatVector a = x.abs();
    return quarter(a, 1, a.reinterpretAsInts().and(Integer.MIN_VALUE));
  }

  /** The sine of {@code a} plus so many quarters of a turn, its sign bit flipped by a mask. */
  private static FloatVector quarter(FloatVector a, int quarters, IntVector flip) {
    FloatVector t = a.fma(broadcast(S, TWO_OVER_PI), broadcast(S, Exp32.ROUNDER));
    FloatVector k = t.sub(Exp32.ROUNDER);
    IntVector quadrant = t.reinterpretAsInts().add(quarters);
    FloatVector exact = k.fma(broadcast(S, -HALF_PI_1), a);
    FloatVector p = k.mul(HALF_PI_2);
    FloatVector r = exact.sub(p);
    FloatVector lost = exact.sub(r).sub(p).sub(k.fma(broadcast(S, HALF_PI_2), p.neg()));
    lost = k.fma(broadcast(S, -HALF_PI_3), lost);

    VectorMask<Integer> odd = quadrant.and(1).compare(VectorOperators.NE, 0);
    FloatVector y = sine(r, lost).blend(cosine(r, lost), odd.cast(S));
    IntVector minus = quadrant.and(2).lanewise(VectorOperators.LSHL, 30);
    IntVector signs = minus.lanewise(VectorOperators.XOR, flip);
    return y.reinterpretAsInts().lanewise(VectorOperators.XOR, signs).reinterpretAsFloats();
  }

  private static FloatVector sine(FloatVector r, FloatVector lost) {
    FloatVector z = r.mul(r);
    FloatVector h = z.mul(0.5f);
    FloatVector q = z.fma(broadcast(S, S2), broadcast(S, S1));
    q = q.fma(z, broadcast(S, S0));
    return r.add(z.mul(r).fma(q, h.neg().fma(lost, lost)));
  }

  private static FloatVector cosine(FloatVector r, FloatVector lost) {
    FloatVector z = r.mul(r);
    FloatVector h = z.mul(0.5f);
    FloatVector q = z.fma(broadcast(S, C2), broadcast(S, C1));
    q = q.fma(z, broadcast(S, C0));
    FloatVector w = broadcast(S, 1f).sub(h);
    FloatVector round = broadcast(S, 1f).sub(w).sub(h);
    FloatVector wLost = r.fma(r, z.neg()).fma(broadcast(S, -0.5f), round);
    return w.add(z.mul(z).fma(q, r.neg().fma(lost, wLost)));
  }
}
