package dev.crema.tensor;

/**
 * One step of Adam or AdamW on one parameter, for {@link Dispatcher#update}.
 *
 * <pre>
 * g = gradient + weightDecay * p            (minus the gradient where maximize)
 * m = beta1 * m + (1 - beta1) * g
 * s = beta2 * s + (1 - beta2) * g * g
 * p = p - rate / (1 - beta1^t) * m / (sqrt(s) / sqrt(1 - beta2^t) + eps)
 * </pre>
 *
 * <p>Where decoupled (AdamW), p shrinks by {@code rate * weightDecay} of itself instead and g has
 * no such term. With amsgrad, the greatest s so far stands for s in the last line, so that steps do
 * not grow again. Inputs are p, m, s, with amsgrad the greatest s, and the gradient; all but the
 * last are written.
 *
 * <p>Source: D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015; S. Reddi,
 * S. Kale, S. Kumar, "On the convergence of Adam and beyond", ICLR 2018; I. Loshchilov, F. Hutter,
 * "Decoupled weight decay regularization", ICLR 2019.
 *
 * @param t the number of the step, from 1
 */
public record AdamStep(
    double rate,
    double beta1,
    double beta2,
    double eps,
    double weightDecay,
    boolean decoupled,
    boolean amsgrad,
    boolean maximize,
    long t)
    implements Composition {
  @Override
  public String name() {
    return "adamStep";
  }

  @Override
  public int outputs() {
    return amsgrad ? 4 : 3;
  }

  /** rate / (1 - beta1^t): what m is multiplied with. */
  public double meanFactor() {
    return rate / (1 - StrictMath.pow(beta1, t));
  }

  /** sqrt(1 - beta2^t): what the root of s is divided by. */
  public double rootDivisor() {
    return Math.sqrt(1 - StrictMath.pow(beta2, t));
  }

  /** What p is multiplied with first, where decoupled. */
  public double shrinking() {
    return 1 - rate * weightDecay;
  }

  @Override
  public Tensor[] body(Tensor... inputs) {
    Tensor p = inputs[0];
    Tensor gradient = inputs[inputs.length - 1];
    Tensor g = maximize ? gradient.neg() : gradient;
    g = decoupled || weightDecay == 0 ? g : g.add(p.mul(weightDecay));
    Tensor mean = inputs[1].mul(beta1).add(g.mul(1 - beta1));
    Tensor square = inputs[2].mul(beta2).add(g.mul(1 - beta2).mul(g));
    Tensor scale = amsgrad ? inputs[3].maximum(square) : square;
    Tensor spread = scale.sqrt().div(rootDivisor()).add(eps);
    Tensor kept = decoupled ? p.mul(shrinking()) : p;
    Tensor next = kept.sub(mean.mul(meanFactor()).div(spread));
    return amsgrad ? new Tensor[] {next, mean, square, scale} : new Tensor[] {next, mean, square};
  }
}
