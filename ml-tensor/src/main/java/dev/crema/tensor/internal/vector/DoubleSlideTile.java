// Generated from FloatSlideTile.java by bin/twins.

package dev.crema.tensor.internal.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of {@link DoubleSlide}: some rows of weights by some vectors of a strip that is read where
 * it lies, {@code steps} giving where each k lies. The weights of a tile are interleaved. The sums
 * are left in y, row by row.
 */
final class DoubleSlideTile {
  private static final VectorSpecies<Double> S = Species.DOUBLES;
  private static final int V = S.length();

  private DoubleSlideTile() {}

  static void slide8x2(double[] w, int wo, int[] steps, double[] x, int x0, int x1, double[] y) {
    DoubleVector y0a = DoubleVector.zero(S);
    DoubleVector y0b = DoubleVector.zero(S);
    DoubleVector y1a = DoubleVector.zero(S);
    DoubleVector y1b = DoubleVector.zero(S);
    DoubleVector y2a = DoubleVector.zero(S);
    DoubleVector y2b = DoubleVector.zero(S);
    DoubleVector y3a = DoubleVector.zero(S);
    DoubleVector y3b = DoubleVector.zero(S);
    DoubleVector y4a = DoubleVector.zero(S);
    DoubleVector y4b = DoubleVector.zero(S);
    DoubleVector y5a = DoubleVector.zero(S);
    DoubleVector y5b = DoubleVector.zero(S);
    DoubleVector y6a = DoubleVector.zero(S);
    DoubleVector y6b = DoubleVector.zero(S);
    DoubleVector y7a = DoubleVector.zero(S);
    DoubleVector y7b = DoubleVector.zero(S);
    for (int p = 0, v = wo; p < steps.length; p++, v += 8) {
      int t = steps[p];
      DoubleVector a = DoubleVector.fromArray(S, x, x0 + t);
      DoubleVector b = DoubleVector.fromArray(S, x, x1 + t);
      DoubleVector w0 = DoubleVector.broadcast(S, w[v]);
      y0a = w0.fma(a, y0a);
      y0b = w0.fma(b, y0b);
      DoubleVector w1 = DoubleVector.broadcast(S, w[v + 1]);
      y1a = w1.fma(a, y1a);
      y1b = w1.fma(b, y1b);
      DoubleVector w2 = DoubleVector.broadcast(S, w[v + 2]);
      y2a = w2.fma(a, y2a);
      y2b = w2.fma(b, y2b);
      DoubleVector w3 = DoubleVector.broadcast(S, w[v + 3]);
      y3a = w3.fma(a, y3a);
      y3b = w3.fma(b, y3b);
      DoubleVector w4 = DoubleVector.broadcast(S, w[v + 4]);
      y4a = w4.fma(a, y4a);
      y4b = w4.fma(b, y4b);
      DoubleVector w5 = DoubleVector.broadcast(S, w[v + 5]);
      y5a = w5.fma(a, y5a);
      y5b = w5.fma(b, y5b);
      DoubleVector w6 = DoubleVector.broadcast(S, w[v + 6]);
      y6a = w6.fma(a, y6a);
      y6b = w6.fma(b, y6b);
      DoubleVector w7 = DoubleVector.broadcast(S, w[v + 7]);
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

  static void slide4x2(double[] w, int wo, int[] steps, double[] x, int x0, int x1, double[] y) {
    DoubleVector y0a = DoubleVector.zero(S);
    DoubleVector y0b = DoubleVector.zero(S);
    DoubleVector y1a = DoubleVector.zero(S);
    DoubleVector y1b = DoubleVector.zero(S);
    DoubleVector y2a = DoubleVector.zero(S);
    DoubleVector y2b = DoubleVector.zero(S);
    DoubleVector y3a = DoubleVector.zero(S);
    DoubleVector y3b = DoubleVector.zero(S);
    for (int p = 0, v = wo; p < steps.length; p++, v += 4) {
      int t = steps[p];
      DoubleVector a = DoubleVector.fromArray(S, x, x0 + t);
      DoubleVector b = DoubleVector.fromArray(S, x, x1 + t);
      DoubleVector w0 = DoubleVector.broadcast(S, w[v]);
      y0a = w0.fma(a, y0a);
      y0b = w0.fma(b, y0b);
      DoubleVector w1 = DoubleVector.broadcast(S, w[v + 1]);
      y1a = w1.fma(a, y1a);
      y1b = w1.fma(b, y1b);
      DoubleVector w2 = DoubleVector.broadcast(S, w[v + 2]);
      y2a = w2.fma(a, y2a);
      y2b = w2.fma(b, y2b);
      DoubleVector w3 = DoubleVector.broadcast(S, w[v + 3]);
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
      double[] w,
      int wo,
      int[] steps,
      double[] x,
      int x0,
      int x1,
      int x2,
      int x3,
      int x4,
      int x5,
      int x6,
      int x7,
      double[] y) {
    DoubleVector y0a = DoubleVector.zero(S);
    DoubleVector y0b = DoubleVector.zero(S);
    DoubleVector y0c = DoubleVector.zero(S);
    DoubleVector y0d = DoubleVector.zero(S);
    DoubleVector y0e = DoubleVector.zero(S);
    DoubleVector y0f = DoubleVector.zero(S);
    DoubleVector y0g = DoubleVector.zero(S);
    DoubleVector y0h = DoubleVector.zero(S);
    for (int p = 0, v = wo; p < steps.length; p++, v++) {
      int t = steps[p];
      DoubleVector left = DoubleVector.broadcast(S, w[v]);
      y0a = left.fma(DoubleVector.fromArray(S, x, x0 + t), y0a);
      y0b = left.fma(DoubleVector.fromArray(S, x, x1 + t), y0b);
      y0c = left.fma(DoubleVector.fromArray(S, x, x2 + t), y0c);
      y0d = left.fma(DoubleVector.fromArray(S, x, x3 + t), y0d);
      y0e = left.fma(DoubleVector.fromArray(S, x, x4 + t), y0e);
      y0f = left.fma(DoubleVector.fromArray(S, x, x5 + t), y0f);
      y0g = left.fma(DoubleVector.fromArray(S, x, x6 + t), y0g);
      y0h = left.fma(DoubleVector.fromArray(S, x, x7 + t), y0h);
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
