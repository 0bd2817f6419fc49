// Generated from FloatPackedTile.java by bin/twins.

package dev.crema.tensor.internal.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles as those of {@link DoubleTile} for a left side that was packed: the rows of a tile are
 * interleaved, element by element.
 */
final class DoublePackedTile {
  private static final VectorSpecies<Double> S = Species.DOUBLES;
  private static final int V = S.length();

  private DoublePackedTile() {}

  static void packed8x2(
      double[] a, int ao, int depth, double[] b, int bo, int step, double[] c, int co, int ld) {
    DoubleVector c00 = DoubleVector.fromArray(S, c, co);
    DoubleVector c01 = DoubleVector.fromArray(S, c, co + V);
    DoubleVector c10 = DoubleVector.fromArray(S, c, co + ld);
    DoubleVector c11 = DoubleVector.fromArray(S, c, co + ld + V);
    DoubleVector c20 = DoubleVector.fromArray(S, c, co + 2 * ld);
    DoubleVector c21 = DoubleVector.fromArray(S, c, co + 2 * ld + V);
    DoubleVector c30 = DoubleVector.fromArray(S, c, co + 3 * ld);
    DoubleVector c31 = DoubleVector.fromArray(S, c, co + 3 * ld + V);
    DoubleVector c40 = DoubleVector.fromArray(S, c, co + 4 * ld);
    DoubleVector c41 = DoubleVector.fromArray(S, c, co + 4 * ld + V);
    DoubleVector c50 = DoubleVector.fromArray(S, c, co + 5 * ld);
    DoubleVector c51 = DoubleVector.fromArray(S, c, co + 5 * ld + V);
    DoubleVector c60 = DoubleVector.fromArray(S, c, co + 6 * ld);
    DoubleVector c61 = DoubleVector.fromArray(S, c, co + 6 * ld + V);
    DoubleVector c70 = DoubleVector.fromArray(S, c, co + 7 * ld);
    DoubleVector c71 = DoubleVector.fromArray(S, c, co + 7 * ld + V);
    for (int p = 0, x = ao, q = bo; p < depth; p++, x += 8, q += step) {
      DoubleVector b0 = DoubleVector.fromArray(S, b, q);
      DoubleVector b1 = DoubleVector.fromArray(S, b, q + V);
      DoubleVector x0 = DoubleVector.broadcast(S, a[x]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      DoubleVector x1 = DoubleVector.broadcast(S, a[x + 1]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      DoubleVector x2 = DoubleVector.broadcast(S, a[x + 2]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      DoubleVector x3 = DoubleVector.broadcast(S, a[x + 3]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      DoubleVector x4 = DoubleVector.broadcast(S, a[x + 4]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      DoubleVector x5 = DoubleVector.broadcast(S, a[x + 5]);
      c50 = x5.fma(b0, c50);
      c51 = x5.fma(b1, c51);
      DoubleVector x6 = DoubleVector.broadcast(S, a[x + 6]);
      c60 = x6.fma(b0, c60);
      c61 = x6.fma(b1, c61);
      DoubleVector x7 = DoubleVector.broadcast(S, a[x + 7]);
      c70 = x7.fma(b0, c70);
      c71 = x7.fma(b1, c71);
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + V);
    c10.intoArray(c, co + ld);
    c11.intoArray(c, co + ld + V);
    c20.intoArray(c, co + 2 * ld);
    c21.intoArray(c, co + 2 * ld + V);
    c30.intoArray(c, co + 3 * ld);
    c31.intoArray(c, co + 3 * ld + V);
    c40.intoArray(c, co + 4 * ld);
    c41.intoArray(c, co + 4 * ld + V);
    c50.intoArray(c, co + 5 * ld);
    c51.intoArray(c, co + 5 * ld + V);
    c60.intoArray(c, co + 6 * ld);
    c61.intoArray(c, co + 6 * ld + V);
    c70.intoArray(c, co + 7 * ld);
    c71.intoArray(c, co + 7 * ld + V);
  }

  static void packed4x2(
      double[] a, int ao, int depth, double[] b, int bo, int step, double[] c, int co, int ld) {
    DoubleVector c00 = DoubleVector.fromArray(S, c, co);
    DoubleVector c01 = DoubleVector.fromArray(S, c, co + V);
    DoubleVector c10 = DoubleVector.fromArray(S, c, co + ld);
    DoubleVector c11 = DoubleVector.fromArray(S, c, co + ld + V);
    DoubleVector c20 = DoubleVector.fromArray(S, c, co + 2 * ld);
    DoubleVector c21 = DoubleVector.fromArray(S, c, co + 2 * ld + V);
    DoubleVector c30 = DoubleVector.fromArray(S, c, co + 3 * ld);
    DoubleVector c31 = DoubleVector.fromArray(S, c, co + 3 * ld + V);
    for (int p = 0, x = ao, q = bo; p < depth; p++, x += 4, q += step) {
      DoubleVector b0 = DoubleVector.fromArray(S, b, q);
      DoubleVector b1 = DoubleVector.fromArray(S, b, q + V);
      DoubleVector x0 = DoubleVector.broadcast(S, a[x]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      DoubleVector x1 = DoubleVector.broadcast(S, a[x + 1]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      DoubleVector x2 = DoubleVector.broadcast(S, a[x + 2]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      DoubleVector x3 = DoubleVector.broadcast(S, a[x + 3]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + V);
    c10.intoArray(c, co + ld);
    c11.intoArray(c, co + ld + V);
    c20.intoArray(c, co + 2 * ld);
    c21.intoArray(c, co + 2 * ld + V);
    c30.intoArray(c, co + 3 * ld);
    c31.intoArray(c, co + 3 * ld + V);
  }
}
