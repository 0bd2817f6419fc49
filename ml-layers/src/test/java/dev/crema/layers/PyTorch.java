package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.Catalog;
import dev.crema.api.plugin.OptionSchema;
import dev.crema.api.plugin.Plugins;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Evaluates PyTorch's constructors and functions with the providers on the class path. */
record PyTorch(DType dtype, Map<String, Tensor> variables) {
  private static final Plugins PLUGINS = Plugins.load();
  private static final Map<String, String> LOSSES =
      Map.of(
          "mse_loss", "mse",
          "binary_cross_entropy", "bce",
          "binary_cross_entropy_with_logits", "bce_with_logits",
          "nll_loss", "nll",
          "cross_entropy", "cross_entropy");

  PyTorch(DType dtype) {
    this(dtype, new HashMap<>());
  }

  /** Whether every function in a text is provided here. */
  static boolean provides(String text) {
    try {
      return provides(PythonCall.parse(text));
    } catch (PythonCall.Unreadable e) {
      return false;
    }
  }

  private static boolean provides(Object value) {
    if (!(value instanceof PythonCall call)) {
      return true;
    }
    return call.function().matches("(torch|F|nn)\\.\\w+")
        && (call.simpleName().equals("tensor")
            || call.simpleName().equals("Sequential")
            || LOSSES.containsKey(call.simpleName())
            || layer(call).isPresent())
        && call.positional().stream().allMatch(PyTorch::provides)
        && call.named().values().stream().allMatch(PyTorch::provides);
  }

  private static Optional<String> layer(PythonCall call) {
    return PLUGINS.layers().names().stream()
        .filter(name -> plain(name).equals(plain(call.simpleName())))
        .findFirst();
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** A module: {@code nn.Linear(4, 3, bias=False)}. */
  Module module(String constructor) {
    return module((PythonCall) PythonCall.parse(constructor));
  }

  private Module module(PythonCall call) {
    if (call.simpleName().equals("Sequential")) {
      return new Sequential(
          call.positional().stream().map(part -> module((PythonCall) part)).toList());
    }
    return layer(call, 0);
  }

  private Module layer(PythonCall call, int from) {
    String name = layer(call).orElseThrow();
    List<String> names = names(PLUGINS.layers(), name);
    Map<String, Object> options = call.options(from, names);
    if (names.contains("dtype")) {
      options.put("dtype", dtype.toString());
    }
    return PLUGINS.layers().create(name, options);
  }

  private static List<String> names(Catalog<?> catalog, String name) {
    return catalog.schema(name).stream().map(OptionSchema::name).toList();
  }

  /** A tensor: {@code F.nll_loss(F.log_softmax(x, dim=1), y, weight=w)}. */
  Tensor tensor(String expression) {
    return tensor(PythonCall.parse(expression));
  }

  private Tensor tensor(Object value) {
    return switch (value) {
      case PythonCall.Name name -> variables.get(name.text());
      case PythonCall call when call.simpleName().equals("tensor") ->
          Tensor.of(
              ((List<?>) call.positional().getFirst())
                  .stream().mapToLong(item -> (Long) item).toArray());
      case PythonCall call when LOSSES.containsKey(call.simpleName()) -> loss(call);
      case PythonCall call -> layer(call, 1).apply(tensor(call.positional().getFirst()));
      default -> throw new AssertionError(value);
    };
  }

  private Tensor loss(PythonCall call) {
    Map<String, Object> options = call.options(2, List.of());
    options.replaceAll((key, value) -> value instanceof PythonCall.Name n ? list(n) : value);
    return PLUGINS
        .losses()
        .create(LOSSES.get(call.simpleName()), options)
        .apply(tensor(call.positional().get(0)), tensor(call.positional().get(1)));
  }

  private List<Double> list(PythonCall.Name name) {
    return Arrays.stream(variables.get(name.text()).toDoubles()).boxed().toList();
  }
}
