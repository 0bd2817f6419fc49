package dev.crema.examples.torch;

import dev.crema.api.plugin.Catalog;
import dev.crema.api.plugin.OptimizerProvider.OptimizerFactory;
import dev.crema.api.plugin.OptionSchema;
import dev.crema.api.plugin.Plugins;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code nn.Linear}, {@code torch.optim.SGD} and the like: a plugin, whose options are the
 * arguments in their order.
 *
 * @param catalog the plugins of its kind
 * @param name the plugin's
 */
record Constructor(Catalog<?> catalog, String name) {
  private static final Plugins PLUGINS = Plugins.load();

  /** PyTorch's names of options that Crema writes out. */
  private static final Map<String, String> OPTIONS = Map.of("lr", "learning_rate");

  /** A class of PyTorch's; null if there is no such plugin. */
  static @Nullable Constructor of(String namespace, String className) {
    String plain = className.toLowerCase(Locale.ROOT);
    return switch (namespace) {
      case "torch.optim" -> find(PLUGINS.optimizers(), plain);
      case "torch.nn" ->
          plain.endsWith("loss")
              ? find(PLUGINS.losses(), plain.substring(0, plain.length() - 4))
              : find(PLUGINS.layers(), plain);
      default -> null;
    };
  }

  private static @Nullable Constructor find(Catalog<?> catalog, String plain) {
    return catalog.names().stream()
        .filter(name -> name.replace("_", "").equals(plain))
        .map(name -> new Constructor(catalog, name))
        .findFirst()
        .orElse(null);
  }

  Object create(List<Object> arguments, SequencedMap<String, Object> keywords) {
    boolean optimizer = catalog == PLUGINS.optimizers();
    List<Object> own = optimizer ? arguments.subList(1, arguments.size()) : arguments;
    Object made = catalog.create(name, options(own, keywords));
    return optimizer ? ((OptimizerFactory) made).create(parameters(arguments.getFirst())) : made;
  }

  private Map<String, Object> options(
      List<Object> arguments, SequencedMap<String, Object> keywords) {
    List<String> names = catalog.schema(name).stream().map(OptionSchema::name).toList();
    if (arguments.size() > names.size()) {
      throw new Unsupported("%s takes %d arguments".formatted(name, names.size()));
    }
    Map<String, Object> options = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      options.put(names.get(i), option(arguments.get(i)));
    }
    keywords.forEach((key, value) -> options.put(OPTIONS.getOrDefault(key, key), option(value)));
    options.keySet().stream()
        .filter(key -> !names.contains(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw new Unsupported("%s has no option '%s'".formatted(name, key));
            });
    return options;
  }

  private static @Nullable Object option(Object value) {
    return switch (value) {
      case Values.Tuple tuple -> tuple.items();
      case Object none when none == Values.NONE -> null;
      default -> value;
    };
  }

  private static List<Parameter> parameters(Object given) {
    List<Parameter> parameters = new ArrayList<>();
    for (Object each : Arguments.list(given)) {
      parameters.add(
          each instanceof Parameter parameter ? parameter : new Parameter((Tensor) each));
    }
    return parameters;
  }
}
