package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** What follows from an LU factorization: solutions, inverses, determinants. */
final class LinearSystems {
  private LinearSystems() {}

  /** X with A X = B; inputs A (…, n, n) and B (…, n, k), whose leading axes broadcast. */
  record Solve() implements Composition {
    @Override
    public String name() {
      return "solve";
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor a = inputs[0];
      Tensor b = inputs[1];
      checkSquare(name(), a);
      if (b.ndim() < 2 || b.size(-2) != a.size(-1)) {
        throw new CremaException(
            "solve: matrices of shape %s times X cannot be of shape %s: as many rows are needed"
                .formatted(a.shape(), b.shape()));
      }
      Shape shape = new ProductOp.MatMul().infer(a, b)[0].shape();
      Factors.Lu factors = a.lu();
      checkRegular(factors.u());
      Tensor order = factors.permutation().unsqueeze(-1);
      Tensor rows = b.expand(shape).gather(-2, order.expand(shape));
      Tensor half = FactorGradients.solveLeft(factors.l(), false, true, rows);
      return new Tensor[] {FactorGradients.solveLeft(factors.u(), true, false, half)};
    }

    private static void checkRegular(Tensor u) {
      Tensor zeros = Triangles.diagonal(u.detach()).eq(0L);
      if (zeros.any().itemBoolean()) {
        throw new CremaException(
            "solve: a matrix of shape %s is singular: row %d of its factor U has 0 on the diagonal"
                .formatted(u.shape(), zeros.nonzero().get(0, -1).itemLong()));
      }
    }

    @Override
    public boolean hasGradient() {
      return true;
    }

    /** B' = A^-T X', A' = -B' X^T. */
    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor transposed = FactorGradients.t(context.input(0));
      Tensor b = Dispatcher.apply(new Composite(this), transposed, context.grad());
      Tensor a = b.matmul(FactorGradients.t(context.output(0))).neg();
      return new @Nullable Tensor[] {a, b};
    }
  }

  /** The determinant of A (…, n, n); 1 where n is 0. */
  record Determinant() implements Composition {
    @Override
    public String name() {
      return "det";
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      checkSquare(name(), inputs[0]);
      Factors.Lu factors = inputs[0].lu();
      Tensor product = Triangles.diagonal(factors.u()).prod(-1);
      return new Tensor[] {product.mul(sign(factors.permutation(), product.dtype()))};
    }

    /** 1 for an even number of pairs that are out of order, else -1. */
    static Tensor sign(Tensor permutation, DType dtype) {
      Tensor swapped = permutation.unsqueeze(-1).gt(permutation.unsqueeze(-2)).to(DType.INT64);
      Tensor pairs = Triangles.upper(swapped, 1).sum(-2, -1);
      return pairs.remainder(2).mul(-2).add(1).to(dtype);
    }

    @Override
    public boolean hasGradient() {
      return true;
    }

    /**
     * det A' A^-T, or from the singular values where A has no inverse: its cofactors either way.
     */
    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor a = context.input(0);
      Tensor det = context.output(0);
      if (det.detach().eq(0L).any().itemBoolean()) {
        Tensor scale = context.grad().unsqueeze(-1).unsqueeze(-1);
        return new @Nullable Tensor[] {cofactors(a.svd()).mul(scale)};
      }
      Tensor scale = context.grad().mul(det).unsqueeze(-1).unsqueeze(-1);
      return new @Nullable Tensor[] {FactorGradients.t(a).inverse().mul(scale)};
    }

    private static Tensor cofactors(Factors.Svd factors) {
      Tensor s = factors.s();
      Tensor self = Tensor.eye(s.dtype(), s.size(-1)).ne(0L);
      Tensor others = Tensor.where(self, Tensor.ones(s.dtype()), s.unsqueeze(-2)).prod(-1);
      Tensor sign = factors.u().det().mul(factors.vh().det()).detach();
      return factors
          .u()
          .mul(others.unsqueeze(-2))
          .matmul(factors.vh())
          .mul(sign.unsqueeze(-1).unsqueeze(-1));
    }
  }

  /** The sign of the determinant of A (…, n, n), and the logarithm of its absolute value. */
  record LogDeterminant() implements Composition {
    @Override
    public String name() {
      return "slogdet";
    }

    @Override
    public int outputs() {
      return 2;
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      checkSquare(name(), inputs[0]);
      Factors.Lu factors = inputs[0].lu();
      Tensor diagonal = Triangles.diagonal(factors.u());
      Tensor order = Determinant.sign(factors.permutation(), diagonal.dtype());
      return new Tensor[] {diagonal.sign().prod(-1).mul(order), diagonal.abs().log().sum(-1)};
    }

    @Override
    public boolean hasGradient() {
      return true;
    }

    /** A^-T; the sign has none. */
    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor gradient = context.grad(1);
      if (gradient == null) {
        return new @Nullable Tensor[] {context.input(0).zerosLike()};
      }
      Tensor scale = gradient.unsqueeze(-1).unsqueeze(-1);
      return new @Nullable Tensor[] {FactorGradients.t(context.input(0)).inverse().mul(scale)};
    }
  }

  static void checkSquare(String name, Tensor a) {
    if (a.ndim() < 2 || a.size(-1) != a.size(-2)) {
      throw new CremaException(
          "%s takes square matrices, along the last two axes, but the shape is %s"
              .formatted(name, a.shape()));
    }
  }
}
