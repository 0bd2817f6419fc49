package dev.crema.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Factorizations of matrices and solutions of triangular systems, batched over the leading axes.
 *
 * <p>All are computed in float64; results of other dtypes are rounded from there.
 */
public sealed interface LinalgOp extends Op {

  /** What a matrix is taken apart into. */
  enum Kind {
    /** A = L L^T: L lower triangular with positive diagonal. Reads the lower triangle only. */
    CHOLESKY,
    /**
     * A = Q R, reduced: Q (m, k) with orthonormal columns, R (k, n) upper triangular, k = min(m,
     * n). The signs are those of Householder's reflections, as in LAPACK and PyTorch.
     */
    QR,
    /**
     * A = U diag(S) V^T, reduced: U (m, k), S (k) falling, V^T (k, n). In each column of U the
     * entry of greatest magnitude, the first of equals, is positive.
     */
    SVD,
    /**
     * A = V diag(w) V^T for a symmetric A: w (n) rising, V (n, n), whose columns have their
     * greatest entry positive, as in SVD. Reads the lower triangle only.
     */
    EIGH,
    /**
     * A[p] = L U: p (m, int64) an order of the rows, L (m, k) unit lower triangular, U (k, n) upper
     * triangular. The pivot is the entry of greatest magnitude, the first of equals, as in LAPACK.
     */
    LU;

    private final String label = UnaryFn.camelCase(name());

    private boolean needsSquare() {
      return this == CHOLESKY || this == EIGH;
    }
  }

  /** The factors of each matrix, as {@link Kind} says. */
  record Factorize(Kind kind) implements LinalgOp {
    @Override
    public String name() {
      return kind.label;
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape shape = checkMatrices(name(), inputs[0]);
      Shape batch = batch(shape);
      DType dtype = inputs[0].dtype();
      int m = shape.get(-2);
      int n = shape.get(-1);
      if (kind.needsSquare() && m != n) {
        throw new CremaException(
            "%s: the matrices of shape %s are %d by %d, but must be square"
                .formatted(name(), shape, m, n));
      }
      int k = Math.min(m, n);
      return switch (kind) {
        case CHOLESKY -> Op.one(dtype, shape);
        case QR -> new TensorType[] {type(dtype, batch, m, k), type(dtype, batch, k, n)};
        case SVD ->
            new TensorType[] {
              type(dtype, batch, m, k), type(dtype, batch, k), type(dtype, batch, k, n)
            };
        case EIGH -> new TensorType[] {type(dtype, batch, n), type(dtype, batch, n, n)};
        case LU ->
            new TensorType[] {
              type(DType.INT64, batch, m), type(dtype, batch, m, k), type(dtype, batch, k, n)
            };
      };
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      return new @Nullable Tensor[] {
        switch (kind) {
          case CHOLESKY -> FactorGradients.cholesky(context);
          case QR -> FactorGradients.qr(context);
          case SVD -> FactorGradients.svd(context);
          case EIGH -> FactorGradients.eigh(context);
          case LU -> LuGradient.of(context);
        }
      };
    }
  }

  /**
   * X with A X = B (left) or X A = B, for a triangular A (…, n, n), of which nothing but the named
   * triangle is read, and not its diagonal where that is taken as ones. Leading axes broadcast.
   *
   * <p>A zero on the diagonal is refused.
   */
  record TriangularSolve(boolean upper, boolean unitDiagonal, boolean left) implements LinalgOp {
    @Override
    public String name() {
      return "solveTriangular";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape a = checkMatrices(name(), inputs[0]);
      Shape b = checkMatrices(name(), inputs[1]);
      if (inputs[0].dtype() != inputs[1].dtype()) {
        throw new CremaException(
            "solveTriangular: the operands are %s and %s; cast one of them with to(…)"
                .formatted(inputs[0].dtype(), inputs[1].dtype()));
      }
      if (a.get(-1) != a.get(-2) || a.get(-1) != b.get(left ? -2 : -1)) {
        throw new CremaException(
            "solveTriangular: %s with A of shape %s and B of shape %s: A must be square, and B must have as many %s"
                .formatted(left ? "A X = B" : "X A = B", a, b, left ? "rows" : "columns"));
      }
      Shape batch = Shape.broadcast(name(), batch(a), batch(b));
      return new TensorType[] {type(inputs[0].dtype(), batch, b.get(-2), b.get(-1))};
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor a = context.input(0);
      Tensor x = context.output(0);
      Op transposed = new TriangularSolve(!upper, unitDiagonal, left);
      Tensor b = Dispatcher.apply(transposed, a.transpose(-2, -1), context.grad());
      return new @Nullable Tensor[] {context.needs(0) ? matrixGradient(b, x) : null, b};
    }

    /** -B' X^T (left) or -X^T B', as far as the triangle is read. */
    private Tensor matrixGradient(Tensor b, Tensor x) {
      Tensor turned = x.transpose(-2, -1);
      Tensor full = left ? b.matmul(turned) : turned.matmul(b);
      int offset = unitDiagonal ? 1 : 0;
      return (upper ? Triangles.upper(full, offset) : Triangles.lower(full, -offset)).neg();
    }
  }

  /** The shape of an operand that must be matrices of a floating dtype. */
  private static Shape checkMatrices(String name, Typed operand) {
    if (operand.shape().rank() < 2) {
      throw new CremaException(
          "%s takes matrices, along the last two axes, but the shape is %s"
              .formatted(name, operand.shape()));
    }
    if (!operand.dtype().isFloating()) {
      throw new CremaException(
          "%s needs a floating dtype, but was given %s; cast with to(FLOAT32)"
              .formatted(name, operand.dtype()));
    }
    return operand.shape();
  }

  private static Shape batch(Shape shape) {
    return Shape.owning(Arrays.copyOf(shape.toArray(), shape.rank() - 2));
  }

  private static TensorType type(DType dtype, Shape batch, int... tail) {
    int[] sizes = Arrays.copyOf(batch.toArray(), batch.rank() + tail.length);
    System.arraycopy(tail, 0, sizes, batch.rank(), tail.length);
    return new TensorType(dtype, Shape.owning(sizes));
  }
}
