package dev.crema.examples.torch;

import dev.crema.examples.torch.Values.Namespace;
import dev.crema.tensor.DType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** PyTorch's functions by namespace and name. */
final class Functions {
  private static final Set<String> SPACES =
      Set.of("torch.nn", "torch.nn.functional", "torch.linalg", "torch.special", "torch.optim");

  /** Other names that PyTorch has for a function. */
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("absolute", "abs"),
          Map.entry("arccos", "acos"),
          Map.entry("arcsin", "asin"),
          Map.entry("arctan", "atan"),
          Map.entry("arctan2", "atan2"),
          Map.entry("clip", "clamp"),
          Map.entry("concat", "cat"),
          Map.entry("concatenate", "cat"),
          Map.entry("divide", "div"),
          Map.entry("expit", "sigmoid"),
          Map.entry("fix", "trunc"),
          Map.entry("gammaln", "lgamma"),
          Map.entry("ger", "outer"),
          Map.entry("greater", "gt"),
          Map.entry("greater_equal", "ge"),
          Map.entry("less", "lt"),
          Map.entry("less_equal", "le"),
          Map.entry("multiply", "mul"),
          Map.entry("negative", "neg"),
          Map.entry("not_equal", "ne"),
          Map.entry("sgn", "sign"),
          Map.entry("subtract", "sub"),
          Map.entry("swapaxes", "transpose"),
          Map.entry("true_divide", "div"));

  private static final Map<String, Signature> ALL = new HashMap<>();

  static {
    PythonFunctions.define();
    PointwiseFunctions.define();
    ActivationFunctions.define();
    ReductionFunctions.define();
    LinalgFunctions.define();
    CreationFunctions.define();
    ShapeFunctions.define();
    IndexFunctions.define();
    LossFunctions.define();
    NetworkFunctions.define();
  }

  private Functions() {}

  /**
   * Adds a function.
   *
   * @param namespace {@code torch}; its functions are methods of tensors too
   * @param signature as {@code clamp(input, min=None, max=None)}
   */
  static void define(String namespace, String signature, Function<Arguments, Object> body) {
    Signature function = Signature.of(signature, body);
    Signature before = ALL.put(namespace + "." + function.plainName(), function);
    if (before != null) {
      throw new IllegalStateException(signature + " is there already");
    }
  }

  /** A function; those of torch are in torch.nn.functional too. */
  static Signature in(String namespace, String given) {
    String name = ALIASES.getOrDefault(given, given);
    for (String space : List.of(namespace, "torch")) {
      Signature found = ALL.get(space + "." + name);
      if (found != null && (space.equals(namespace) || namespace.startsWith("torch."))) {
        return found;
      }
    }
    throw new Unsupported("unknown name %s.%s".formatted(namespace, given));
  }

  static Signature method(String name) {
    Signature own = ALL.get("Tensor." + name);
    return own == null ? in("torch", name) : own;
  }

  /** A function, a dtype, a constant or a namespace. */
  static Object attribute(String namespace, String name) {
    String full = namespace + "." + name;
    if (SPACES.contains(full)) {
      return new Namespace(full);
    }
    DType dtype = namespace.equals("torch") ? Evaluator.dtype(name) : null;
    if (dtype != null) {
      return dtype;
    }
    Constructor constructor = Constructor.of(namespace, name);
    if (constructor != null) {
      return constructor;
    }
    return switch (full) {
      case "math.pi", "torch.pi" -> Math.PI;
      case "math.e" -> Math.E;
      case "math.inf", "torch.inf" -> Double.POSITIVE_INFINITY;
      case "math.nan", "torch.nan" -> Double.NaN;
      default -> in(namespace, name);
    };
  }
}
