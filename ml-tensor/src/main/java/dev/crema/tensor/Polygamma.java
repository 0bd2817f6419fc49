package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/**
 * The derivative of order n >= 1 of digamma, (-1)^(n+1) n! times Hurwitz's zeta(n + 1, x), in
 * float64 throughout.
 *
 * <p>For x > 0 terms of the sum 1 / (x + k)^(n+1) are taken until x + k is so large that the
 * summation formula of Euler and Maclaurin gives the rest. Negative arguments are reflected.
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 6.4.
 */
record Polygamma(int n) implements Composition {
  /** B(2j) / (2j)!, j from 1. */
  private static final double[] BERNOULLI = {
    1.0 / 12,
    -1.0 / 720,
    1.0 / 30240,
    -1.0 / 1209600,
    1.0 / 47900160,
    -691.0 / 1307674368000.0,
    1.0 / 74724249600.0,
    -3617.0 / 10670622842880000.0,
    43867.0 / 5109094217170944000.0
  };

  @Override
  public String name() {
    return "polygamma";
  }

  @Override
  public Tensor[] body(Tensor... inputs) {
    Tensor x = inputs[0].to(DType.FLOAT64);
    Tensor positive = x.gt(0);
    Tensor pole = x.le(0).logicalAnd(x.sub(x.floor()).eq(0));
    Tensor upper = direct(Tensor.where(positive, x, x.neg().add(1)));
    Tensor mirrored = reflected(x, upper);
    Tensor values = Tensor.where(positive, upper, mirrored);
    Tensor atPole = x.scalar(n % 2 == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    return new Tensor[] {Tensor.where(pole, atPole, values).to(inputs[0].dtype())};
  }

  /** For x > 0. */
  private Tensor direct(Tensor x) {
    double s = n + 1.0;
    int terms = 10 + n;
    Tensor sum = x.pow(-s);
    for (int k = 1; k < terms; k++) {
      sum = sum.add(x.add(k).pow(-s));
    }
    Tensor a = x.add(terms);
    Tensor inverse = a.reciprocal();
    Tensor square = inverse.square();
    Tensor power = inverse.pow(n);
    Tensor rest = power.div(n).add(power.mul(inverse).div(2));
    Tensor step = power.mul(square);
    double rising = s;
    for (int j = 0; j < BERNOULLI.length; j++) {
      rest = rest.add(step.mul(BERNOULLI[j] * rising));
      step = step.mul(square);
      rising *= (s + 2 * j + 1) * (s + 2 * j + 2);
    }
    double factorial = n % 2 == 0 ? -1 : 1;
    for (int k = 2; k <= n; k++) {
      factorial *= k;
    }
    return sum.add(rest).mul(factorial);
  }

  /** (-1)^n psi(1 - x) minus the n-th derivative of pi cot(pi x), which is a polynomial of cot. */
  private Tensor reflected(Tensor x, Tensor upper) {
    Tensor cot = x.sub(x.round()).mul(StrictMath.PI).tan().reciprocal();
    double[] coefficients = cotangent();
    Tensor polynomial = cot.fullLike(coefficients[coefficients.length - 1]);
    for (int i = coefficients.length - 2; i >= 0; i--) {
      polynomial = polynomial.mul(cot).add(coefficients[i]);
    }
    Tensor mirrored = n % 2 == 0 ? upper : upper.neg();
    return mirrored.sub(polynomial.mul(StrictMath.pow(StrictMath.PI, n + 1)));
  }

  /** The n-th derivative of cot as a polynomial of cot: p becomes -(1 + c^2) p'. */
  private double[] cotangent() {
    double[] p = {0, 1};
    for (int order = 0; order < n; order++) {
      double[] next = new double[p.length + 1];
      for (int i = 1; i < p.length; i++) {
        next[i - 1] -= i * p[i];
        next[i + 1] -= i * p[i];
      }
      p = next;
    }
    return p;
  }

  @Override
  public boolean hasGradient() {
    return true;
  }

  @Override
  public @Nullable Tensor[] gradient(Backward context) {
    return new @Nullable Tensor[] {context.grad().mul(context.input(0).polygamma(n + 1))};
  }
}
