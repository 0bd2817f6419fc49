package dev.crema.train;

import dev.crema.api.Module;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.Tensor;

/** Two layers with dropout of the default generator between them, and a running mean. */
final class NoisyNet extends Module {
  private static final double KEPT = 0.75;

  final Dense hidden = new Dense(2, 6);
  final Dense output = new Dense(6, 1);
  final Buffer runningMean = new Buffer(Tensor.zeros(6));

  @Override
  protected Tensor forward(Tensor x) {
    Tensor h = hidden.apply(x).tanh();
    if (isTraining()) {
      runningMean.assign(runningMean.mul(0.9).add(h.detach().mean(0).mul(0.1)));
      Tensor mask = Tensor.rand(h.shape().toArray()).lt(KEPT);
      h = h.mul(mask.to(h.dtype())).div(KEPT);
    }
    return output.apply(h.sub(runningMean.detach()));
  }
}
