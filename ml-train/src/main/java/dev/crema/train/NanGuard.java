package dev.crema.train;

import dev.crema.api.Batch;
import dev.crema.api.ForwardHook;
import dev.crema.api.Module;
import dev.crema.api.ModuleTree;
import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.BatchStarted;
import dev.crema.api.TrainingEvent.GradientsReady;
import dev.crema.api.TrainingListener;
import dev.crema.api.TrainingRun;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.HookHandle;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends a training, before the optimizer's step, when the loss or a gradient is NaN or infinite. The
 * exception names the step and where the first such value was found: in the batch, in a parameter,
 * or in the output of a layer, for which the forward pass is repeated. The weights are still those
 * of the step before.
 */
public final class NanGuard implements TrainingListener {
  private static final String ALREADY = " are not finite already";

  private @Nullable Batch batch;

  /** A guard. */
  public NanGuard() {}

  @Override
  public void on(TrainingEvent event) {
    switch (event) {
      case BatchStarted started -> batch = started.batch();
      case GradientsReady ready -> check(ready);
      default -> {}
    }
  }

  private void check(GradientsReady ready) {
    double loss = ready.loss().item();
    String found = null;
    if (!Double.isFinite(loss)) {
      found = "the loss is %s. %s".formatted(loss, cause(ready.run()));
    } else {
      String parameter = Autograd.noGrad(() -> gradient(ready.run().model()));
      if (parameter != null) {
        found =
            "the loss is %s, but the gradient of parameter '%s' is not finite"
                    .formatted(loss, parameter)
                + ": some function was differentiated where it has no derivative (sqrt or log at"
                + " 0)";
      }
    }
    if (found != null) {
      TrainingRun run = ready.run();
      throw new CremaException(
          "in step %d (epoch %d) %s. %s"
              .formatted(
                  run.step() + 1,
                  run.epoch(),
                  found,
                  found.endsWith(ALREADY)
                      ? "Leave these rows out or fill their values in"
                      : "Lower the learning rate, clip the gradients (ClipGradients) or scale the"
                          + " inputs"));
    }
  }

  private static @Nullable String gradient(ModuleTree model) {
    for (Map.Entry<String, Parameter> entry : model.namedParameters().entrySet()) {
      Tensor gradient = entry.getValue().grad();
      if (gradient != null && !isFinite(gradient)) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** A finite sum proves finite elements; an infinite one may only be a large one. */
  private static boolean isFinite(Tensor tensor) {
    return !tensor.isFloating()
        || Double.isFinite(tensor.sum().item())
        || tensor.isfinite().all().itemBoolean();
  }

  private String cause(TrainingRun run) {
    return Autograd.noGrad(
        () -> {
          Batch current = batch;
          if (current != null && !isFinite(current.inputs())) {
            return "The inputs of the batch" + ALREADY;
          }
          if (current != null && !isFinite(current.targets())) {
            return "The targets of the batch" + ALREADY;
          }
          for (Map.Entry<String, Parameter> entry : run.model().namedParameters().entrySet()) {
            if (!isFinite(entry.getValue())) {
              return "Parameter '%s' is not finite since the step before".formatted(entry.getKey());
            }
          }
          return layer(run.model(), current);
        });
  }

  private static String layer(ModuleTree model, @Nullable Batch batch) {
    if (batch == null || !(model instanceof Module module)) {
      return "Batch and parameters are finite";
    }
    List<String> found = new ArrayList<>();
    Tensor output = repeat(module, batch.inputs(), found);
    return found.isEmpty()
        ? "The model's output is finite (%s to %s), so that the loss function made it of that"
            .formatted(output.min().item(), output.max().item())
        : "The first value that is not finite came out of " + found.getFirst();
  }

  /**
   * Repeats the forward pass, and leaves generator and buffers as they were.
   *
   * @param found gets the modules whose output is not finite, the inner before the outer
   */
  private static Tensor repeat(Module model, Tensor inputs, List<String> found) {
    byte[] generator = Crema.generator().state();
    Map<Buffer, Tensor> buffers = new LinkedHashMap<>();
    model.namedBuffers().values().forEach(each -> buffers.put(each, each.snapshot()));
    List<HookHandle> hooks = new ArrayList<>();
    model
        .namedModules()
        .forEach((path, module) -> hooks.add(module.registerForwardHook(probe(path, found))));
    try {
      return model.apply(inputs);
    } finally {
      hooks.forEach(HookHandle::remove);
      buffers.forEach(Buffer::assign);
      Crema.generator().state(generator);
    }
  }

  private static ForwardHook probe(String path, List<String> found) {
    return (module, inputs, output) -> {
      if (!isFinite(output)) {
        String type = module.getClass().getSimpleName();
        found.add(
            path.isEmpty()
                ? "the model itself (" + type + ")"
                : "layer '%s' (%s)".formatted(path, type));
      }
      return null;
    };
  }
}
