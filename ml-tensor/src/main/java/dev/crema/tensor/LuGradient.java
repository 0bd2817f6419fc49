package dev.crema.tensor;

import static dev.crema.tensor.FactorGradients.grad;
import static dev.crema.tensor.FactorGradients.solveLeft;
import static dev.crema.tensor.FactorGradients.solveRight;
import static dev.crema.tensor.FactorGradients.t;

/**
 * The gradient of an LU factorization with pivots, which are taken as fixed.
 *
 * <p>From L^-1 dA U^-1 = L^-1 dL + dU U^-1, whose terms are strictly lower and upper triangular,
 * the gradient of a square A is L^-T (lower(L^T L', -1) + upper(U' U^T)) U^-T: Giles 2008, section
 * 2; F. de Hoog, R. Anderssen, M. Lukas, Differentiation of matrix functionals using triangular
 * factorization, 2011. Further columns are L times their part of U, further rows their part of L
 * times U.
 */
final class LuGradient {
  private LuGradient() {}

  static Tensor of(Backward context) {
    Tensor l = context.output(1);
    Tensor u = context.output(2);
    Tensor found = ordered(l, u, grad(context, 1), grad(context, 2));
    Tensor back = context.output(0).argsort(-1).unsqueeze(-1).expand(found.shape());
    return found.gather(-2, back);
  }

  /** The gradient of the matrix with its rows in the order of the factors. */
  private static Tensor ordered(Tensor l, Tensor u, Tensor lGradient, Tensor uGradient) {
    int k = l.size(-1);
    int rows = l.size(-2) - k;
    int columns = u.size(-1) - k;
    if (columns > 0) {
      Tensor rest = uGradient.narrow(-1, k, columns);
      Tensor right = solveLeft(t(l), true, true, rest);
      Tensor seen = lGradient.sub(right.matmul(t(u.narrow(-1, k, columns))));
      Tensor left = square(l, u.narrow(-1, 0, k), seen, uGradient.narrow(-1, 0, k));
      return Dispatcher.apply(new MovementOp.Concat(l.ndim() - 1), left, right);
    }
    if (rows > 0) {
      Tensor below = solveRight(t(u), false, lGradient.narrow(-2, k, rows));
      Tensor seen = uGradient.sub(t(l.narrow(-2, k, rows)).matmul(below));
      Tensor above = square(l.narrow(-2, 0, k), u, lGradient.narrow(-2, 0, k), seen);
      return Dispatcher.apply(new MovementOp.Concat(l.ndim() - 2), above, below);
    }
    return square(l, u, lGradient, uGradient);
  }

  private static Tensor square(Tensor l, Tensor u, Tensor lGradient, Tensor uGradient) {
    Tensor lower = Triangles.lower(t(l).matmul(lGradient), -1);
    Tensor upper = Triangles.upper(uGradient.matmul(t(u)), 0);
    return solveRight(t(u), false, solveLeft(t(l), true, true, lower.add(upper)));
  }
}
