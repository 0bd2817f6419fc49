package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.CremaException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and vectors of a symmetric matrix: reflections make it tridiagonal, then QL steps
 * with implicit shifts make it diagonal. All rotations are applied to rows, which lie in one piece.
 *
 * <p>Jacobi's rotations of the full matrix would be simpler, at five times the work for a few
 * hundred rows.
 *
 * <p>Sources: R. Martin, C. Reinsch, J. Wilkinson, Householder's tridiagonalization, 1968; A.
 * Dubrulle, R. Martin, J. Wilkinson, The implicit QL algorithm, 1968 (EISPACK tred2, imtql2); G.
 * Golub, C. Van Loan, Matrix Computations, section 8.3.
 */
final class SymmetricEigen {
  private static final double EPSILON = 0x1p-52;
  private static final int MOST_STEPS = 60;

  private final int n;

  /** The diagonal, and beside it: side[i] stands between diagonal[i] and diagonal[i + 1]. */
  private final double[] diagonal;

  private final double[] side;

  /** A row for each vector. */
  private final double[][] vectors;

  private SymmetricEigen(double[][] a) {
    n = a.length;
    diagonal = new double[n];
    side = new double[n];
    vectors = new double[n][n];
    tridiagonal(a);
  }

  /** The values (one row) and the vectors (a column each), from the lower triangle. */
  static double[][][] of(double[][] a, MatrixAt at) {
    int n = a.length;
    double greatest = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        a[j][i] = a[i][j];
      }
    }
    at.checkFinite("eigh", a);
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
    SymmetricEigen eigen = new SymmetricEigen(a);
    for (int l = 0; l < n; l++) {
      eigen.isolate(l, at);
    }
    return eigen.sorted(scale);
  }

  /** A becomes H A H for each reflection H; the vectors start as the product of all. */
  private void tridiagonal(double[][] a) {
    double[] tau = new double[n];
    for (int k = 0; k < n - 1; k++) {
      double[] v = a[k];
      diagonal[k] = v[k];
      tau[k] = HouseholderQr.reflector(v, k + 1);
      side[k] = v[k + 1];
      if (tau[k] != 0) {
        v[k + 1] = 1;
        reflectBothSides(a, v, tau[k], k + 1);
      }
    }
    if (n > 0) {
      diagonal[n - 1] = a[n - 1][n - 1];
    }
    for (int j = 0; j < n; j++) {
      vectors[j][j] = 1;
      for (int k = j - 1; k >= 0; k--) {
        double factor = tau[k] * Vectors.dot(a[k], vectors[j], k + 1, n);
        Vectors.add(-factor, a[k], vectors[j], k + 1, n);
      }
    }
  }

  /** A - v w^T - w v^T with w = p - (tau p.v / 2) v, p = tau A v, from row and column k on. */
  private void reflectBothSides(double[][] a, double[] v, double tau, int k) {
    double[] w = new double[n];
    for (int i = k; i < n; i++) {
      w[i] = tau * Vectors.dot(a[i], v, k, n);
    }
    Vectors.add(-tau * Vectors.dot(w, v, k, n) / 2, v, w, k, n);
    for (int i = k; i < n; i++) {
      Vectors.add(-v[i], w, a[i], k, n);
      Vectors.add(-w[i], v, a[i], k, n);
    }
  }

  /** QL steps until diagonal[l] is an eigenvalue. */
  private void isolate(int l, MatrixAt at) {
    for (int steps = 0; ; steps++) {
      int m = l;
      while (m < n - 1 && !isNegligible(m)) {
        m++;
      }
      if (m == l) {
        return;
      }
      if (steps == MOST_STEPS) {
        throw new CremaException(
            "eigh: eigenvalue %d of %s was not found in %d steps".formatted(l, at, steps));
      }
      step(l, m);
    }
  }

  private boolean isNegligible(int m) {
    double near = Math.abs(diagonal[m]) + Math.abs(diagonal[m + 1]);
    return Math.abs(side[m]) <= EPSILON * near;
  }

  /** One step with Wilkinson's shift on rows l to m: a rotation chases the bulge upwards. */
  private void step(int l, int m) {
    double half = (diagonal[l + 1] - diagonal[l]) / (2 * side[l]);
    double root = Math.copySign(StrictMath.hypot(half, 1), half);
    double g = diagonal[m] - diagonal[l] + side[l] / (half + root);
    double s = 1;
    double c = 1;
    double p = 0;
    for (int i = m - 1; i >= l; i--) {
      double f = s * side[i];
      double b = c * side[i];
      double r = StrictMath.hypot(f, g);
      side[i + 1] = r;
      if (r == 0) {
        diagonal[i + 1] -= p;
        side[m] = 0;
        return;
      }
      s = f / r;
      c = g / r;
      g = diagonal[i + 1] - p;
      r = (diagonal[i] - g) * s + 2 * c * b;
      p = s * r;
      diagonal[i + 1] = g + p;
      g = c * r - b;
      Vectors.rotate(vectors[i], vectors[i + 1], c, s);
    }
    diagonal[l] -= p;
    side[l] = g;
    side[m] = 0;
  }

  private double[][][] sorted(double scale) {
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> diagonal[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] values = Arrays.stream(order).mapToDouble(i -> diagonal[i] / scale).toArray();
    double[][] rows = Arrays.stream(order).mapToObj(i -> vectors[i]).toArray(double[][]::new);
    for (double[] row : rows) {
      if (Vectors.pointsDown(row)) {
        Vectors.negate(row);
      }
    }
    return new double[][][] {{values}, LinalgRun.transposed(rows, n)};
  }
}
