package dev.crema.config;

import dev.crema.api.plugin.Catalog;
import dev.crema.api.plugin.OptionSchema;
import dev.crema.api.plugin.Plugins;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON schema (draft 2020-12) of model files, of the plugins on the class path: editors check
 * and complete by it.
 */
public final class ModelSchema {
  private final Plugins plugins;

  private ModelSchema(Plugins plugins) {
    this.plugins = plugins;
  }

  /** The schema as nested maps and lists, which a writer of JSON takes. */
  public static Map<String, Object> of(Plugins plugins) {
    return new ModelSchema(plugins).document();
  }

  private Map<String, Object> document() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("data", definition("dataset"));
    keys.put("test", test());
    keys.put("model", definition("model"));
    keys.put("loss", definition("loss"));
    keys.put("optimizer", definition("optimizer"));
    keys.put("schedule", definition("schedule"));
    keys.put("train", options(ModelFileReader.SECTIONS.schema("train")));
    Map<String, Object> definitions = new LinkedHashMap<>();
    definitions.put("dataset", parts(plugins.datasets()));
    definitions.put("layer", parts(plugins.layers()));
    definitions.put("loss", parts(plugins.losses()));
    definitions.put("optimizer", parts(plugins.optimizers()));
    definitions.put("schedule", parts(plugins.schedules()));
    definitions.put("model", Map.of("anyOf", List.of(definition("layer"), layers())));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Crema model file");
    schema.putAll(closed(keys));
    schema.put("required", List.of("data", "model", "loss", "optimizer"));
    schema.put("$defs", definitions);
    return schema;
  }

  private static Map<String, Object> definition(String name) {
    return Map.of("$ref", "#/$defs/" + name);
  }

  private static Map<String, Object> layers() {
    return Map.of("type", "array", "minItems", 1, "items", definition("model"));
  }

  private static Map<String, Object> test() {
    Map<String, Object> share =
        Map.of("type", "number", "exclusiveMinimum", 0, "exclusiveMaximum", 1);
    Map<String, Object> every =
        closed(Map.of(ModelFileReader.EVERY, Map.of("type", "integer", "minimum", 2)));
    return Map.of("anyOf", List.of(share, every, definition("dataset")));
  }

  private static Map<String, Object> closed(Map<String, Object> keys) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("properties", keys);
    object.put("additionalProperties", false);
    return object;
  }

  /** A name alone, where no option is required, or a name with its options. */
  private static Map<String, Object> parts(Catalog<?> catalog) {
    List<String> alone = new ArrayList<>();
    Map<String, Object> named = new LinkedHashMap<>();
    for (String name : catalog.names()) {
      List<OptionSchema> options = catalog.schema(name);
      boolean required = options.stream().anyMatch(OptionSchema::required);
      if (!required) {
        alone.add(name);
      }
      Map<String, Object> mapping = options(options);
      named.put(
          name, required ? mapping : Map.of("anyOf", List.of(mapping, Map.of("type", "null"))));
    }
    Map<String, Object> withOptions = closed(named);
    withOptions.put("minProperties", 1);
    withOptions.put("maxProperties", 1);
    return alone.isEmpty()
        ? withOptions
        : Map.of("anyOf", List.of(Map.of("enum", alone), withOptions));
  }

  private static Map<String, Object> options(List<OptionSchema> options) {
    Map<String, Object> keys = new LinkedHashMap<>();
    options.forEach(option -> keys.put(option.name(), option(option)));
    Map<String, Object> object = closed(keys);
    List<String> required =
        options.stream().filter(OptionSchema::required).map(OptionSchema::name).toList();
    if (!required.isEmpty()) {
      object.put("required", required);
    }
    return object;
  }

  private static Map<String, Object> option(OptionSchema option) {
    List<Object> kinds = new ArrayList<>();
    String type = option.type();
    boolean list = type.startsWith("list of ");
    Map<String, Object> one = scalar(list ? type.substring("list of ".length()) : type);
    kinds.add(one);
    if (list) {
      kinds.add(Map.of("type", "array", "items", one));
    }
    String absent = option.defaultValue();
    if ("null".equals(absent)) {
      kinds.add(Map.of("type", "null"));
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", option.doc() + (absent == null ? "" : "; default " + absent));
    schema.put("anyOf", kinds);
    return schema;
  }

  private static Map<String, Object> scalar(String type) {
    return switch (type) {
      case "int", "long" -> Map.of("type", "integer");
      case "double" -> Map.of("type", "number");
      case "boolean" -> Map.of("type", "boolean");
      case "string" -> Map.of("type", List.of("string", "number"));
      case "path" -> Map.of("type", "string");
      default -> Map.of("enum", List.of(type.substring("one of ".length()).split(", ")));
    };
  }
}
