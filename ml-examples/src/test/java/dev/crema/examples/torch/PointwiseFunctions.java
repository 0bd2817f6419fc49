package dev.crema.examples.torch;

import dev.crema.examples.torch.Values.Tuple;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** PyTorch's functions of each element, and conversions of dtype. */
final class PointwiseFunctions {
  private static final Map<String, UnaryOperator<Tensor>> UNARY =
      Map.ofEntries(
          Map.entry("abs", Tensor::abs),
          Map.entry("acos", Tensor::acos),
          Map.entry("acosh", Tensor::acosh),
          Map.entry("asin", Tensor::asin),
          Map.entry("asinh", Tensor::asinh),
          Map.entry("atan", Tensor::atan),
          Map.entry("atanh", Tensor::atanh),
          Map.entry("bitwise_not", Tensor::bitwiseNot),
          Map.entry("ceil", Tensor::ceil),
          Map.entry("cos", Tensor::cos),
          Map.entry("cosh", Tensor::cosh),
          Map.entry("erf", Tensor::erf),
          Map.entry("erfc", Tensor::erfc),
          Map.entry("exp", Tensor::exp),
          Map.entry("exp2", Tensor::exp2),
          Map.entry("expm1", Tensor::expm1),
          Map.entry("floor", Tensor::floor),
          Map.entry("frac", Tensor::frac),
          Map.entry("isfinite", Tensor::isfinite),
          Map.entry("isinf", Tensor::isinf),
          Map.entry("isnan", Tensor::isnan),
          Map.entry("digamma", Tensor::digamma),
          Map.entry("lgamma", Tensor::lgamma),
          Map.entry("log", Tensor::log),
          Map.entry("log10", Tensor::log10),
          Map.entry("log1p", Tensor::log1p),
          Map.entry("log2", Tensor::log2),
          Map.entry("logical_not", Tensor::logicalNot),
          Map.entry("neg", Tensor::neg),
          Map.entry("reciprocal", Tensor::reciprocal),
          Map.entry("relu", Tensor::relu),
          Map.entry("rsqrt", Tensor::rsqrt),
          Map.entry("sigmoid", Tensor::sigmoid),
          Map.entry("sign", Tensor::sign),
          Map.entry("sin", Tensor::sin),
          Map.entry("sinh", Tensor::sinh),
          Map.entry("sqrt", Tensor::sqrt),
          Map.entry("square", Tensor::square),
          Map.entry("tan", Tensor::tan),
          Map.entry("tanh", Tensor::tanh),
          Map.entry("trunc", Tensor::trunc));

  private static final Map<String, BinaryOperator<Tensor>> BINARY =
      Map.ofEntries(
          Map.entry("atan2", Tensor::atan2),
          Map.entry("bitwise_and", Tensor::bitwiseAnd),
          Map.entry("bitwise_left_shift", Tensor::bitwiseLeftShift),
          Map.entry("bitwise_right_shift", Tensor::bitwiseRightShift),
          Map.entry("bitwise_or", Tensor::bitwiseOr),
          Map.entry("bitwise_xor", Tensor::bitwiseXor),
          Map.entry("fmod", Tensor::fmod),
          Map.entry("hypot", Tensor::hypot),
          Map.entry("logaddexp", Tensor::logaddexp),
          Map.entry("logical_and", Tensor::logicalAnd),
          Map.entry("logical_or", Tensor::logicalOr),
          Map.entry("logical_xor", Tensor::logicalXor),
          Map.entry("maximum", Tensor::maximum),
          Map.entry("minimum", Tensor::minimum),
          Map.entry("xlogy", Tensor::xlogy));

  /** Those that are operators too, where a number of Python's may stand for the second tensor. */
  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("eq", "=="),
          Map.entry("floor_divide", "//"),
          Map.entry("ge", ">="),
          Map.entry("gt", ">"),
          Map.entry("le", "<="),
          Map.entry("lt", "<"),
          Map.entry("matmul", "@"),
          Map.entry("mul", "*"),
          Map.entry("ne", "!="),
          Map.entry("pow", "**"),
          Map.entry("remainder", "%"));

  private PointwiseFunctions() {}

  static void define() {
    UNARY.forEach(
        (name, function) -> torch(name + "(input)", a -> function.apply(a.tensor("input"))));
    BINARY.forEach(
        (name, function) ->
            torch(
                name + "(input, other)",
                a -> function.apply(a.tensor("input"), a.tensor("other", a.tensor("input")))));
    OPERATORS.forEach(
        (name, operator) ->
            torch(
                name + "(input, other)",
                a -> Operators.binary(operator, a.get("input"), a.get("other"))));
    sums();
    rest();
    dtypes();
  }

  private static void torch(String signature, java.util.function.Function<Arguments, Object> body) {
    Functions.define("torch", signature, body);
  }

  private static void sums() {
    for (String name : List.of("add", "sub")) {
      String operator = name.equals("add") ? "+" : "-";
      torch(
          name + "(input, other, alpha=1)",
          a -> {
            Object other = a.get("other");
            boolean plain = Long.valueOf(1).equals(a.get("alpha"));
            Object scaled = plain ? other : Operators.binary("*", other, a.get("alpha"));
            return Operators.binary(operator, a.get("input"), scaled);
          });
    }
    torch(
        "div(input, other, rounding_mode=None)",
        a -> {
          Tensor input = a.tensor("input");
          return a.has("rounding_mode")
              ? input.div(a.tensor("other", input), a.string("rounding_mode"))
              : Operators.binary("/", input, a.get("other"));
        });
    torch(
        "addcmul(input, tensor1, tensor2, value=1)",
        a ->
            a.tensor("input").addcmul(a.tensor("tensor1"), a.tensor("tensor2"), a.number("value")));
    torch(
        "addcdiv(input, tensor1, tensor2, value=1)",
        a ->
            a.tensor("input").addcdiv(a.tensor("tensor1"), a.tensor("tensor2"), a.number("value")));
  }

  private static void rest() {
    torch(
        "round(input, decimals=0)",
        a -> {
          int decimals = a.integer("decimals");
          return decimals == 0 ? a.tensor("input").round() : a.tensor("input").round(decimals);
        });
    torch(
        "allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)",
        a ->
            a.tensor("input")
                .isclose(a.tensor("other"), a.number("rtol"), a.number("atol"), a.bool("equal_nan"))
                .all()
                .itemBoolean());
    torch("equal(input, other)", a -> a.tensor("input").equal(a.tensor("other")));
    torch(
        "clamp(input, min=None, max=None)",
        a -> {
          Tensor x = a.tensor("input");
          boolean tensors = a.get("min") instanceof Tensor || a.get("max") instanceof Tensor;
          if (tensors || !x.isFloating()) {
            return x.clamp(
                a.has("min") ? a.tensor("min", x) : null, a.has("max") ? a.tensor("max", x) : null);
          }
          double low = a.has("min") ? a.number("min") : Double.NEGATIVE_INFINITY;
          return x.clamp(low, a.has("max") ? a.number("max") : Double.POSITIVE_INFINITY);
        });
    torch(
        "where(condition, input=None, other=None)",
        a -> {
          if (!a.has("input")) {
            return new Tuple(List.copyOf(a.tensor("condition").nonzero().unbind(1)));
          }
          Object x = a.get("input");
          Object y = a.get("other");
          Tensor one = x instanceof Tensor t ? t : y instanceof Tensor t ? t : Tensor.full(0);
          return Tensor.where(
              a.tensor("condition"), a.tensor("input", one), a.tensor("other", one));
        });
    torch(
        "lerp(input, end, weight)",
        a -> {
          Tensor input = a.tensor("input");
          return input.lerp(a.tensor("end"), a.tensor("weight", input));
        });
    torch("heaviside(input, values)", a -> a.tensor("input").heaviside(a.tensor("values")));
    torch(
        "nan_to_num(input, nan=0.0, posinf=None, neginf=None)",
        a -> {
          Tensor x = a.tensor("input");
          return x.nanToNum(
              a.number("nan"),
              a.has("posinf") ? a.number("posinf") : null,
              a.has("neginf") ? a.number("neginf") : null);
        });
    torch(
        "isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False)",
        a ->
            a.tensor("input")
                .isclose(
                    a.tensor("other"), a.number("rtol"), a.number("atol"), a.bool("equal_nan")));
    torch("polygamma(n, input)", a -> a.tensor("input").polygamma(a.integer("n")));
    Functions.define(
        "Tensor", "polygamma(input, n)", a -> a.tensor("input").polygamma(a.integer("n")));
    Functions.define("torch.special", "gammaln(input)", a -> a.tensor("input").lgamma());
    Functions.define("torch.special", "psi(input)", a -> a.tensor("input").digamma());
    torch("masked_select(input, mask)", a -> a.tensor("input").maskedSelect(a.tensor("mask")));
  }

  private static void dtypes() {
    Functions.define("Tensor", "to(input, dtype)", a -> a.tensor("input").to(a.dtype("dtype")));
    Map<String, DType> names =
        Map.of(
            "float", DType.FLOAT32,
            "double", DType.FLOAT64,
            "half", DType.FLOAT16,
            "bfloat16", DType.BFLOAT16,
            "long", DType.INT64,
            "int", DType.INT32,
            "bool", DType.BOOL);
    names.forEach(
        (name, dtype) ->
            Functions.define("Tensor", name + "(input)", a -> a.tensor("input").to(dtype)));
  }
}
