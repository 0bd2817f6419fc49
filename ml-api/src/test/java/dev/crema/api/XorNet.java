package dev.crema.api;

import dev.crema.tensor.Tensor;

/** The model of the architecture page. */
public final class XorNet extends Module {
  private final Linear hidden = new Linear(2, 8);
  private final Linear output = new Linear(8, 1);

  /** A network that can learn exclusive or. */
  public XorNet() {}

  @Override
  protected Tensor forward(Tensor x) {
    return output.apply(hidden.apply(x).tanh());
  }
}
