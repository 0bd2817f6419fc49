package dev.crema.config;

import dev.crema.api.plugin.Catalog;
import dev.crema.api.plugin.Words;
import dev.crema.config.YamlNode.Field;
import dev.crema.config.YamlNode.Fields;
import dev.crema.config.YamlNode.Items;
import dev.crema.config.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Makes a {@link ModelFile} of what stands in the YAML: its form only, no plugin is asked. */
final class ModelFileReader {
  static final String EVERY = "every";
  static final Catalog<TrainSettings> SECTIONS =
      Catalog.of("section", List.of(new TrainSettings.Section()));

  private static final List<String> KEYS =
      List.of("data", "test", "model", "loss", "optimizer", "schedule", "train");

  private final Path file;

  ModelFileReader(Path file) {
    this.file = file;
  }

  ModelFile read(YamlNode root) {
    Fields fields = mapping(root, "a model file", KEYS);
    Field test = fields.fields().get("test");
    Field schedule = fields.fields().get("schedule");
    return new ModelFile(
        file,
        part(required(fields, "data"), "a dataset"),
        test == null ? ModelFile.TEST : heldOut(test.value()),
        model(required(fields, "model")),
        part(required(fields, "loss"), "a loss"),
        part(required(fields, "optimizer"), "an optimizer"),
        schedule == null ? null : part(schedule.value(), "a schedule"),
        train(fields.fields().get("train")));
  }

  /** A mapping with no other keys than these. */
  static Fields mapping(YamlNode node, String what, List<String> keys) {
    if (!(node instanceof Fields fields)) {
      throw node.place()
          .fault(
              "%s has the keys %s, but this is %s"
                  .formatted(what, String.join(", ", keys), node.what()));
    }
    fields
        .fields()
        .forEach(
            (key, field) -> {
              if (!keys.contains(key)) {
                String nearest = Words.nearest(key, keys);
                String known = String.join(", ", keys);
                throw field
                    .place()
                    .fault(
                        nearest == null
                            ? "no key '%s'; there are %s".formatted(key, known)
                            : "no key '%s'; did you mean '%s'? There are %s"
                                .formatted(key, nearest, known));
              }
            });
    return fields;
  }

  static YamlNode required(Fields fields, String key) {
    Field field = fields.fields().get(key);
    if (field == null) {
      throw fields.place().fault("the key '%s' is missing".formatted(key));
    }
    return field.value();
  }

  /** {@code relu} or {@code linear: {in_features: 4}}. */
  static Part part(YamlNode node, String what) {
    if (node instanceof Scalar scalar && scalar.value() instanceof String name) {
      return new Part(name, new LinkedHashMap<>(), scalar.place(), Map.of());
    }
    if (!(node instanceof Fields fields) || fields.fields().size() != 1) {
      throw node.place()
          .fault(
              "%s is a name, or a name with options such as 'linear: {in_features: 4}', but this is %s"
                  .formatted(what, node.what()));
    }
    String name = fields.fields().firstEntry().getKey();
    Field named = fields.fields().firstEntry().getValue();
    return switch (named.value()) {
      case Fields options -> part(name, options, named.place());
      case Scalar(@Nullable Object value, Place _) when value == null ->
          new Part(name, new LinkedHashMap<>(), named.place(), Map.of());
      default ->
          throw named
              .value()
              .place()
              .fault(
                  "the options of '%s' are a mapping such as {in_features: 4}, but this is %s"
                      .formatted(name, named.value().what()));
    };
  }

  private static Part part(String name, Fields given, Place place) {
    SequencedMap<String, Object> options = new LinkedHashMap<>();
    Map<String, Place> places = new HashMap<>();
    given
        .fields()
        .forEach(
            (key, field) -> {
              options.put(key, value(field.value()));
              places.put(key, field.place());
            });
    return new Part(name, options, place, places);
  }

  /** What an option can be: a value or a list of values. */
  @SuppressWarnings("NullAway") // an option may be null; its record says whether it accepts that
  private static Object value(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> scalar.value();
      case Items items -> {
        List<Object> values = new ArrayList<>();
        items.items().forEach(item -> values.add(value(item)));
        yield values;
      }
      case Fields fields ->
          throw fields.place().fault("an option is a value or a list of values, not a mapping");
    };
  }

  /** A layer, or a list of them. */
  static LayerNode model(YamlNode node) {
    if (!(node instanceof Items items)) {
      return part(node, "a layer");
    }
    if (items.items().isEmpty()) {
      throw node.place().fault("a list of layers has one or more, but this is empty");
    }
    List<LayerNode> layers = items.items().stream().map(ModelFileReader::model).toList();
    return new LayerNode.Block(layers, node.place());
  }

  private static HeldOut heldOut(YamlNode node) {
    if (node instanceof Scalar scalar && scalar.value() instanceof Number share) {
      if (!(share.doubleValue() > 0 && share.doubleValue() < 1)) {
        throw node.place().fault("test is %s: give a share between 0 and 1".formatted(share));
      }
      return new HeldOut.Share(share.doubleValue());
    }
    if (node instanceof Fields fields && fields.fields().containsKey(EVERY)) {
      YamlNode n = required(mapping(fields, "test", List.of(EVERY)), EVERY);
      if (n instanceof Scalar scalar
          && scalar.value() instanceof Long count
          && count >= 2
          && count <= Integer.MAX_VALUE) {
        return new HeldOut.Every(count.intValue());
      }
      throw n.place().fault("every is %s: give a whole number from 2 on".formatted(n.what()));
    }
    return new HeldOut.Other(
        part(node, "test is a share of the rows, {every: n}, or a dataset; it"));
  }

  private static TrainSettings train(@Nullable Field field) {
    if (field == null) {
      return SECTIONS.create("train", Map.of());
    }
    if (!(field.value() instanceof Fields fields)) {
      throw field
          .value()
          .place()
          .fault("train is a mapping such as {epochs: 20}, but this is " + field.value().what());
    }
    return Making.make(SECTIONS, part("train", fields, field.place()), Path.of(""));
  }
}
