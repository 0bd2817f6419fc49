package dev.crema.tensor.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles as those of {@link FloatTile} for a left side that was packed: the rows of a tile are
 * interleaved, element by element.
 */
final class FloatPackedTile {
  private static final VectorSpecies<Float> S = Species.FLOATS;
  private static final int V = S.length();

  private FloatPackedTile() {}

  static void packed8x2(
      float[] a, int ao, int depth, float[] b, int bo, int step, float[] c, int co, int ld) {
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
    for (int p = 0, x = ao, q = bo; p < depth; p++, x += 8, q += step) {
      FloatVector b0 = FloatVector.fromArray(S, b, q);
      FloatVector b1 = FloatVector.fromArray(S, b, q + V);
      FloatVector x0 = FloatVector.broadcast(S, a[x]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      FloatVector x1 = FloatVector.broadcast(S, a[x + 1]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      FloatVector x2 = FloatVector.broadcast(S, a[x + 2]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      FloatVector x3 = FloatVector.broadcast(S, a[x + 3]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      FloatVector x4 = FloatVector.broadcast(S, a[x + 4]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      FloatVector x5 = FloatVector.broadcast(S, a[x + 5]);
      c50 = x5.fma(b0, c50);
      c51 = x5.fma(b1, c51);
      FloatVector x6 = FloatVector.broadcast(S, a[x + 6]);
      c60 = x6.fma(b0, c60);
      c61 = x6.fma(b1, c61);
      FloatVector x7 = FloatVector.broadcast(S, a[x + 7]);
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
      float[] a, int ao, int depth, float[] b, int bo, int step, float[] c, int co, int ld) {
    FloatVector c00 = FloatVector.fromArray(S, c, co);
    FloatVector c01 = FloatVector.fromArray(S, c, co + V);
    FloatVector c10 = FloatVector.fromArray(S, c, co + ld);
    FloatVector c11 = FloatVector.fromArray(S, c, co + ld + V);
    FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * ld);
    FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * ld + V);
    FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * ld);
    FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * ld + V);
    for (int p = 0, x = ao, q = bo; p < depth; p++, x += 4, q += step) {
      FloatVector b0 = FloatVector.fromArray(S, b, q);
      FloatVector b1 = FloatVector.fromArray(S, b, q + V);
      FloatVector x0 = FloatVector.broadcast(S, a[x]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      FloatVector x1 = FloatVector.broadcast(S, a[x + 1]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      FloatVector x2 = FloatVector.broadcast(S, a[x + 2]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      FloatVector x3 = FloatVector.broadcast(S, a[x + 3]);
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
