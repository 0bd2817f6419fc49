package dev.crema.examples.torch;

import dev.crema.examples.torch.Values.Tuple;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;

/** Python's own functions, and those of its {@code math}. */
final class PythonFunctions {
  private static final Map<String, DoubleUnaryOperator> MATH =
      Map.of(
          "sqrt", StrictMath::sqrt,
          "exp", StrictMath::exp,
          "log", StrictMath::log,
          "sin", StrictMath::sin,
          "cos", StrictMath::cos,
          "tanh", StrictMath::tanh);

  private PythonFunctions() {}

  static void define() {
    MATH.forEach(
        (name, function) ->
            Functions.define("math", name + "(x)", a -> function.applyAsDouble(a.number("x"))));
    Functions.define("builtins", "tuple(items)", a -> new Tuple(Arguments.list(a.get("items"))));
    Functions.define("builtins", "list(items)", a -> Arguments.list(a.get("items")));
    Functions.define(
        "builtins",
        "float(x)",
        a ->
            a.get("x") instanceof String text
                ? (Object) Double.valueOf(text.replace("inf", "Infinity").replace("nan", "NaN"))
                : a.number("x"));
    Functions.define("builtins", "int(x)", a -> (long) a.number("x"));
    Functions.define("builtins", "bool(x)", a -> a.number("x") != 0);
    Functions.define("builtins", "len(x)", a -> length(a.get("x")));
    Functions.define(
        "builtins",
        "range(stop)",
        a -> List.<Object>copyOf(LongStream.range(0, a.integer("stop")).boxed().toList()));
  }

  private static long length(Object value) {
    return value instanceof Tensor tensor ? tensor.size(0) : Arguments.list(value).size();
  }
}
