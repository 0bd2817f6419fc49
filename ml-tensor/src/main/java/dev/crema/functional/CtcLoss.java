package dev.crema.functional;

import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The negative logarithm of the probability that a sequence of classes, without repetitions and
 * blanks, reads as a target: A. Graves et al., "Connectionist Temporal Classification", 2006.
 *
 * <p>A path goes through states: the labels of the target with blanks before, between and behind
 * them. At each time it stays, goes one state on, or jumps over a blank between two different
 * labels. What is kept of all paths up to a time is the logarithm of their probability, one a
 * state.
 */
final class CtcLoss {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  private CtcLoss() {}

  static Tensor of(
      Tensor logProbs,
      Tensor targets,
      Tensor inputLengths,
      Tensor targetLengths,
      CtcOptions options) {
    CtcInputs inputs =
        CtcInputs.of(logProbs, targets, inputLengths, targetLengths, options.blank());
    Tensor losses = losses(inputs);
    if (options.zeroInfinity()) {
      losses = losses.maskedFill(losses.eq(Double.POSITIVE_INFINITY), 0);
    }
    if (options.reduction() == Reduction.MEAN) {
      return losses.div(inputs.targetLengths().to(losses.dtype()).maximum(1)).mean();
    }
    Tensor reduced = options.reduction().of(losses);
    return reduced.ndim() == 1 && logProbs.ndim() == 2 ? reduced.squeeze(0) : reduced;
  }

  private static Tensor losses(CtcInputs inputs) {
    CtcStates states = CtcStates.of(inputs);
    Tensor logProbs = inputs.logProbs();
    int time = logProbs.size(0);
    int[] sizes = {time, states.classes().size(0), states.classes().size(1)};
    List<Tensor> emitted = new ArrayList<>();
    unbind(logProbs.gather(2, states.classes().unsqueeze(0).expand(sizes)), emitted);
    Tensor paths = states.start();
    for (int t = 0; t < time; t++) {
      Tensor next = step(paths, states.jumps()).add(emitted.get(t));
      paths = Tensor.where(inputs.inputLengths().gt(t).unsqueeze(1), next, paths);
    }
    return logSum(paths.add(states.ends()), 1).neg();
  }

  /** Paths that stay, that go on and that jump. */
  private static Tensor step(Tensor paths, Tensor jumps) {
    int states = paths.size(1);
    Tensor padded = F.pad(paths, new int[] {2, 0}, NEVER);
    Tensor on = padded.narrow(1, 1, states);
    Tensor over = padded.narrow(1, 0, states).add(jumps);
    return logSum(Tensor.stack(List.of(paths, on, over), 0), 0);
  }

  /**
   * log Σ exp x, and minus infinity for a sum of 0: its gradients are then 0, while those of {@code
   * logsumexp} are NaN.
   */
  private static Tensor logSum(Tensor x, int axis) {
    Tensor top = x.detach().amax(true, axis);
    Tensor shift = top.maskedFill(top.isfinite().logicalNot(), 0);
    Tensor total = x.sub(shift).exp().sum(axis);
    Tensor none = total.eq(0);
    return total.maskedFill(none, 1).log().add(shift.squeeze(axis)).maskedFill(none, NEVER);
  }

  /**
   * The entries of the first axis, by halves: a gradient is padded to the whole at each cut, which
   * makes n log n of the n² that single entries take.
   */
  private static void unbind(Tensor x, List<Tensor> entries) {
    int n = x.size(0);
    if (n == 1) {
      entries.add(x.squeeze(0));
    } else if (n > 1) {
      unbind(x.narrow(0, 0, n / 2), entries);
      unbind(x.narrow(0, n / 2, n - n / 2), entries);
    }
  }
}
