package dev.crema.examples.torch;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The dtypes of results: a field for each calculation with the dtypes {@code a} and {@code b}. */
record PromotionCase(JsonNode json) implements ReferenceCase {
  private static final Map<String, String> CALCULATIONS =
      Map.ofEntries(
          Map.entry("add", "a + b"),
          Map.entry("sub", "a - b"),
          Map.entry("mul", "a * b"),
          Map.entry("div", "a / b"),
          Map.entry("floordiv", "a // b"),
          Map.entry("pow", "a ** b"),
          Map.entry("add_with_0dim_b", "a + b.sum().to(b.dtype)"),
          Map.entry("lt", "a < b"),
          Map.entry("where", "torch.where(torch.tensor([True, False]), a, b)"),
          Map.entry("cat", "torch.cat([a, b])"),
          Map.entry("inplace_add", "a.add_(b)"),
          Map.entry("add_int_scalar", "a + 2"),
          Map.entry("add_float_scalar", "a + 2.5"),
          Map.entry("add_bool_scalar", "a + True"),
          Map.entry("mul_float_scalar", "a * 2.5"),
          Map.entry("div_int_scalar", "a / 2"),
          Map.entry("cumsum", "torch.cumsum(a, 0)"),
          Map.entry("neg", "-a"),
          Map.entry("invert", "~a"));

  private static final Map<String, String> CREATIONS =
      Map.ofEntries(
          Map.entry("python ints list", "torch.tensor([1, 2])"),
          Map.entry("python floats list", "torch.tensor([1.5, 2.0])"),
          Map.entry("python mixed list", "torch.tensor([1, 2.5])"),
          Map.entry("bools list", "torch.tensor([True, False])"),
          Map.entry("arange ints", "torch.arange(3)"),
          Map.entry("arange floats", "torch.arange(0.0, 3.0)"),
          Map.entry("full int", "torch.full((2,), 3)"),
          Map.entry("full float", "torch.full((2,), 1.5)"),
          Map.entry("full bool", "torch.full((2,), True)"),
          Map.entry("linspace", "torch.linspace(0, 1, 3)"),
          Map.entry("logspace", "torch.logspace(0, 1, 3)"),
          Map.entry("zeros", "torch.zeros(2)"),
          Map.entry("ones", "torch.ones(2)"),
          Map.entry("eye", "torch.eye(2)"),
          Map.entry("rand", "torch.rand(2)"),
          Map.entry("randn", "torch.randn(2)"),
          Map.entry("randint", "torch.randint(0, 5, (2,))"),
          Map.entry("randperm", "torch.randperm(3)"),
          Map.entry("numpy float64", "array"));

  @Override
  public @Nullable String run() {
    if (json.has("what")) {
      String text = CREATIONS.get(json.get("what").asString());
      if (text == null) {
        throw new Unsupported("creation of " + json.get("what").asString());
      }
      Map<String, Object> names = Map.of("array", Tensor.of(new double[] {1.5}));
      return compare(text, names, json.get("dtype").asString());
    }
    Map<String, Object> names = new HashMap<>();
    for (String name : new String[] {"a", "b"}) {
      if (json.has(name)) {
        names.put(name, Tensor.ones(dtype(json.get(name).asString()), Shape.of(2)));
      }
    }
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      String name = field.getKey();
      if (!name.equals("id") && !names.containsKey(name)) {
        String text = CALCULATIONS.getOrDefault(name, "torch.%s(a)".formatted(name));
        String wrong = null;
        try {
          wrong = compare(text, names, field.getValue().asString());
        } catch (Unsupported e) {
          if (!isExcluded(name)) {
            throw e;
          }
        }
        if (wrong != null && !isExcluded(name)) {
          return name + ": " + wrong;
        }
      }
    }
    return null;
  }

  private boolean isExcluded(String field) {
    return Exclusions.reason(json.get("id").asString() + "/" + field) != null;
  }

  private static DType dtype(String name) {
    return DType.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static @Nullable String compare(String text, Map<String, ?> names, String expected) {
    String found;
    try {
      found = ((Tensor) new Evaluator(names).run(text)).dtype().toString();
    } catch (CremaException e) {
      found = "error";
    }
    return found.equals(expected) ? null : "%s instead of %s".formatted(found, expected);
  }
}
