// Generated from FloatTile.java by bin/twins.

package dev.crema.tensor.internal.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of a product of doubles that lie in registers: some rows by one or two vectors of columns.
 *
 * <p>Each method adds to a tile of c the products of a stretch of k in its order: {@code c = fma(a,
 * b, c)}. The left side comes in by scalars, the right side by vectors from a panel, {@code step}
 * apart. Two vectors by 8 rows fill the 32 registers of AVX-512 half, which hides the latency of
 * the multiply-adds; two by 4 do it with 16 registers. Larger tiles make the compiler spill. The
 * methods are written out because the compiler keeps local variables in registers, but not the
 * elements of an array.
 *
 * <p>The left side is read where it lies, by two tables. Where that is plainer, other tiles are
 * faster: {@link DoubleLinearTile}, {@link DoubleAdjacentTile}, {@link DoublePackedTile}.
 */
final class DoubleTile {
  private static final VectorSpecies<Double> S = Species.DOUBLES;
  private static final int V = S.length();

  private DoubleTile() {}

  static void gathered8x2(
      double[] a,
      int[] rows,
      int i,
      int shift,
      int[] columns,
      int from,
      int to,
      double[] b,
      int bo,
      int step,
      double[] c,
      int co,
      int ld) {
    int r0 = rows[i] + shift;
    int r1 = rows[i + 1] + shift;
    int r2 = rows[i + 2] + shift;
    int r3 = rows[i + 3] + shift;
    int r4 = rows[i + 4] + shift;
    int r5 = rows[i + 5] + shift;
    int r6 = rows[i + 6] + shift;
    int r7 = rows[i + 7] + shift;
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
      int t = columns[p];
      DoubleVector b0 = DoubleVector.fromArray(S, b, q);
      DoubleVector b1 = DoubleVector.fromArray(S, b, q + V);
      DoubleVector x0 = DoubleVector.broadcast(S, a[r0 + t]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      DoubleVector x1 = DoubleVector.broadcast(S, a[r1 + t]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      DoubleVector x2 = DoubleVector.broadcast(S, a[r2 + t]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      DoubleVector x3 = DoubleVector.broadcast(S, a[r3 + t]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      DoubleVector x4 = DoubleVector.broadcast(S, a[r4 + t]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      DoubleVector x5 = DoubleVector.broadcast(S, a[r5 + t]);
      c50 = x5.fma(b0, c50);
      c51 = x5.fma(b1, c51);
      DoubleVector x6 = DoubleVector.broadcast(S, a[r6 + t]);
      c60 = x6.fma(b0, c60);
      c61 = x6.fma(b1, c61);
      DoubleVector x7 = DoubleVector.broadcast(S, a[r7 + t]);
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

  static void gathered8x1(
      double[] a,
      int[] rows,
      int i,
      int shift,
      int[] columns,
      int from,
      int to,
      double[] b,
      int bo,
      int step,
      double[] c,
      int co,
      int ld) {
    int r0 = rows[i] + shift;
    int r1 = rows[i + 1] + shift;
    int r2 = rows[i + 2] + shift;
    int r3 = rows[i + 3] + shift;
    int r4 = rows[i + 4] + shift;
    int r5 = rows[i + 5] + shift;
    int r6 = rows[i + 6] + shift;
    int r7 = rows[i + 7] + shift;
    DoubleVector c00 = DoubleVector.fromArray(S, c, co);
    DoubleVector c10 = DoubleVector.fromArray(S, c, co + ld);
    DoubleVector c20 = DoubleVector.fromArray(S, c, co + 2 * ld);
    DoubleVector c30 = DoubleVector.fromArray(S, c, co + 3 * ld);
    DoubleVector c40 = DoubleVector.fromArray(S, c, co + 4 * ld);
    DoubleVector c50 = DoubleVector.fromArray(S, c, co + 5 * ld);
    DoubleVector c60 = DoubleVector.fromArray(S, c, co + 6 * ld);
    DoubleVector c70 = DoubleVector.fromArray(S, c, co + 7 * ld);
    for (int p = from, q = bo + from * step; p < to; p++, q += step) {
      int t = columns[p];
      DoubleVector b0 = DoubleVector.fromArray(S, b, q);
      DoubleVector x0 = DoubleVector.broadcast(S, a[r0 + t]);
      c00 = x0.fma(b0, c00);
      DoubleVector x1 = DoubleVector.broadcast(S, a[r1 + t]);
      c10 = x1.fma(b0, c10);
      DoubleVector x2 = DoubleVector.broadcast(S, a[r2 + t]);
      c20 = x2.fma(b0, c20);
      DoubleVector x3 = DoubleVector.broadcast(S, a[r3 + t]);
      c30 = x3.fma(b0, c30);
      DoubleVector x4 = DoubleVector.broadcast(S, a[r4 + t]);
      c40 = x4.fma(b0, c40);
      DoubleVector x5 = DoubleVector.broadcast(S, a[r5 + t]);
      c50 = x5.fma(b0, c50);
      DoubleVector x6 = DoubleVector.broadcast(S, a[r6 + t]);
      c60 = x6.fma(b0, c60);
      DoubleVector x7 = DoubleVector.broadcast(S, a[r7 + t]);
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

  static void gathered4x2(
      double[] a,
      int[] rows,
      int i,
      int shift,
      int[] columns,
      int from,
      int to,
      double[] b,
      int bo,
      int step,
      double[] c,
      int co,
      int ld) {
    int r0 = rows[i] + shift;
    int r1 = rows[i + 1] + shift;
    int r2 = rows[i + 2] + shift;
    int r3 = rows[i + 3] + shift;
    DoubleVector c00 = DoubleVector.fromArray(S, c, co);
    DoubleVector c01 = DoubleVector.fromArray(S, c, co + V);
    DoubleVector c10 = DoubleVector.fromArray(S, c, co + ld);
    DoubleVector c11 = DoubleVector.fromArray(S, c, co + ld + V);
    DoubleVector c20 = DoubleVector.fromArray(S, c, co + 2 * ld);
    DoubleVector c21 = DoubleVector.fromArray(S, c, co + 2 * ld + V);
    DoubleVector c30 = DoubleVector.fromArray(S, c, co + 3 * ld);
    DoubleVector c31 = DoubleVector.fromArray(S, c, co + 3 * ld + V);
    for (int p = from, q = bo + from * step; p < to; p++, q += step) {
      int t = columns[p];
      DoubleVector b0 = DoubleVector.fromArray(S, b, q);
      DoubleVector b1 = DoubleVector.fromArray(S, b, q + V);
      DoubleVector x0 = DoubleVector.broadcast(S, a[r0 + t]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      DoubleVector x1 = DoubleVector.broadcast(S, a[r1 + t]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      DoubleVector x2 = DoubleVector.broadcast(S, a[r2 + t]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      DoubleVector x3 = DoubleVector.broadcast(S, a[r3 + t]);
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

  static void gathered4x1(
      double[] a,
      int[] rows,
      int i,
      int shift,
      int[] columns,
      int from,
      int to,
      double[] b,
      int bo,
      int step,
      double[] c,
      int co,
      int ld) {
    int r0 = rows[i] + shift;
    int r1 = rows[i + 1] + shift;
    int r2 = rows[i + 2] + shift;
    int r3 = rows[i + 3] + shift;
    DoubleVector c00 = DoubleVector.fromArray(S, c, co);
    DoubleVector c10 = DoubleVector.fromArray(S, c, co + ld);
    DoubleVector c20 = DoubleVector.fromArray(S, c, co + 2 * ld);
    DoubleVector c30 = DoubleVector.fromArray(S, c, co + 3 * ld);
    for (int p = from, q = bo + from * step; p < to; p++, q += step) {
      int t = columns[p];
      DoubleVector b0 = DoubleVector.fromArray(S, b, q);
      DoubleVector x0 = DoubleVector.broadcast(S, a[r0 + t]);
      c00 = x0.fma(b0, c00);
      DoubleVector x1 = DoubleVector.broadcast(S, a[r1 + t]);
      c10 = x1.fma(b0, c10);
      DoubleVector x2 = DoubleVector.broadcast(S, a[r2 + t]);
      c20 = x2.fma(b0, c20);
      DoubleVector x3 = DoubleVector.broadcast(S, a[r3 + t]);
      c30 = x3.fma(b0, c30);
    }
    c00.intoArray(c, co);
    c10.intoArray(c, co + ld);
    c20.intoArray(c, co + 2 * ld);
    c30.intoArray(c, co + 3 * ld);
  }
}
