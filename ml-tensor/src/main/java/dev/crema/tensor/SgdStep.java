package dev.crema.tensor;

/**
 * One step of gradient descent on one parameter, for {@link Dispatcher#update}.
 *
 * <pre>
 * d = gradient + weightDecay * p            (minus the gradient where maximize)
 * v = d in the first step, momentum * v + (1 - dampening) * d after it
 * p = p - rate * v                          (d + momentum * v for v where nesterov)
 * </pre>
 *
 * <p>Inputs are p, v and the gradient; without momentum there is no v, and d stands for it.
 *
 * @param first whether v has no value yet
 */
public record SgdStep(
    double rate,
    double momentum,
    double dampening,
    double weightDecay,
    boolean nesterov,
    boolean maximize,
    boolean first)
    implements Composition {
  @Override
  public String name() {
    return "sgdStep";
  }

  /** Whether there is a v. */
  public boolean hasVelocity() {
    return momentum != 0;
  }

  @Override
  public int outputs() {
    return hasVelocity() ? 2 : 1;
  }

  @Override
  public Tensor[] body(Tensor... inputs) {
    Tensor p = inputs[0];
    Tensor gradient = inputs[inputs.length - 1];
    Tensor d = maximize ? gradient.neg() : gradient;
    d = weightDecay == 0 ? d : d.add(p.mul(weightDecay));
    if (!hasVelocity()) {
      return new Tensor[] {p.sub(d.mul(rate))};
    }
    Tensor v = first ? d : inputs[1].mul(momentum).add(d.mul(1 - dampening));
    Tensor direction = nesterov ? d.add(v.mul(momentum)) : v;
    return new Tensor[] {p.sub(direction.mul(rate)), v};
  }
}
