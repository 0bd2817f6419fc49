package dev.crema.tensor;

import java.util.ArrayList;
import java.util.List;

/** Factorizations and triangular systems with inputs to try them on. */
final class MatrixSamples {
  private MatrixSamples() {}

  static List<Op> operations() {
    List<Op> ops = new ArrayList<>();
    for (LinalgOp.Kind kind : LinalgOp.Kind.values()) {
      ops.add(new LinalgOp.Factorize(kind));
    }
    for (int bits = 0; bits < 8; bits++) {
      ops.add(new LinalgOp.TriangularSolve((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0));
    }
    return ops;
  }

  static List<Tensor[]> inputs(LinalgOp op) {
    return switch (op) {
      case LinalgOp.Factorize f ->
          switch (f.kind()) {
            case CHOLESKY, EIGH -> symmetric();
            case QR, SVD, LU -> general();
          };
      case LinalgOp.TriangularSolve t -> triangular();
    };
  }

  /**
   * One by one: with larger matrices the gradient is that of a symmetric one, of which single
   * elements cannot be moved.
   */
  private static List<Tensor[]> symmetric() {
    Tensor positive = OpSamples.values(3, 1, 1).square().add(0.5);
    return List.<Tensor[]>of(new Tensor[] {positive}, new Tensor[] {positive.slice(0, 0, 0)});
  }

  private static List<Tensor[]> general() {
    Tensor square = Tensor.of(new double[] {3, 1, -0.4, 0.7, 2, 0.5, 0.2, -0.6, 1}, 3, 3);
    return List.<Tensor[]>of(
        new Tensor[] {square},
        new Tensor[] {square.t().slice(0, 0, 2)},
        new Tensor[] {square.slice(1, 0, 2).flip(0)},
        new Tensor[] {OpSamples.values(0, 2, 2)});
  }

  private static List<Tensor[]> triangular() {
    Tensor regular = OpSamples.values(2, 3, 3).add(Tensor.eye(DType.FLOAT64, 3).mul(4));
    return List.<Tensor[]>of(
        new Tensor[] {regular, OpSamples.values(3, 3)},
        new Tensor[] {regular.get(1).t(), OpSamples.values(3, 3, 2).transpose(0, 2)},
        new Tensor[] {regular.slice(0, 0, 0), OpSamples.values(3, 3)});
  }
}
