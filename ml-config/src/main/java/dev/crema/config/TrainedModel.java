package dev.crema.config;

import dev.crema.api.Module;
import dev.crema.api.plugin.Plugins;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.io.Safetensors;
import dev.crema.train.Checkpoints;
import dev.crema.train.Evaluator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A model out of the folder that its training left: layers, weights, scaling, names of classes and
 * the form of its inputs come back together.
 *
 * <pre>{@code
 * public void printSpecies(Path birds) {
 *   TrainedModel model = TrainedModel.load(Path.of("runs/penguins"));
 *   for (Prediction bird : model.predict(birds)) {
 *     IO.println(bird.label() + " " + bird.values());
 *   }
 * }
 * }</pre>
 */
public final class TrainedModel {
  private static final int ROWS_AT_A_TIME = 256;

  private final Module module;
  private final ModelDescription description;

  private TrainedModel(Module module, ModelDescription description) {
    this.module = module;
    this.description = description;
  }

  /**
   * Reads {@code model.yaml} and {@code model.safetensors} of a folder.
   *
   * @throws CremaException if one is missing, cannot be read, or they do not belong together
   */
  public static TrainedModel load(Path folder) {
    return load(folder, Plugins.load());
  }

  /** Reads a folder, with given plugins. */
  public static TrainedModel load(Path folder, Plugins plugins) {
    Path weights = Checkpoints.modelFile(folder);
    for (Path file : List.of(ModelDescription.file(folder), weights)) {
      if (!Files.isRegularFile(file)) {
        throw new CremaException(
            "there is no trained model in %s: %s is missing".formatted(folder, file.getFileName()));
      }
    }
    ModelDescription description = ModelDescription.load(folder, plugins.readers());
    Module module = BuiltModel.of(description.model(), plugins.layers(), folder).module();
    try {
      module.loadStateDict(Safetensors.load(weights).tensors());
    } catch (IOException e) {
      throw new CremaException("%s cannot be read: %s".formatted(weights, e.getMessage()), e);
    }
    module.eval();
    return new TrainedModel(module, description);
  }

  /** The model, in evaluation mode. */
  public Module module() {
    return module;
  }

  /** Whether it predicts numbers and not classes. */
  public boolean predictsNumbers() {
    return description.output() == Output.VALUES;
  }

  /** The names of the classes; empty where it has none, or they have no names. */
  public List<String> classNames() {
    return description.classes();
  }

  /**
   * Reads inputs from a file: the CSV columns that it was trained on, or an image.
   *
   * @throws CremaException if the file is not of that form
   */
  public Tensor read(Path file) {
    return description.reader().read(file);
  }

  /** The outputs for some inputs, without gradients. */
  public Tensor apply(Tensor inputs) {
    return Evaluator.predict(module, inputs, ROWS_AT_A_TIME);
  }

  /**
   * What it says of each row of a file, or of an image.
   *
   * @throws CremaException if the file is not of the form of its inputs
   */
  public List<Prediction> predict(Path file) {
    return predict(read(file));
  }

  /** What it says of each row of some inputs. */
  public List<Prediction> predict(Tensor inputs) {
    Tensor values = description.output().probabilities(apply(inputs));
    double[] all = values.to(DType.FLOAT64).toDoubles();
    int width = inputs.size(0) == 0 ? 1 : all.length / inputs.size(0);
    return IntStream.range(0, inputs.size(0))
        .mapToObj(row -> prediction(Arrays.stream(all, row * width, (row + 1) * width)))
        .toList();
  }

  private Prediction prediction(DoubleStream row) {
    List<Double> values = row.boxed().toList();
    if (description.output() == Output.VALUES) {
      List<String> numbers =
          values.stream().map(value -> String.format(Locale.ROOT, "%.6g", value)).toList();
      return new Prediction(String.join(" ", numbers), values);
    }
    int best = 0;
    for (int i = 1; i < values.size(); i++) {
      best = values.get(i) > values.get(best) ? i : best;
    }
    return new Prediction(name(best), values);
  }

  /** What a class is called: its name, or its number where it has none. */
  public String name(int number) {
    List<String> names = description.classes();
    return number < names.size() ? names.get(number) : String.valueOf(number);
  }
}
