package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.LinalgOp;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.internal.parallel.Workers;

/** Factorizations and triangular systems: in float64, matrix by matrix, as rows. */
final class LinalgRun {
  /** Elements of matrices that are worth a block of their own. */
  static final int GRAIN = 1024;

  private LinalgRun() {}

  /** Makes the outputs of one matrix of the batch. */
  private interface Body {
    double[][][] run(MatrixAt at);
  }

  static Storage[] run(LinalgOp op, Operand[] in, TensorType[] out) {
    return switch (op) {
      case LinalgOp.Factorize(LinalgOp.Kind kind) -> factorize(kind, in[0], out);
      case LinalgOp.TriangularSolve solve -> solve(solve, in, out);
    };
  }

  private static Storage[] factorize(LinalgOp.Kind kind, Operand in, TensorType[] out) {
    Rows matrices = matrices(in.shape());
    double[] values = (double[]) Runs.all(in, Compute.DOUBLE);
    return batch(
        matrices,
        out,
        at -> {
          double[][] a = rows(values, at.index(), matrices);
          int columns = matrices.inner();
          return switch (kind) {
            case CHOLESKY -> new double[][][] {CholeskyFactor.of(a, at)};
            case QR -> HouseholderQr.of(a, columns);
            case SVD -> JacobiSvd.of(a, columns, at);
            case EIGH -> SymmetricEigen.of(a, at);
            case LU -> PivotedLu.of(a, columns);
          };
        });
  }

  private static Storage[] solve(LinalgOp.TriangularSolve op, Operand[] in, TensorType[] out) {
    Rows right = matrices(out[0].shape());
    Operand a = expanded(in[0], out[0].shape());
    Operand b = expanded(in[1], out[0].shape());
    Rows left = matrices(a.shape());
    double[] aValues = (double[]) Runs.all(a, Compute.DOUBLE);
    double[] bValues = (double[]) Runs.all(b, Compute.DOUBLE);
    return batch(
        right,
        out,
        at -> {
          double[][] matrix = rows(aValues, at.index(), left);
          double[][] x = rows(bValues, at.index(), right);
          if (op.left()) {
            Substitution.run(matrix, x, op.upper(), op.unitDiagonal(), at);
            return new double[][][] {x};
          }
          double[][] turned = transposed(x, right.inner());
          matrix = transposed(matrix, left.inner());
          Substitution.run(matrix, turned, !op.upper(), op.unitDiagonal(), at);
          return new double[][][] {transposed(turned, right.size())};
        });
  }

  private static Storage[] batch(Rows matrices, TensorType[] out, Body body) {
    int count = matrices.outer();
    double[][] results = new double[out.length][];
    for (int i = 0; i < out.length; i++) {
      results[i] = new double[Math.toIntExact(out[i].shape().numel())];
    }
    int area = Math.max(1, matrices.size() * matrices.inner());
    Workers.forRange(
        count,
        Math.max(1, GRAIN / area),
        (from, to) -> {
          for (int index = from; index < to; index++) {
            double[][][] found = body.run(new MatrixAt(index, count));
            for (int i = 0; i < out.length; i++) {
              int target = index * (results[i].length / count);
              for (double[] row : found[i]) {
                System.arraycopy(row, 0, results[i], target, row.length);
                target += row.length;
              }
            }
          }
        });
    Storage[] stored = new Storage[out.length];
    for (int i = 0; i < out.length; i++) {
      stored[i] = Storage.allocate(out[i].dtype(), results[i].length);
      Store.run(Compute.DOUBLE, results[i], 0, stored[i], 0, results[i].length);
    }
    return stored;
  }

  /** How many matrices (outer), their rows (size) and columns (inner). */
  private static Rows matrices(Shape shape) {
    return Rows.along(shape, shape.rank() - 2);
  }

  private static double[][] rows(double[] values, int index, Rows matrices) {
    double[][] rows = new double[matrices.size()][matrices.inner()];
    int from = index * matrices.size() * matrices.inner();
    for (double[] row : rows) {
      System.arraycopy(values, from, row, 0, row.length);
      from += row.length;
    }
    return rows;
  }

  static double[][] transposed(double[][] rows, int columns) {
    double[][] turned = new double[columns][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        turned[j][i] = rows[i][j];
      }
    }
    return turned;
  }

  /** The operand with its leading axes broadcast to the output's. */
  private static Operand expanded(Operand operand, Shape out) {
    int[] sizes = out.toArray();
    sizes[sizes.length - 2] = operand.shape().get(-2);
    sizes[sizes.length - 1] = operand.shape().get(-1);
    return new Operand(operand.storage(), operand.layout().expand(Shape.of(sizes)));
  }
}
