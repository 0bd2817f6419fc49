package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.CremaException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Singular values and vectors by one-sided Jacobi rotations.
 *
 * <p>A tall A is first made Q R. Rotations of pairs of rows of R, from the left, make all rows
 * orthogonal: G R = S V^T. The lengths of the rows are the singular values, Q G^T are the left
 * vectors. Where columns differ in scale, small singular values keep their relative accuracy, which
 * bidiagonalization (LAPACK's gesdd) loses; the price is a few times its work.
 *
 * <p>Sources: M. Hestenes, Inversion of matrices by biorthogonalization, 1958; Z. Drmač, K.
 * Veselić, New fast and accurate Jacobi SVD algorithm, 2008.
 */
final class JacobiSvd {
  private static final int MOST_SWEEPS = 60;

  private final int n;

  /** The cosine of the angle between rows that counts as none. */
  private final double tolerance;

  /** Becomes S V^T. */
  private final double[][] rows;

  /** The rotations so far: G. */
  private final double[][] rotations;

  private JacobiSvd(double[][] rows) {
    this.n = rows.length;
    this.tolerance = 0x1p-52 * Math.sqrt(Math.max(1, n));
    this.rows = rows;
    this.rotations = new double[n][n];
    for (int i = 0; i < n; i++) {
      rotations[i][i] = 1;
    }
  }

  /** U, S (one row), V^T. */
  static double[][][] of(double[][] a, int columns, MatrixAt at) {
    at.checkFinite("svd", a);
    int m = a.length;
    double[][][] found =
        m >= columns ? tall(a, columns, at) : tall(LinalgRun.transposed(a, columns), m, at);
    double[][] u = m >= columns ? found[0] : found[2];
    double[][] v = m >= columns ? found[2] : found[0];
    for (int i = 0; i < u.length; i++) {
      if (Vectors.pointsDown(u[i])) {
        Vectors.negate(u[i]);
        Vectors.negate(v[i]);
      }
    }
    return new double[][][] {LinalgRun.transposed(u, m), found[1], v};
  }

  /** The left vectors as rows, the values, the right vectors as rows; signs as they come. */
  private static double[][][] tall(double[][] a, int n, MatrixAt at) {
    double greatest = 0;
    for (double[] row : a) {
      for (double value : row) {
        greatest = Math.max(greatest, Math.abs(value));
      }
    }
    double scale = greatest == 0 ? 1 : Vectors.scale(greatest);
    for (double[] row : a) {
      for (int j = 0; j < n; j++) {
        row[j] *= scale;
      }
    }
    double[][][] qr = HouseholderQr.of(a, n);
    JacobiSvd svd = new JacobiSvd(qr[1]);
    for (int sweep = 0; !svd.sweep(); sweep++) {
      if (sweep == MOST_SWEEPS) {
        throw new CremaException(
            "svd: the rows of %s were not orthogonal after %d sweeps".formatted(at, sweep));
      }
    }
    return svd.sorted(qr[0], scale);
  }

  /** Rotates every pair of rows once; whether all were orthogonal. */
  private boolean sweep() {
    boolean orthogonal = true;
    for (int i = 0; i < n - 1; i++) {
      for (int j = i + 1; j < n; j++) {
        orthogonal &= rotate(i, j);
      }
    }
    return orthogonal;
  }

  private boolean rotate(int i, int j) {
    double a = Vectors.dot(rows[i], rows[i], 0, n);
    double b = Vectors.dot(rows[j], rows[j], 0, n);
    double product = Vectors.dot(rows[i], rows[j], 0, n);
    if (!(Math.abs(product) > tolerance * Math.sqrt(a) * Math.sqrt(b))) {
      return true;
    }
    double zeta = (b - a) / (2 * product);
    double t = Math.copySign(1, zeta) / (Math.abs(zeta) + StrictMath.hypot(1, zeta));
    double c = 1 / Math.sqrt(1 + t * t);
    Vectors.rotate(rows[i], rows[j], c, c * t);
    Vectors.rotate(rotations[i], rotations[j], c, c * t);
    return false;
  }

  private double[][][] sorted(double[][] q, double scale) {
    double[] lengths = new double[n];
    Arrays.setAll(lengths, i -> Vectors.norm(rows[i], 0));
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -lengths[i]))
            .mapToInt(i -> i)
            .toArray();
    double[][] u = new double[n][q.length];
    double[][] v = new double[n][];
    double[] values = new double[n];
    for (int k = 0; k < n; k++) {
      double[] row = rows[order[k]];
      double[] rotation = rotations[order[k]];
      values[k] = lengths[order[k]] / scale;
      for (int i = 0; i < q.length; i++) {
        u[k][i] = Vectors.dot(q[i], rotation, 0, n);
      }
      v[k] = row.clone();
      for (int i = 0; i < n && lengths[order[k]] > 0; i++) {
        v[k][i] /= lengths[order[k]];
      }
      if (lengths[order[k]] == 0) {
        complete(v, k);
      }
    }
    return new double[][][] {u, {values}, v};
  }

  /** Sets v[k] to the first axis that is not near the rows before, made orthogonal to them. */
  private static void complete(double[][] v, int k) {
    int n = v[k].length;
    for (int axis = 0; axis < n; axis++) {
      double[] candidate = new double[n];
      candidate[axis] = 1;
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < k; i++) {
          Vectors.add(-Vectors.dot(v[i], candidate, 0, n), v[i], candidate, 0, n);
        }
      }
      double length = Vectors.norm(candidate, 0);
      if (length * length * n >= 0.5) {
        for (int i = 0; i < n; i++) {
          v[k][i] = candidate[i] / length;
        }
        return;
      }
    }
    throw new IllegalStateException("no axis is left outside of " + k + " of " + n + " rows");
  }
}
