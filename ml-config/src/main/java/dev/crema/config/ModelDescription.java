package dev.crema.config;

import dev.crema.api.InputReader;
import dev.crema.api.plugin.Catalog;
import dev.crema.config.YamlNode.Fields;
import dev.crema.config.YamlNode.Items;
import dev.crema.config.YamlNode.Scalar;
import dev.crema.tensor.CremaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known beside the weights to use a model: the file {@code model.yaml}.
 *
 * <pre>
 * model:
 *   - standardize: {num_features: 4}
 *   - linear: {in_features: 4, out_features: 3}
 * input:
 *   csv: {features: [sepal_length, sepal_width, petal_length, petal_width]}
 * classes: [setosa, versicolor, virginica]
 * output: scores
 * </pre>
 *
 * @param model its layers
 * @param reader what reads its inputs from files
 * @param classes the names of its classes; empty where it has none, or they have no names
 * @param output what its outputs mean
 */
public record ModelDescription(
    LayerNode model, InputReader reader, List<String> classes, Output output) {
  private static final String FILE = "model.yaml";
  private static final List<String> KEYS = List.of("model", "input", "classes", "output");

  /** A description; the list is copied. */
  public ModelDescription {
    classes = List.copyOf(classes);
  }

  /**
   * A description of a model that is one layer without options, known to plugins by this name: a
   * Module of one's own.
   */
  public ModelDescription(String layer, InputReader reader, List<String> classes, Output output) {
    this(part(layer), reader, classes, output);
  }

  private static Part part(String layer) {
    return new Part(layer, new LinkedHashMap<>(), new Place(FILE, 1, 1), Map.of());
  }

  /** Where it is in a folder. */
  public static Path file(Path folder) {
    return folder.resolve(FILE);
  }

  /**
   * Writes it into a folder.
   *
   * @throws CremaException if the file cannot be written
   */
  public void save(Path folder) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("model", YamlWriter.layer(model));
    document.put("input", Map.of(reader.name(), RecordOptions.of(reader.options())));
    document.put("classes", classes);
    document.put("output", output.name().toLowerCase(Locale.ROOT));
    try {
      Files.writeString(file(folder), YamlWriter.write(document));
    } catch (IOException e) {
      throw new CremaException("%s cannot be written: %s".formatted(file(folder), e), e);
    }
  }

  /** Reads it from a folder. */
  static ModelDescription load(Path folder, Catalog<InputReader> readers) {
    Path file = file(folder);
    YamlNode root = YamlReader.read(ModelFile.text(file), file.toString());
    Fields fields = ModelFileReader.mapping(root, "a model description", KEYS);
    Part input = ModelFileReader.part(ModelFileReader.required(fields, "input"), "the input");
    return new ModelDescription(
        ModelFileReader.model(ModelFileReader.required(fields, "model")),
        Making.make(readers, input, folder),
        words(ModelFileReader.required(fields, "classes")),
        output(ModelFileReader.required(fields, "output")));
  }

  private static List<String> words(YamlNode node) {
    if (!(node instanceof Items items)) {
      throw node.place().fault("classes are a list of names, but this is " + node.what());
    }
    List<String> words = new ArrayList<>();
    for (YamlNode item : items.items()) {
      if (!(item instanceof Scalar scalar) || scalar.value() == null) {
        throw item.place().fault("a class has a name, but this is " + item.what());
      }
      words.add(scalar.value().toString());
    }
    return words;
  }

  private static Output output(YamlNode node) {
    for (Output output : Output.values()) {
      if (node instanceof Scalar scalar
          && output.name().toLowerCase(Locale.ROOT).equals(scalar.value())) {
        return output;
      }
    }
    throw node.place()
        .fault(
            "output is one of %s, but this is %s"
                .formatted(Arrays.toString(Output.values()).toLowerCase(Locale.ROOT), node.what()));
  }
}
