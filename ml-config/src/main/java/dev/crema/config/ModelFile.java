package dev.crema.config;

import dev.crema.tensor.CremaException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model and its training, in a YAML file. Layers, losses, optimizers, schedules and datasets go
 * by the names of their plugins; {@code bin/crema layers} shows them with their options.
 *
 * <pre>
 * data:
 *   csv: {file: penguins.csv, label: species, categories: [island, sex], missing: keep}
 * test: 0.2                                  # the share of rows held out, or {every: 5}, or a dataset
 * model:
 *   - standardize: {num_features: 10}
 *   - linear: {in_features: 10, out_features: 16}
 *   - relu
 *   - linear: {in_features: 16, out_features: 3}
 * loss: cross_entropy
 * optimizer:
 *   adam: {learning_rate: 0.01}
 * schedule:                                  # may be left out, as may test and train
 *   exponential_lr: {gamma: 0.98}
 * train: {epochs: 60, batch: 16, seed: 0}
 * </pre>
 *
 * <pre>{@code
 * Files.writeString(
 *     file,
 *     """
 *     data: iris
 *     model:
 *       - linear: {in_features: 4, out_features: 3}
 *     loss: cross_entropy
 *     optimizer:
 *       sgd: {learning_rate: 0.1}
 *     """);
 * ModelFile linear = ModelFile.read(file);
 * linear.train().epochs();    // 10
 * linear.data().name();       // iris
 * }</pre>
 *
 * <p>Reading and writing are each other's inverse, but for comments and layout.
 *
 * @param file where it was read from; relative paths in it start from the folder of the file
 * @param data what to learn from
 * @param test what to test on
 * @param model the layers, one after the other, or a single one that is the whole model
 * @param loss how far predictions are from targets
 * @param optimizer what changes the parameters
 * @param schedule what changes the learning rate after each epoch; null for nothing
 * @param train how it is trained
 */
public record ModelFile(
    Path file,
    Part data,
    HeldOut test,
    LayerNode model,
    Part loss,
    Part optimizer,
    @Nullable Part schedule,
    TrainSettings train) {

  /** How much of the data is held out where the file does not say. */
  static final HeldOut TEST = new HeldOut.Share(0.2);

  /**
   * Reads a file.
   *
   * @throws CremaException if it cannot be read, is not YAML, or holds a key that has no meaning;
   *     the message names line and column
   */
  public static ModelFile read(Path file) {
    return parse(text(file), file);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      String from =
          file.isAbsolute() ? "" : "; relative paths start from " + Path.of("").toAbsolutePath();
      throw new CremaException("there is no file %s%s".formatted(file, from), e);
    } catch (CharacterCodingException e) {
      throw new CremaException(file + " is not UTF-8 text: save it as UTF-8", e);
    } catch (IOException e) {
      throw new CremaException("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  /**
   * Reads a text.
   *
   * @param yaml the text
   * @param file the name for errors, and what relative paths start beside
   */
  public static ModelFile parse(String yaml, Path file) {
    return new ModelFileReader(file).read(YamlReader.read(yaml, file.toString()));
  }

  /** The text of a file that is read as this one. */
  public String toYaml() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("data", YamlWriter.part(data));
    document.put(
        "test",
        switch (test) {
          case HeldOut.Share share -> share.share();
          case HeldOut.Every every -> Map.of(ModelFileReader.EVERY, every.n());
          case HeldOut.Other other -> YamlWriter.part(other.dataset());
        });
    document.put("model", YamlWriter.layer(model));
    document.put("loss", YamlWriter.part(loss));
    document.put("optimizer", YamlWriter.part(optimizer));
    if (schedule != null) {
      document.put("schedule", YamlWriter.part(schedule));
    }
    document.put("train", RecordOptions.of(train));
    return YamlWriter.write(document);
  }
}
