package dev.crema.train;

import dev.crema.api.Loss;
import dev.crema.api.Metric;
import dev.crema.api.Module;
import dev.crema.api.ModuleTree;
import dev.crema.api.Optimizer;
import dev.crema.api.Schedule;
import dev.crema.tensor.CremaException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a trainer works with, checked. */
record Parts(
    Module model,
    Loss loss,
    Optimizer optimizer,
    @Nullable Schedule schedule,
    List<Metric> metrics,
    ListenerChain listeners,
    TrainerOptions options) {
  /** What the names of values measured on the validation data begin with. */
  static final String VALIDATION = "validation_";

  Parts {
    metrics = List.copyOf(metrics);
    Set<String> names = new HashSet<>(Set.of(Evaluator.LOSS));
    for (Metric metric : metrics) {
      if (!names.add(metric.name()) || metric.name().startsWith(VALIDATION)) {
        throw new CremaException(
            "metric %s has the name '%s', which is taken; 'loss' and names that begin with"
                    .formatted(metric.getClass().getSimpleName(), metric.name())
                + " 'validation_' are the trainer's own");
      }
    }
    if (schedule != null && schedule.optimizer() != optimizer) {
      throw new CremaException(
          "schedule %s changes the learning rates of another optimizer than the trainer's %s"
              .formatted(
                  schedule.getClass().getSimpleName(), optimizer.getClass().getSimpleName()));
    }
  }

  /** The loss where it has parameters or buffers of its own. */
  @Nullable ModuleTree lossTree() {
    return loss instanceof ModuleTree tree ? tree : null;
  }

  /** Puts the model, and a loss that is a module, into training mode. */
  void train() {
    model.train();
    ModuleTree tree = lossTree();
    if (tree != null) {
      tree.train();
    }
  }

  Evaluator evaluator() {
    return new Evaluator(model, loss, metrics);
  }
}
