package dev.crema.train;

import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.BatchStarted;
import dev.crema.api.TrainingEvent.GradientsReady;
import dev.crema.api.TrainingEvent.TrainingEnded;
import dev.crema.api.TrainingEvent.TrainingFailed;
import dev.crema.api.TrainingEvent.TrainingStarted;
import dev.crema.api.TrainingListener;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.HookHandle;
import dev.crema.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns when the model ends in a softmax and the loss takes a softmax again. The proof is in the
 * first batch whose scores are not all equal: the rows of the prediction are probabilities, and the
 * loss is their mean cross-entropy as if they were logits. A loss that takes probabilities has
 * another value.
 */
final class DoubleSoftmax implements TrainingListener {
  private static final double NEAR = 1e-4;

  private final Logger log;
  private @Nullable HookHandle hook;
  private @Nullable Tensor prediction;
  private @Nullable Tensor target;

  DoubleSoftmax() {
    this(LoggerFactory.getLogger(DoubleSoftmax.class));
  }

  DoubleSoftmax(Logger log) {
    this.log = log;
  }

  @Override
  public void on(TrainingEvent event) {
    switch (event) {
      case TrainingStarted started ->
          hook =
              started
                  .run()
                  .model()
                  .registerForwardHook(
                      (module, inputs, output) -> {
                        prediction = output.detach();
                        return null;
                      });
      case BatchStarted started when hook != null -> target = started.batch().targets();
      case GradientsReady ready when hook != null -> {
        double loss = ready.loss().item();
        if (Autograd.noGrad(() -> decide(loss))) {
          remove();
        }
      }
      case TrainingEnded _ -> remove();
      case TrainingFailed _ -> remove();
      default -> {}
    }
  }

  private void remove() {
    if (hook != null) {
      hook.remove();
    }
    hook = null;
    prediction = null;
    target = null;
  }

  /** Warns if there is reason to; false where this batch proves neither, as equal scores do not. */
  private boolean decide(double loss) {
    Tensor rows = prediction;
    Tensor classes = target;
    if (rows == null || classes == null || !fit(rows, classes) || !areProbabilities(rows)) {
      return true;
    }
    Tensor chosen = classes.unsqueeze(1);
    double ofLogits = -rows.logSoftmax(1).gather(1, chosen).mean().item();
    double ofProbabilities = -rows.gather(1, chosen).log().mean().item();
    if (Math.abs(ofLogits - ofProbabilities) < 2 * NEAR) {
      return false;
    }
    if (Math.abs(loss - ofLogits) < NEAR) {
      log.warn(
          "the model gives probabilities (each row is positive and sums to 1), and the loss takes"
              + " their softmax once more, which makes training slow: let the model end without"
              + " softmax, since cross-entropy takes logits");
    }
    return true;
  }

  private static boolean fit(Tensor rows, Tensor classes) {
    return rows.ndim() == 2
        && rows.isFloating()
        && rows.size(1) > 1
        && classes.dtype().isIntegral()
        && classes.ndim() == 1
        && classes.size(0) == rows.size(0)
        && classes.ge(0L).all().itemBoolean()
        && classes.lt((long) rows.size(1)).all().itemBoolean();
  }

  private static boolean areProbabilities(Tensor rows) {
    return rows.ge(0L).all().itemBoolean()
        && rows.sum(1).sub(1L).abs().lt(NEAR).all().itemBoolean();
  }
}
