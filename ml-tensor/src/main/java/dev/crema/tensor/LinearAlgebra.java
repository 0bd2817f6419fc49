package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

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
   * x W^T + b along the last axis: the function of a linear layer.
   *
   * @param weight of shape (out, in)
   * @param bias of shape (out), or null
   */
  default Tensor linear(Tensor weight, @Nullable Tensor bias) {
    Composite linear = new Composite(new Compositions.Linear());
    return bias == null
        ? Dispatcher.apply(linear, self(), weight)
        : Dispatcher.apply(linear, self(), weight, bias);
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
