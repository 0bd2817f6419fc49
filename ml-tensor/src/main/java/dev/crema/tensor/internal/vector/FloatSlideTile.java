package dev.crema.tensor.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of {@link FloatSlide}: some rows of weights by some vectors of a strip that is read where
 * it lies, {@code steps} giving where each k lies. The weights of a tile are interleaved. The sums
 * are left in y, row by row.
 */
final class FloatSlideTile {
  private static final VectorSpecies<Float> S = Species.FLOATS;
  private static final int V = S.length();

  private FloatSlideTile() {}

  static void slide8x2(float[] w, int wo, int[] steps, float[] x, int x0, int x1, float[] y) {
    FloatVector y0a = FloatVector.zero(S);
    FloatVector y0b = FloatVector.zero(S);
    FloatVector y1a = FloatVector.zero(S);
    FloatVector y1b = FloatVector.zero(S);
    FloatVector y2a = FloatVector.zero(S);
    FloatVector y2b = FloatVector.zero(S);
    FloatVector y3a = FloatVector.zero(S);
    FloatVector y3b = FloatVector.zero(S);
    FloatVector y4a = FloatVector.zero(S);
    FloatVector y4b = FloatVector.zero(S);
    FloatVector y5a = FloatVector.zero(S);
    FloatVector y5b = FloatVector.zero(S);
    FloatVector y6a = FloatVector.zero(S);
    FloatVector y6b = FloatVector.zero(S);
    FloatVector y7a = FloatVector.zero(S);
    FloatVector y7b = FloatVector.zero(S);
    for (int p = 0, v = wo; p < steps.length; p++, v += 8) {
      int t = steps[p];
      FloatVector a = FloatVector.fromArray(S, x, x0 + t);
      FloatVector b = FloatVector.fromArray(S, x, x1 + t);
      FloatVector w0 = FloatVector.broadcast(S, w[v]);
      y0a = w0.fma(a, y0a);
      y0b = w0.fma(b, y0b);
      FloatVector w1 = FloatVector.broadcast(S, w[v + 1]);
      y1a = w1.fma(a, y1a);
      y1b = w1.fma(b, y1b);
      FloatVector w2 = FloatVector.broadcast(S, w[v + 2]);
      y2a = w2.fma(a, y2a);
      y2b = w2.fma(b, y2b);
      FloatVector w3 = FloatVector.broadcast(S, w[v + 3]);
      y3a = w3.fma(a, y3a);
      y3b = w3.fma(b, y3b);
      FloatVector w4 = FloatVector.broadcast(S, w[v + 4]);
      y4a = w4.fma(a, y4a);
      y4b = w4.fma(b, y4b);
      FloatVector w5 = FloatVector.broadcast(S, w[v + 5]);
      y5a = w5.fma(a, y5a);
      y5b = w5.fma(b, y5b);
      FloatVector w6 = FloatVector.broadcast(S, w[v + 6]);
      y6a = w6.fma(a, y6a);
      y6b = w6.fma(b, y6b);
      FloatVector w7 = FloatVector.broadcast(S, w[v + 7]);
      y7a = w7.fma(a, y7a);
      y7b = w7.fma(b, y7b);
    }
    y0a.intoArray(y, 0);
    y0b.intoArray(y, V);
    y1a.intoArray(y, 2 * V);
    y1b.intoArray(y, 3 * V);
    y2a.intoArray(y, 4 * V);
    y2b.intoArray(y, 5 * V);
    y3a.intoArray(y, 6 * V);
    y3b.intoArray(y, 7 * V);
    y4a.intoArray(y, 8 * V);
    y4b.intoArray(y, 9 * V);
    y5a.intoArray(y, 10 * V);
    y5b.intoArray(y, 11 * V);
    y6a.intoArray(y, 12 * V);
    y6b.intoArray(y, 13 * V);
    y7a.intoArray(y, 14 * V);
    y7b.intoArray(y, 15 * V);
  }

  static void slide4x2(float[] w, int wo, int[] steps, float[] x, int x0, int x1, float[] y) {
    FloatVector y0a = FloatVector.zero(S);
    FloatVector y0b = FloatVector.zero(S);
    FloatVector y1a = FloatVector.zero(S);
    FloatVector y1b = FloatVector.zero(S);
    FloatVector y2a = FloatVector.zero(S);
    FloatVector y2b = FloatVector.zero(S);
    FloatVector y3a = FloatVector.zero(S);
    FloatVector y3b = FloatVector.zero(S);
    for (int p = 0, v = wo; p < steps.length; p++, v += 4) {
      int t = steps[p];
      FloatVector a = FloatVector.fromArray(S, x, x0 + t);
      FloatVector b = FloatVector.fromArray(S, x, x1 + t);
      FloatVector w0 = FloatVector.broadcast(S, w[v]);
      y0a = w0.fma(a, y0a);
      y0b = w0.fma(b, y0b);
      FloatVector w1 = FloatVector.broadcast(S, w[v + 1]);
      y1a = w1.fma(a, y1a);
      y1b = w1.fma(b, y1b);
      FloatVector w2 = FloatVector.broadcast(S, w[v + 2]);
      y2a = w2.fma(a, y2a);
      y2b = w2.fma(b, y2b);
      FloatVector w3 = FloatVector.broadcast(S, w[v + 3]);
      y3a = w3.fma(a, y3a);
      y3b = w3.fma(b, y3b);
    }
    y0a.intoArray(y, 0);
    y0b.intoArray(y, V);
    y1a.intoArray(y, 2 * V);
    y1b.intoArray(y, 3 * V);
    y2a.intoArray(y, 4 * V);
    y2b.intoArray(y, 5 * V);
    y3a.intoArray(y, 6 * V);
    y3b.intoArray(y, 7 * V);
  }

  static void slide1x8(
      float[] w,
      int wo,
      int[] steps,
      float[] x,
      int x0,
      int x1,
      int x2,
      int x3,
      int x4,
      int x5,
      int x6,
      int x7,
      float[] y) {
    FloatVector y0a = FloatVector.zero(S);
    FloatVector y0b = FloatVector.zero(S);
    FloatVector y0c = FloatVector.zero(S);
    FloatVector y0d = FloatVector.zero(S);
    FloatVector y0e = FloatVector.zero(S);
    FloatVector y0f = FloatVector.zero(S);
    FloatVector y0g = FloatVector.zero(S);
    FloatVector y0h = FloatVector.zero(S);
    for (int p = 0, v = wo; p < steps.length; p++, v++) {
      int t = steps[p];
      FloatVector left = FloatVector.broadcast(S, w[v]);
      y0a = left.fma(FloatVector.fromArray(S, x, x0 + t), y0a);
      y0b = left.fma(FloatVector.fromArray(S, x, x1 + t), y0b);
      y0c = left.fma(FloatVector.fromArray(S, x, x2 + t), y0c);
      y0d = left.fma(FloatVector.fromArray(S, x, x3 + t), y0d);
      y0e = left.fma(FloatVector.fromArray(S, x, x4 + t), y0e);
      y0f = left.fma(FloatVector.fromArray(S, x, x5 + t), y0f);
      y0g = left.fma(FloatVector.fromArray(S, x, x6 + t), y0g);
      y0h = left.fma(FloatVector.fromArray(S, x, x7 + t), y0h);
    }
    y0a.intoArray(y, 0);
    y0b.intoArray(y, V);
    y0c.intoArray(y, 2 * V);
    y0d.intoArray(y, 3 * V);
    y0e.intoArray(y, 4 * V);
    y0f.intoArray(y, 5 * V);
    y0g.intoArray(y, 6 * V);
    y0h.intoArray(y, 7 * V);
  }
}
