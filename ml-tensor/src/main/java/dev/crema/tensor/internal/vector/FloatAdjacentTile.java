package dev.crema.tensor.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles as those of {@link FloatTile} for a left side in which the rows of the tile lie side by
 * side, as neighbouring outputs of a convolution do. They need one address for all rows, so twelve
 * rows fit the registers.
 */
final class FloatAdjacentTile {
  private static final VectorSpecies<Float> S = Species.FLOATS;
  private static final int V = S.length();

  private FloatAdjacentTile() {}

  static void adjacent12x2(
      float[] a,
      int row,
      int[] columns,
      int from,
      int to,
      float[] b,
      int bo,
      int step,
      float[] c,
      int co,
      int ld) {
    FloatVector c0a = FloatVector.fromArray(S, c, co);
    FloatVector c0b = FloatVector.fromArray(S, c, co + V);
    FloatVector c1a = FloatVector.fromArray(S, c, co + ld);
    FloatVector c1b = FloatVector.fromArray(S, c, co + ld + V);
    FloatVector c2a = FloatVector.fromArray(S, c, co + 2 * ld);
    FloatVector c2b = FloatVector.fromArray(S, c, co + 2 * ld + V);
    FloatVector c3a = FloatVector.fromArray(S, c, co + 3 * ld);
    FloatVector c3b = FloatVector.fromArray(S, c, co + 3 * ld + V);
    FloatVector c4a = FloatVector.fromArray(S, c, co + 4 * ld);
    FloatVector c4b = FloatVector.fromArray(S, c, co + 4 * ld + V);
    FloatVector c5a = FloatVector.fromArray(S, c, co + 5 * ld);
    FloatVector c5b = FloatVector.fromArray(S, c, co + 5 * ld + V);
    FloatVector c6a = FloatVector.fromArray(S, c, co + 6 * ld);
    FloatVector c6b = FloatVector.fromArray(S, c, co + 6 * ld + V);
    FloatVector c7a = FloatVector.fromArray(S, c, co + 7 * ld);
    FloatVector c7b = FloatVector.fromArray(S, c, co + 7 * ld + V);
    FloatVector c8a = FloatVector.fromArray(S, c, co + 8 * ld);
    FloatVector c8b = FloatVector.fromArray(S, c, co + 8 * ld + V);
    FloatVector c9a = FloatVector.fromArray(S, c, co + 9 * ld);
    FloatVector c9b = FloatVector.fromArray(S, c, co + 9 * ld + V);
    FloatVector c10a = FloatVector.fromArray(S, c, co + 10 * ld);
    FloatVector c10b = FloatVector.fromArray(S, c, co + 10 * ld + V);
    FloatVector c11a = FloatVector.fromArray(S, c, co + 11 * ld);
    FloatVector c11b = FloatVector.fromArray(S, c, co + 11 * ld + V);
    for (int p = from, q = bo + from * step; p < to; p++, q += step) {
      int t = row + columns[p];
      FloatVector b0 = FloatVector.fromArray(S, b, q);
      FloatVector b1 = FloatVector.fromArray(S, b, q + V);
      FloatVector x0 = FloatVector.broadcast(S, a[t]);
      c0a = x0.fma(b0, c0a);
      c0b = x0.fma(b1, c0b);
      FloatVector x1 = FloatVector.broadcast(S, a[t + 1]);
      c1a = x1.fma(b0, c1a);
      c1b = x1.fma(b1, c1b);
      FloatVector x2 = FloatVector.broadcast(S, a[t + 2]);
      c2a = x2.fma(b0, c2a);
      c2b = x2.fma(b1, c2b);
      FloatVector x3 = FloatVector.broadcast(S, a[t + 3]);
      c3a = x3.fma(b0, c3a);
      c3b = x3.fma(b1, c3b);
      FloatVector x4 = FloatVector.broadcast(S, a[t + 4]);
      c4a = x4.fma(b0, c4a);
      c4b = x4.fma(b1, c4b);
      FloatVector x5 = FloatVector.broadcast(S, a[t + 5]);
      c5a = x5.fma(b0, c5a);
      c5b = x5.fma(b1, c5b);
      FloatVector x6 = FloatVector.broadcast(S, a[t + 6]);
      c6a = x6.fma(b0, c6a);
      c6b = x6.fma(b1, c6b);
      FloatVector x7 = FloatVector.broadcast(S, a[t + 7]);
      c7a = x7.fma(b0, c7a);
      c7b = x7.fma(b1, c7b);
      FloatVector x8 = FloatVector.broadcast(S, a[t + 8]);
      c8a = x8.fma(b0, c8a);
      c8b = x8.fma(b1, c8b);
      FloatVector x9 = FloatVector.broadcast(S, a[t + 9]);
      c9a = x9.fma(b0, c9a);
      c9b = x9.fma(b1, c9b);
      FloatVector x10 = FloatVector.broadcast(S, a[t + 10]);
      c10a = x10.fma(b0, c10a);
      c10b = x10.fma(b1, c10b);
      FloatVector x11 = FloatVector.broadcast(S, a[t + 11]);
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
      float[] a,
      int row,
      int[] columns,
      int from,
      int to,
      float[] b,
      int bo,
      int step,
      float[] c,
      int co,
      int ld) {
    FloatVector c0a = FloatVector.fromArray(S, c, co);
    FloatVector c1a = FloatVector.fromArray(S, c, co + ld);
    FloatVector c2a = FloatVector.fromArray(S, c, co + 2 * ld);
    FloatVector c3a = FloatVector.fromArray(S, c, co + 3 * ld);
    FloatVector c4a = FloatVector.fromArray(S, c, co + 4 * ld);
    FloatVector c5a = FloatVector.fromArray(S, c, co + 5 * ld);
    FloatVector c6a = FloatVector.fromArray(S, c, co + 6 * ld);
    FloatVector c7a = FloatVector.fromArray(S, c, co + 7 * ld);
    FloatVector c8a = FloatVector.fromArray(S, c, co + 8 * ld);
    FloatVector c9a = FloatVector.fromArray(S, c, co + 9 * ld);
    FloatVector c10a = FloatVector.fromArray(S, c, co + 10 * ld);
    FloatVector c11a = FloatVector.fromArray(S, c, co + 11 * ld);
    for (int p = from, q = bo + from * step; p < to; p++, q += step) {
      int t = row + columns[p];
      FloatVector b0 = FloatVector.fromArray(S, b, q);
      FloatVector x0 = FloatVector.broadcast(S, a[t]);
      c0a = x0.fma(b0, c0a);
      FloatVector x1 = FloatVector.broadcast(S, a[t + 1]);
      c1a = x1.fma(b0, c1a);
      FloatVector x2 = FloatVector.broadcast(S, a[t + 2]);
      c2a = x2.fma(b0, c2a);
      FloatVector x3 = FloatVector.broadcast(S, a[t + 3]);
      c3a = x3.fma(b0, c3a);
      FloatVector x4 = FloatVector.broadcast(S, a[t + 4]);
      c4a = x4.fma(b0, c4a);
      FloatVector x5 = FloatVector.broadcast(S, a[t + 5]);
      c5a = x5.fma(b0, c5a);
      FloatVector x6 = FloatVector.broadcast(S, a[t + 6]);
      c6a = x6.fma(b0, c6a);
      FloatVector x7 = FloatVector.broadcast(S, a[t + 7]);
      c7a = x7.fma(b0, c7a);
      FloatVector x8 = FloatVector.broadcast(S, a[t + 8]);
      c8a = x8.fma(b0, c8a);
      FloatVector x9 = FloatVector.broadcast(S, a[t + 9]);
      c9a = x9.fma(b0, c9a);
      FloatVector x10 = FloatVector.broadcast(S, a[t + 10]);
      c10a = x10.fma(b0, c10a);
      FloatVector x11 = FloatVector.broadcast(S, a[t + 11]);
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
      float[] a,
      int row,
      int[] columns,
      int from,
      int to,
      float[] b,
      int bo,
      int step,
      float[] c,
      int co,
      int ld) {
    FloatVector c00 = FloatVector.fromArray(S, c, co);
    FloatVector c01 = FloatVector.fromArray(S, c, co + V);
    FloatVector c10 = FloatVector.fromArray(S, c, co + ld);
    FloatVector c11 = FloatVector.fromArray(S, c, co + ld + V);
    FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * ld);
    FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * ld + V);
    FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * ld);
    FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * ld + V);
    FloatVector c40 = FloatVector.fromArray(S, c, co + 4 * ld);
    FloatVector c41 = FloatVector.fromArray(S, c, co + 4 * ld + V);
    FloatVector c50 = FloatVector.fromArray(S, c, co + 5 * ld);
    FloatVector c51 = FloatVector.fromArray(S, c, co + 5 * ld + V);
    FloatVector c60 = FloatVector.fromArray(S, c, co + 6 * ld);
    FloatVector c61 = FloatVector.fromArray(S, c, co + 6 * ld + V);
    FloatVector c70 = FloatVector.fromArray(S, c, co + 7 * ld);
    FloatVector c71 = FloatVector.fromArray(S, c, co + 7 * ld + V);
    for (int p = from, q = bo + from * step; p < to; p++, q += step) {
      int t = row + columns[p];
      FloatVector b0 = FloatVector.fromArray(S, b, q);
      FloatVector b1 = FloatVector.fromArray(S, b, q + V);
      FloatVector x0 = FloatVector.broadcast(S, a[t]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      FloatVector x1 = FloatVector.broadcast(S, a[t + 1]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      FloatVector x2 = FloatVector.broadcast(S, a[t + 2]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      FloatVector x3 = FloatVector.broadcast(S, a[t + 3]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      FloatVector x4 = FloatVector.broadcast(S, a[t + 4]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      FloatVector x5 = FloatVector.broadcast(S, a[t + 5]);
      c50 = x5.fma(b0, c50);
      c51 = x5.fma(b1, c51);
      FloatVector x6 = FloatVector.broadcast(S, a[t + 6]);
      c60 = x6.fma(b0, c60);
      c61 = x6.fma(b1, c61);
      FloatVector x7 = FloatVector.broadcast(S, a[t + 7]);
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
      float[] a,
      int row,
      int[] columns,
      int from,
      int to,
      float[] b,
      int bo,
      int step,
      float[] c,
      int co,
      int ld) {
    FloatVector c00 = FloatVector.fromArray(S, c, co);
    FloatVector c10 = FloatVector.fromArray(S, c, co + ld);
    FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * ld);
    FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * ld);
    FloatVector c40 = FloatVector.fromArray(S, c, co + 4 * ld);
    FloatVector c50 = FloatVector.fromArray(S, c, co + 5 * ld);
    FloatVector c60 = FloatVector.fromArray(S, c, co + 6 * ld);
    FloatVector c70 = FloatVector.fromArray(S, c, co + 7 * ld);
    for (int p = from, q = bo + from * step; p < to; p++, q += step) {
      int t = row + columns[p];
      FloatVector b0 = FloatVector.fromArray(S, b, q);
      FloatVector x0 = FloatVector.broadcast(S, a[t]);
      c00 = x0.fma(b0, c00);
      FloatVector x1 = FloatVector.broadcast(S, a[t + 1]);
      c10 = x1.fma(b0, c10);
      FloatVector x2 = FloatVector.broadcast(S, a[t + 2]);
      c20 = x2.fma(b0, c20);
      FloatVector x3 = FloatVector.broadcast(S, a[t + 3]);
      c30 = x3.fma(b0, c30);
      FloatVector x4 = FloatVector.broadcast(S, a[t + 4]);
      c40 = x4.fma(b0, c40);
      FloatVector x5 = FloatVector.broadcast(S, a[t + 5]);
      c50 = x5.fma(b0, c50);
      FloatVector x6 = FloatVector.broadcast(S, a[t + 6]);
      c60 = x6.fma(b0, c60);
      FloatVector x7 = FloatVector.broadcast(S, a[t + 7]);
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
