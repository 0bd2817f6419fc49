// Generated from FloatAdjacentTile.java by bin/twins.

package dev.crema.tensor.internal.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles as those of {@link DoubleTile} for a left side in which the rows of the tile lie side by
 * side, as neighbouring outputs of a convolution do. They need one address for all rows, so twelve
 * rows fit the registers.
 */
final class DoubleAdjacentTile {
  private static final VectorSpecies<Double> S = Species.DOUBLES;
  private static final int V = S.length();

  private DoubleAdjacentTile() {}

  static void adjacent12x2(
      double[] a,
      int row,
      int[] columns,
      int from,
      int to,
      double[] b,
      int bo,
      int step,
      double[] c,
      int co,
      int ld) {
    DoubleVector c0a = DoubleVector.fromArray(S, c, co);
    DoubleVector c0b = DoubleVector.fromArray(S, c, co + V);
    DoubleVector c1a = DoubleVector.fromArray(S, c, co + ld);
    DoubleVector c1b = DoubleVector.fromArray(S, c, co + ld + V);
    DoubleVector c2a = DoubleVector.fromArray(S, c, co + 2 * ld);
    DoubleVector c2b = DoubleVector.fromArray(S, c, co + 2 * ld + V);
    DoubleVector c3a = DoubleVector.fromArray(S, c, co + 3 * ld);
    DoubleVector c3b = DoubleVector.fromArray(S, c, co + 3 * ld + V);
    DoubleVector c4a = DoubleVector.fromArray(S, c, co + 4 * ld);
    DoubleVector c4b = DoubleVector.fromArray(S, c, co + 4 * ld + V);
    DoubleVector c5a = DoubleVector.fromArray(S, c, co + 5 * ld);
    DoubleVector c5b = DoubleVector.fromArray(S, c, co + 5 * ld + V);
    DoubleVector c6a = DoubleVector.fromArray(S, c, co + 6 * ld);
    DoubleVector c6b = DoubleVector.fromArray(S, c, co + 6 * ld + V);
    DoubleVector c7a = DoubleVector.fromArray(S, c, co + 7 * ld);
    DoubleVector c7b = DoubleVector.fromArray(S, c, co + 7 * ld + V);
    DoubleVector c8a = DoubleVector.fromArray(S, c, co + 8 * ld);
    DoubleVector c8b = DoubleVector.fromArray(S, c, co + 8 * ld + V);
    DoubleVector c9a = DoubleVector.fromArray(S, c, co + 9 * ld);
    DoubleVector c9b = DoubleVector.fromArray(S, c, co + 9 * ld + V);
    DoubleVector c10a = DoubleVector.fromArray(S, c, co + 10 * ld);
    DoubleVector c10b = DoubleVector.fromArray(S, c, co + 10 * ld + V);
    DoubleVector c11a = DoubleVector.fromArray(S, c, co + 11 * ld);
    DoubleVector c11b = DoubleVector.fromArray(S, c, co + 11 * ld + V);
    for (int p = from, q = bo + from * step; p < to; p++, q += step) {
      int t = row + columns[p];
      DoubleVector b0 = DoubleVector.fromArray(S, b, q);
      DoubleVector b1 = DoubleVector.fromArray(S, b, q + V);
      DoubleVector x0 = DoubleVector.broadcast(S, a[t]);
      c0a = x0.fma(b0, c0a);
      c0b = x0.fma(b1, c0b);
      DoubleVector x1 = DoubleVector.broadcast(S, a[t + 1]);
      c1a = x1.fma(b0, c1a);
      c1b = x1.fma(b1, c1b);
      DoubleVector x2 = DoubleVector.broadcast(S, a[t + 2]);
      c2a = x2.fma(b0, c2a);
      c2b = x2.fma(b1, c2b);
      DoubleVector x3 = DoubleVector.broadcast(S, a[t + 3]);
      c3a = x3.fma(b0, c3a);
      c3b = x3.fma(b1, c3b);
      DoubleVector x4 = DoubleVector.broadcast(S, a[t + 4]);
      c4a = x4.fma(b0, c4a);
      c4b = x4.fma(b1, c4b);
      DoubleVector x5 = DoubleVector.broadcast(S, a[t + 5]);
      c5a = x5.fma(b0, c5a);
      c5b = x5.fma(b1, c5b);
      DoubleVector x6 = DoubleVector.broadcast(S, a[t + 6]);
      c6a = x6.fma(b0, c6a);
      c6b = x6.fma(b1, c6b);
      DoubleVector x7 = DoubleVector.broadcast(S, a[t + 7]);
      c7a = x7.fma(b0, c7a);
      c7b = x7.fma(b1, c7b);
      DoubleVector x8 = DoubleVector.broadcast(S, a[t + 8]);
      c8a = x8.fma(b0, c8a);
      c8b = x8.fma(b1, c8b);
      DoubleVector x9 = DoubleVector.broadcast(S, a[t + 9]);
      c9a = x9.fma(b0, c9a);
      c9b = x9.fma(b1, c9b);
      DoubleVector x10 = DoubleVector.broadcast(S, a[t + 10]);
      c10a = x10.fma(b0, c10a);
      c10b = x10.fma(b1, c10b);
      DoubleVector x11 = DoubleVector.broadcast(S, a[t + 11]);
      c11a = x11.fma(b0, c11a);
      c11b = x11.fma(b1, c11b);
    }
    c0a.intoArray(c, co);
    c0b.intoArray(c, co + V);
    c1a.intoArray(c, co + ld);
    c1b.intoArray(c, co + ld + V);
    c2a.intoArray(c, co + 2 * ld);
    c2b.intoArray(c, co + 2 * ld + V);
    c3a.intoArray(c, co + 3 * ld);
    c3b.intoArray(c, co + 3 * ld + V);
    c4a.intoArray(c, co + 4 * ld);
    c4b.intoArray(c, co + 4 * ld + V);
    c5a.intoArray(c, co + 5 * ld);
    c5b.intoArray(c, co + 5 * ld + V);
    c6a.intoArray(c, co + 6 * ld);
    c6b.intoArray(c, co + 6 * ld + V);
    c7a.intoArray(c, co + 7 * ld);
    c7b.intoArray(c, co + 7 * ld + V);
    c8a.intoArray(c, co + 8 * ld);
    c8b.intoArray(c, co + 8 * ld + V);
    c9a.intoArray(c, co + 9 * ld);
    c9b.intoArray(c, co + 9 * ld + V);
    c10a.intoArray(c, co + 10 * ld);
    c10b.intoArray(c, co + 10 * ld + V);
    c11a.intoArray(c, co + 11 * ld);
    c11b.intoArray(c, co + 11 * ld + V);
  }

  static void adjacent12x1(
      double[] a,
      int row,
      int[] columns,
      int from,
      int to,
      double[] b,
      int bo,
      int step,
      double[] c,
      int co,
      int ld) {
    DoubleVector c0a = DoubleVector.fromArray(S, c, co);
    DoubleVector c1a = DoubleVector.fromArray(S, c, co + ld);
    DoubleVector c2a = DoubleVector.fromArray(S, c, co + 2 * ld);
    DoubleVector c3a = DoubleVector.fromArray(S, c, co + 3 * ld);
    DoubleVector c4a = DoubleVector.fromArray(S, c, co + 4 * ld);
    DoubleVector c5a = DoubleVector.fromArray(S, c, co + 5 * ld);
    DoubleVector c6a = DoubleVector.fromArray(S, c, co + 6 * ld);
    DoubleVector c7a = DoubleVector.fromArray(S, c, co + 7 * ld);
    DoubleVector c8a = DoubleVector.fromArray(S, c, co + 8 * ld);
    DoubleVector c9a = DoubleVector.fromArray(S, c, co + 9 * ld);
    DoubleVector c10a = DoubleVector.fromArray(S, c, co + 10 * ld);
    DoubleVector c11a = DoubleVector.fromArray(S, c, co + 11 * ld);
    for (int p = from, q = bo + from * step; p < to; p++, q += step) {
      int t = row + columns[p];
      DoubleVector b0 = DoubleVector.fromArray(S, b, q);
      DoubleVector x0 = DoubleVector.broadcast(S, a[t]);
      c0a = x0.fma(b0, c0a);
      DoubleVector x1 = DoubleVector.broadcast(S, a[t + 1]);
      c1a = x1.fma(b0, c1a);
      DoubleVector x2 = DoubleVector.broadcast(S, a[t + 2]);
      c2a = x2.fma(b0, c2a);
      DoubleVector x3 = DoubleVector.broadcast(S, a[t + 3]);
      c3a = x3.fma(b0, c3a);
      DoubleVector x4 = DoubleVector.broadcast(S, a[t + 4]);
      c4a = x4.fma(b0, c4a);
      DoubleVector x5 = DoubleVector.broadcast(S, a[t + 5]);
      c5a = x5.fma(b0, c5a);
      DoubleVector x6 = DoubleVector.broadcast(S, a[t + 6]);
      c6a = x6.fma(b0, c6a);
      DoubleVector x7 = DoubleVector.broadcast(S, a[t + 7]);
      c7a = x7.fma(b0, c7a);
      DoubleVector x8 = DoubleVector.broadcast(S, a[t + 8]);
      c8a = x8.fma(b0, c8a);
      DoubleVector x9 = DoubleVector.broadcast(S, a[t + 9]);
      c9a = x9.fma(b0, c9a);
      DoubleVector x10 = DoubleVector.broadcast(S, a[t + 10]);
      c10a = x10.fma(b0, c10a);
      DoubleVector x11 = DoubleVector.broadcast(S, a[t + 11]);
      c11a = x11.fma(b0, c11a);
    }
    c0a.intoArray(c, co);
    c1a.intoArray(c, co + ld);
    c2a.intoArray(c, co + 2 * ld);
    c3a.intoArray(c, co + 3 * ld);
    c4a.intoArray(c, co + 4 * ld);
    c5a.intoArray(c, co + 5 * ld);
    c6a.intoArray(c, co + 6 * ld);
    c7a.intoArray(c, co + 7 * ld);
    c8a.intoArray(c, co + 8 * ld);
    c9a.intoArray(c, co + 9 * ld);
    c10a.intoArray(c, co + 10 * ld);
    c11a.intoArray(c, co + 11 * ld);
  }

  static void adjacent8x2(
      double[] a,
      int row,
      int[] columns,
      int from,
      int to,
      double[] b,
      int bo,
      int step,
      double[] c,
      int co,
      int ld) {
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
    for (int p = from, q = bo + from * step; p < to; p++, q += step) {
      int t = row + columns[p];
      DoubleVector b0 = DoubleVector.fromArray(S, b, q);
      DoubleVector b1 = DoubleVector.fromArray(S, b, q + V);
      DoubleVector x0 = DoubleVector.broadcast(S, a[t]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      DoubleVector x1 = DoubleVector.broadcast(S, a[t + 1]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      DoubleVector x2 = DoubleVector.broadcast(S, a[t + 2]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      DoubleVector x3 = DoubleVector.broadcast(S, a[t + 3]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      DoubleVector x4 = DoubleVector.broadcast(S, a[t + 4]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      DoubleVector x5 = DoubleVector.broadcast(S, a[t + 5]);
      c50 = x5.fma(b0, c50);
      c51 = x5.fma(b1, c51);
      DoubleVector x6 = DoubleVector.broadcast(S, a[t + 6]);
      c60 = x6.fma(b0, c60);
      c61 = x6.fma(b1, c61);
      DoubleVector x7 = DoubleVector.broadcast(S, a[t + 7]);
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

  static void adjacent8x1(
      double[] a,
      int row,
      int[] columns,
      int from,
      int to,
      double[] b,
      int bo,
      int step,
      double[] c,
      int co,
      int ld) {
    DoubleVector c00 = DoubleVector.fromArray(S, c, co);
    DoubleVector c10 = DoubleVector.fromArray(S, c, co + ld);
    DoubleVector c20 = DoubleVector.fromArray(S, c, co + 2 * ld);
    DoubleVector c30 = DoubleVector.fromArray(S, c, co + 3 * ld);
    DoubleVector c40 = DoubleVector.fromArray(S, c, co + 4 * ld);
    DoubleVector c50 = DoubleVector.fromArray(S, c, co + 5 * ld);
    DoubleVector c60 = DoubleVector.fromArray(S, c, co + 6 * ld);
    DoubleVector c70 = DoubleVector.fromArray(S, c, co + 7 * ld);
    for (int p = from, q = bo + from * step; p < to; p++, q += step) {
      int t = row + columns[p];
      DoubleVector b0 = DoubleVector.fromArray(S, b, q);
      DoubleVector x0 = DoubleVector.broadcast(S, a[t]);
      c00 = x0.fma(b0, c00);
      DoubleVector x1 = DoubleVector.broadcast(S, a[t + 1]);
      c10 = x1.fma(b0, c10);
      DoubleVector x2 = DoubleVector.broadcast(S, a[t + 2]);
      c20 = x2.fma(b0, c20);
      DoubleVector x3 = DoubleVector.broadcast(S, a[t + 3]);
      c30 = x3.fma(b0, c30);
      DoubleVector x4 = DoubleVector.broadcast(S, a[t + 4]);
      c40 = x4.fma(b0, c40);
      DoubleVector x5 = DoubleVector.broadcast(S, a[t + 5]);
      c50 = x5.fma(b0, c50);
      DoubleVector x6 = DoubleVector.broadcast(S, a[t + 6]);
      c60 = x6.fma(b0, c60);
      DoubleVector x7 = DoubleVector.broadcast(S, a[t + 7]);
      c70 = x7.fma(b0, c70);
    }
    c00.intoArray(c, co);
    c10.intoArray(c, co + ld);
    c20.intoArray(c, co + 2 * ld);
    c30.intoArray(c, co + 3 * ld);
    c40.intoArray(c, co + 4 * ld);
    c50.intoArray(c, co + 5 * ld);
    c60.intoArray(c, co + 6 * ld);
    c70.intoArray(c, co + 7 * ld);
  }
}
