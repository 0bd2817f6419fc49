package dev.crema.tensor;

/** What matrices are taken apart into; all batched over the leading axes. */
public sealed interface Factors {

  /**
   * A = Q R.
   *
   * @param q (…, m, k), orthonormal columns
   * @param r (…, k, n), upper triangular
   */
  record Qr(Tensor q, Tensor r) implements Factors {}

  /**
   * A = U diag(S) V^T.
   *
   * @param u (…, m, k), orthonormal columns
   * @param s (…, k), falling, not negative
   * @param vh (…, k, n), orthonormal rows
   */
  record Svd(Tensor u, Tensor s, Tensor vh) implements Factors {}

  /**
   * A = V diag(w) V^T for a symmetric A.
   *
   * @param values (…, n), rising
   * @param vectors (…, n, n), an eigenvector a column
   */
  record Eigh(Tensor values, Tensor vectors) implements Factors {}

  /**
   * The rows of A in the order p are L U.
   *
   * @param permutation p (…, m), int64
   * @param l (…, m, k), lower triangular with ones on the diagonal
   * @param u (…, k, n), upper triangular
   */
  record Lu(Tensor permutation, Tensor l, Tensor u) implements Factors {}

  /**
   * det A = sign * exp(logabsdet).
   *
   * @param sign (…), 1, -1, or 0 of a singular matrix
   * @param logabsdet (…), the logarithm of |det A|
   */
  record LogDeterminant(Tensor sign, Tensor logabsdet) implements Factors {}
}
