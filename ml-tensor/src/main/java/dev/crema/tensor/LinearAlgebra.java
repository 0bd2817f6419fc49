package dev.crema.tensor;

/** Products of vectors and matrices. */
public sealed interface LinearAlgebra permits Tensor {
  /**
   * The matrix product, with NumPy's rules: vectors are rows on the left and columns on the right,
   * leading axes broadcast. Dtypes must be equal, as in PyTorch.
   *
   * @throws CremaException if a 0-d tensor is given or the inner sizes differ
   */
  default Tensor matmul(Tensor other) {
    Tensor a = self();
    if (a.ndim() == 0 || other.ndim() == 0) {
      throw new CremaException(
          "matmul: %s times %s: both need at least one axis; use mul for numbers"
              .formatted(a.shape(), other.shape()));
    }
    Tensor left = a.ndim() == 1 ? a.unsqueeze(0) : a;
    Tensor right = other.ndim() == 1 ? other.unsqueeze(1) : other;
    Tensor product = Dispatcher.apply(new ProductOp.MatMul(), left, right);
    product = a.ndim() == 1 ? product.squeeze(-2) : product;
    return other.ndim() == 1 ? product.squeeze(-1) : product;
  }

  /** The product of two matrices. */
  default Tensor mm(Tensor other) {
    checkRanks("mm", 2, other, 2);
    return matmul(other);
  }

  /** The products of two stacks of matrices. */
  default Tensor bmm(Tensor other) {
    checkRanks("bmm", 3, other, 3);
    return matmul(other);
  }

  /** A matrix times a vector. */
  default Tensor mv(Tensor other) {
    checkRanks("mv", 2, other, 1);
    return matmul(other);
  }

  /** The inner product of two vectors. */
  default Tensor dot(Tensor other) {
    checkRanks("dot", 1, other, 1);
    return matmul(other);
  }

  /** Each element of a vector times each of another. */
  default Tensor outer(Tensor other) {
    checkRanks("outer", 1, other, 1);
    return self().unsqueeze(1).mul(other);
  }

  /**
   * L, lower triangular with positive diagonal, with A = L L^T; of A only the lower triangle is
   * read, and it is taken as symmetric.
   *
   * @throws CremaException if A is not square, or not positive definite
   */
  default Tensor cholesky() {
    return factors(LinalgOp.Kind.CHOLESKY)[0];
  }

  /** A = Q R, reduced, with LAPACK's signs. */
  default Factors.Qr qr() {
    Tensor[] found = factors(LinalgOp.Kind.QR);
    return new Factors.Qr(found[0], found[1]);
  }

  /**
   * A = U diag(S) V^T, reduced; the greatest entry of each column of U is positive.
   *
   * @throws CremaException if A holds NaN or an infinity
   */
  default Factors.Svd svd() {
    Tensor[] found = factors(LinalgOp.Kind.SVD);
    return new Factors.Svd(found[0], found[1], found[2]);
  }

  /**
   * Eigenvalues (rising) and vectors of a symmetric matrix, of which the lower triangle is read;
   * the greatest entry of each vector is positive.
   *
   * @throws CremaException if A is not square or holds NaN or an infinity
   */
  default Factors.Eigh eigh() {
    Tensor[] found = factors(LinalgOp.Kind.EIGH);
    return new Factors.Eigh(found[0], found[1]);
  }

  /** The rows of A in an order p are L U. */
  default Factors.Lu lu() {
    Tensor[] found = factors(LinalgOp.Kind.LU);
    return new Factors.Lu(found[0], found[1], found[2]);
  }

  /** The singular values of a matrix, falling. */
  default Tensor svdvals() {
    return svd().s();
  }

  /** The eigenvalues of a symmetric matrix, rising. */
  default Tensor eigvalsh() {
    return eigh().values();
  }

  /** The determinant; 0 of a singular matrix, 1 of an empty one. */
  default Tensor det() {
    return Dispatcher.apply(new Composite(new LinearSystems.Determinant()), self());
  }

  /**
   * The sign of the determinant and the logarithm of its absolute value, which do not overflow.
   *
   * @throws CremaException if A is not square; for its gradient, if A is singular
   */
  default Factors.LogDeterminant slogdet() {
    Tensor[] found = Dispatcher.applyAll(new Composite(new LinearSystems.LogDeterminant()), self());
    return new Factors.LogDeterminant(found[0], found[1]);
  }

  /** The logarithm of the determinant; NaN if that is negative. */
  default Tensor logdet() {
    Factors.LogDeterminant found = slogdet();
    Tensor log = found.logabsdet();
    return Tensor.where(found.sign().lt(0), log.scalar(Double.NaN), log);
  }

  /**
   * The cross product of the vectors of three elements that lie along an axis; the other axes are
   * broadcast.
   *
   * @throws CremaException if the axis is not of size 3 in both, or they have not as many axes
   */
  default Tensor cross(Tensor other, int axis) {
    Tensor x = self();
    if (x.ndim() != other.ndim() || x.size(axis) != 3 || other.size(axis) != 3) {
      throw new CremaException(
          "cross along axis %d of shapes %s and %s: give as many axes, this one of size 3"
              .formatted(axis, x.shape(), other.shape()));
    }
    Tensor forward = x.roll(-1, axis).mul(other.roll(-2, axis));
    return forward.sub(x.roll(-2, axis).mul(other.roll(-1, axis)));
  }

  /**
   * The inverse; {@link #solve} is faster and more accurate where it is multiplied with.
   *
   * @throws CremaException if A is not square, or singular
   */
  default Tensor inverse() {
    LinearSystems.checkSquare("inverse", self());
    Tensor unit = Tensor.eye(self().dtype(), self().size(-1));
    return Dispatcher.apply(new Composite(new LinearSystems.Solve()), self(), unit);
  }

  /**
   * X with A X = B; leading axes broadcast. A 1-D B is one column, and B of the shape (…, n) for
   * matrices (…, n, n) a column for each.
   *
   * @throws CremaException if A is not square, or singular, or B has another number of rows
   */
  default Tensor solve(Tensor b) {
    Shape shape = self().shape();
    boolean column =
        b.ndim() == 1
            || (b.ndim() == shape.rank() - 1 && b.shape().equals(shape.without(shape.rank() - 1)));
    Tensor columns = column ? b.unsqueeze(-1) : b;
    Tensor x = Dispatcher.apply(new Composite(new LinearSystems.Solve()), self(), columns);
    return column ? x.squeeze(-1) : x;
  }

  /**
   * X with A X = B for a triangular A, of which nothing but the upper or lower triangle is read.
   *
   * @throws CremaException if A is not square or has 0 on the diagonal
   */
  default Tensor solveTriangular(Tensor b, boolean upper) {
    return Dispatcher.apply(new LinalgOp.TriangularSolve(upper, false, true), self(), b);
  }

  private Tensor[] factors(LinalgOp.Kind kind) {
    return Dispatcher.applyAll(new LinalgOp.Factorize(kind), self());
  }

  private void checkRanks(String name, int left, Tensor other, int right) {
    Tensor a = self();
    if (a.ndim() != left || other.ndim() != right) {
      throw new CremaException(
          "%s takes %d-D times %d-D, but was given %s times %s; matmul takes any"
              .formatted(name, left, right, a.shape(), other.shape()));
    }
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
