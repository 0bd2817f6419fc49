package dev.crema.tensor;

/**
 * The gradients of factorizations, in tensor operations.
 *
 * <p>Each follows from differentiating the factorization's own equations. Where the factor is not a
 * smooth function (equal eigenvalues, a singular R) the rule refuses instead of giving NaN. Where
 * only the lower triangle is read, the matrix is taken as symmetric, and so is the gradient.
 *
 * <p>Sources: I. Murray, Differentiation of the Cholesky decomposition, 2016 (arXiv:1602.07527); M.
 * Seeger et al., Auto-differentiating linear algebra, 2017 (arXiv:1710.08717); M. Giles, Collected
 * matrix derivative results, 2008; J. Townsend, Differentiating the singular value decomposition,
 * 2016; the wide QR: D. Roberts and L. Roberts, QR and LQ decomposition matrix backpropagation,
 * 2020 (arXiv:2009.10071).
 */
final class FactorGradients {
  private FactorGradients() {}

  static Tensor t(Tensor x) {
    return x.transpose(-2, -1);
  }

  /** The gradient of an output, zeros where nothing depends on it. */
  static Tensor grad(Backward context, int output) {
    Tensor gradient = context.grad(output);
    return gradient == null ? context.output(output).zerosLike() : gradient;
  }

  /** X with A X = B. */
  static Tensor solveLeft(Tensor a, boolean upper, boolean unit, Tensor b) {
    return Dispatcher.apply(new LinalgOp.TriangularSolve(upper, unit, true), a, b);
  }

  /** X with X A = B. */
  static Tensor solveRight(Tensor a, boolean upper, Tensor b) {
    return Dispatcher.apply(new LinalgOp.TriangularSolve(upper, false, false), a, b);
  }

  /** Murray, equations 8 to 10: L^-T (P + P^T) L^-1 / 2, P the lower triangle of L^T L'. */
  static Tensor cholesky(Backward context) {
    Tensor l = context.output(0);
    Tensor product = t(l).matmul(context.grad());
    Tensor halved = Triangles.lower(product, 0).add(Triangles.lower(product, -1)).div(2);
    Tensor symmetric = halved.add(t(halved));
    return solveRight(l, false, solveLeft(t(l), true, false, symmetric)).div(2);
  }

  /** Seeger et al., section 4.3; of a wide matrix the first columns decide on Q. */
  static Tensor qr(Backward context) {
    Tensor q = context.output(0);
    Tensor r = context.output(1);
    Tensor qGradient = grad(context, 0);
    Tensor rGradient = grad(context, 1);
    int m = q.size(-2);
    int more = r.size(-1) - m;
    if (more <= 0) {
      return tallQr(q, r, qGradient, rGradient);
    }
    Tensor rest = context.input(0).narrow(-1, m, more);
    Tensor restGradient = rGradient.narrow(-1, m, more);
    Tensor seen = qGradient.add(rest.matmul(t(restGradient)));
    Tensor first = tallQr(q, r.narrow(-1, 0, m), seen, rGradient.narrow(-1, 0, m));
    return Dispatcher.apply(new MovementOp.Concat(q.ndim() - 1), first, q.matmul(restGradient));
  }

  /** (Q' + Q copyltu(M)) R^-T, M = R R'^T - Q'^T Q. */
  private static Tensor tallQr(Tensor q, Tensor r, Tensor qGradient, Tensor rGradient) {
    Tensor m = r.matmul(t(rGradient)).sub(t(qGradient).matmul(q));
    Tensor symmetric = Triangles.lower(m, 0).add(t(Triangles.lower(m, -1)));
    return solveRight(t(r), false, qGradient.add(q.matmul(symmetric)));
  }

  /** Townsend, equations 16 and on. */
  static Tensor svd(Backward context) {
    Tensor u = context.output(0);
    Tensor s = context.output(1);
    Tensor vt = context.output(2);
    Tensor uGradient = context.grad(0);
    Tensor vtGradient = context.grad(2);
    Tensor inner = Triangles.diagonalMatrix(grad(context, 1));
    if (uGradient == null && vtGradient == null) {
      return u.matmul(inner).matmul(vt);
    }
    Tensor row = s.unsqueeze(-2);
    Tensor column = s.unsqueeze(-1);
    Tensor gaps = gaps("svd", "singular values", s.square());
    if (uGradient != null) {
      inner = inner.add(skew(t(u).matmul(uGradient)).div(gaps).mul(row));
    }
    if (vtGradient != null) {
      inner = inner.add(skew(vt.matmul(t(vtGradient))).div(gaps).mul(column));
    }
    Tensor found = u.matmul(inner).matmul(vt);
    if (uGradient != null && u.size(-2) > u.size(-1)) {
      Tensor outside = uGradient.sub(u.matmul(t(u).matmul(uGradient)));
      found = found.add(outside.div(nonZero(row)).matmul(vt));
    }
    if (vtGradient != null && vt.size(-1) > vt.size(-2)) {
      Tensor outside = vtGradient.sub(vtGradient.matmul(t(vt)).matmul(vt));
      found = found.add(u.matmul(outside.div(nonZero(column))));
    }
    return found;
  }

  /** Giles, section 3.1: V (diag(w') + skew(V^T V') / 2 / gaps) V^T. */
  static Tensor eigh(Backward context) {
    Tensor v = context.output(1);
    Tensor inner = Triangles.diagonalMatrix(grad(context, 0));
    Tensor vectors = context.grad(1);
    if (vectors != null) {
      Tensor gaps = gaps("eigh", "eigenvalues", context.output(0));
      inner = inner.add(skew(t(v).matmul(vectors)).div(gaps).div(2));
    }
    return v.matmul(inner).matmul(t(v));
  }

  private static Tensor skew(Tensor x) {
    return x.sub(t(x));
  }

  /** value[j] - value[i], and 1 on the diagonal. */
  private static Tensor gaps(String name, String what, Tensor values) {
    Tensor differences = values.unsqueeze(-2).sub(values.unsqueeze(-1));
    Tensor gaps = differences.add(Tensor.eye(values.dtype(), values.size(-1)));
    if (gaps.detach().eq(0L).any().itemBoolean()) {
      throw new CremaException(
          "the gradient of %s with respect to the vectors does not exist where two %s are equal; the gradient of the %s alone does"
              .formatted(name, what, what));
    }
    return gaps;
  }

  private static Tensor nonZero(Tensor s) {
    if (s.detach().eq(0L).any().itemBoolean()) {
      throw new CremaException(
          "the gradient of svd with respect to the vectors of a matrix that is not square does not"
              + " exist where a singular value is 0");
    }
    return s;
  }
}
