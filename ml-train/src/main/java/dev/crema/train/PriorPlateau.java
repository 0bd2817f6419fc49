package dev.crema.train;

import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.BatchStarted;
import dev.crema.api.TrainingEvent.EpochEnded;
import dev.crema.api.TrainingEvent.TrainingStarted;
import dev.crema.api.TrainingListener;
import dev.crema.tensor.Tensor;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns once when the training loss stays at the entropy of the class frequencies, {@code -sum(p_c
 * ln p_c)}: the cross-entropy of a model that has learned how frequent each class is and nothing of
 * the inputs. Class frequencies are counted in the first epoch, where the targets are class
 * numbers, or zeros and ones, one a sample.
 */
final class PriorPlateau implements TrainingListener {
  /** How near to the entropy counts as at it, relatively. */
  private static final double NEAR = 0.005;

  /** For how many epochs in a row. */
  private static final int EPOCHS = 5;

  private final Logger log;
  private final SortedMap<Long, Long> counts = new TreeMap<>();
  private boolean counting;
  private boolean silent;
  private int near;

  PriorPlateau() {
    this(LoggerFactory.getLogger(PriorPlateau.class));
  }

  PriorPlateau(Logger log) {
    this.log = log;
  }

  @Override
  public void on(TrainingEvent event) {
    switch (event) {
      case TrainingStarted _ -> {
        counts.clear();
        counting = true;
        silent = false;
        near = 0;
      }
      case BatchStarted started when counting && !silent -> count(started.batch().targets());
      case EpochEnded ended -> compare(ended);
      default -> {}
    }
  }

  private void count(Tensor targets) {
    boolean onePerSample = targets.numel() == targets.size(0);
    if (targets.isFloating()
        && !(onePerSample && targets.eq(0L).logicalOr(targets.eq(1L)).all().itemBoolean())) {
      silent = true;
      return;
    }
    for (long label : targets.toLongs()) {
      counts.merge(label, 1L, Long::sum);
    }
  }

  private void compare(EpochEnded ended) {
    counting = false;
    if (silent || counts.size() < 2) {
      return;
    }
    double loss = Monitor.min(Evaluator.LOSS).read(ended.metrics());
    double entropy = entropy();
    near = Math.abs(loss - entropy) <= NEAR * entropy ? near + 1 : 0;
    if (near == EPOCHS) {
      silent = true;
      log.warn(
          String.format(
              Locale.ROOT,
              "the loss has been %.4f for %d epochs, which is the entropy of the class frequencies"
                  + " (%.4f): the model knows how frequent each class is and nothing more. Try"
                  + " another learning rate, scaled inputs, more units; check that inputs and"
                  + " targets belong together",
              loss,
              EPOCHS,
              entropy));
    }
  }

  /** The entropy of the counted classes in nats. */
  private double entropy() {
    double total = counts.values().stream().mapToLong(Long::longValue).sum();
    double sum = 0;
    for (long count : counts.values()) {
      double p = count / total;
      sum -= p * StrictMath.log(p);
    }
    return sum;
  }
}
