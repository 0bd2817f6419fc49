package dev.crema.train;

import dev.crema.api.Batch;
import dev.crema.api.Batches;
import dev.crema.api.Loss;
import dev.crema.api.Metric;
import dev.crema.api.Module;
import dev.crema.api.ModuleTree;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Measures and uses a model: in evaluation mode and without gradients. Afterwards each module is in
 * the mode that it was in.
 *
 * <pre>{@code
 * Evaluator evaluator = new Evaluator(model, loss, List.of(new Accuracy()));
 * evaluator.evaluate(validation);  // {loss=…, accuracy=…}
 * }</pre>
 *
 * @param model the model
 * @param loss the loss
 * @param metrics what is measured beside the loss
 */
public record Evaluator(Module model, Loss loss, List<Metric> metrics) {
  /** The name under which the mean loss is reported. */
  static final String LOSS = "loss";

  /** An evaluator; the list is copied. */
  public Evaluator {
    metrics = List.copyOf(metrics);
  }

  /**
   * The mean loss over the samples as {@code loss}, then the metrics in their order.
   *
   * @param data its epoch 0 is measured
   * @throws CremaException if there is no batch
   */
  public SequencedMap<String, Double> evaluate(Batches data) {
    MeanLoss mean = new MeanLoss(LOSS, loss);
    metrics.forEach(Metric::reset);
    long count = 0;
    try (ModuleModes _ = ModuleModes.eval(trees());
        OpenBatches batches = OpenBatches.of(data, 0)) {
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        Batch current = batch;
        Autograd.noGrad(() -> measure(mean, current));
        count++;
      }
    }
    if (count == 0) {
      throw new CremaException("evaluate: the data gave no batch in epoch 0");
    }
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put(LOSS, mean.value());
    metrics.forEach(metric -> values.put(metric.name(), metric.value()));
    return values;
  }

  private void measure(MeanLoss mean, Batch batch) {
    Tensor prediction = model.apply(batch.inputs());
    mean.update(prediction, batch.targets());
    metrics.forEach(metric -> metric.update(prediction, batch.targets()));
  }

  /**
   * What the model gives for some inputs.
   *
   * @param inputs samples along axis 0
   * @param rows how many samples the model is given at a time
   * @return the outputs one after the other along axis 0
   * @throws CremaException if the outputs are not one a sample, so that they cannot be joined
   */
  public Tensor predict(Tensor inputs, int rows) {
    return predict(model, inputs, rows);
  }

  /** The same of a model without a loss. */
  public static Tensor predict(Module model, Tensor inputs, int rows) {
    if (inputs.ndim() == 0) {
      throw new CremaException("predict: inputs of shape () have no axis of samples; unsqueeze(0)");
    }
    try (ModuleModes _ = ModuleModes.eval(List.of(model))) {
      return Autograd.noGrad(() -> inBatches(model, inputs, rows));
    }
  }

  private static Tensor inBatches(Module model, Tensor inputs, int rows) {
    int samples = inputs.size(0);
    if (samples <= rows) {
      return model.apply(inputs);
    }
    List<Tensor> outputs = new ArrayList<>();
    for (int from = 0; from < samples; from += rows) {
      Tensor part = inputs.slice(0, from, Math.min(samples, from + rows));
      Tensor output = model.apply(part);
      if (output.ndim() == 0 || output.size(0) != part.size(0)) {
        throw new CremaException(
            "predict: for %d samples the model gave shape %s; only one output a sample along axis 0"
                    .formatted(part.size(0), output.shape())
                + " can be joined. Give at most %d samples at once, or a greater predictionBatch"
                    .formatted(rows));
      }
      outputs.add(output);
    }
    return Tensor.cat(outputs, 0);
  }

  private List<ModuleTree> trees() {
    return loss instanceof ModuleTree tree ? List.of(model, tree) : List.of(model);
  }
}
