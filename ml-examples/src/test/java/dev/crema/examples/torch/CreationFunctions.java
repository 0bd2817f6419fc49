package dev.crema.examples.torch;

import dev.crema.examples.torch.Values.Tuple;
import dev.crema.tensor.Crema;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** PyTorch's ways to make a tensor. */
final class CreationFunctions {
  private CreationFunctions() {}

  static void define() {
    torch("zeros(*size, dtype=None)", a -> Tensor.zeros(dtype(a), size(a)));
    torch("ones(*size, dtype=None, requires_grad=False)", CreationFunctions::ones);
    torch("empty(*size, dtype=None)", a -> Tensor.zeros(dtype(a), size(a)));
    for (String name : List.of("zeros", "ones", "empty")) {
      torch(
          name + "_like(input, dtype=None)",
          a -> Tensor.full(like(a), name.equals("ones") ? 1L : 0L, a.tensor("input").shape()));
    }
    torch(
        "full(size, fill_value, dtype=None)",
        a ->
            full(
                a,
                a.has("dtype") ? a.dtype("dtype") : tensor(a.get("fill_value")).dtype(),
                size(a)));
    torch(
        "full_like(input, fill_value, dtype=None)",
        a -> full(a, like(a), a.tensor("input").shape()));
    torch(
        "eye(n, m=None, dtype=None)",
        a -> Tensor.eye(dtype(a), a.integer("n"), a.integer(a.has("m") ? "m" : "n")));
    torch(
        "logspace(start, end, steps, base=10.0, dtype=None)",
        a ->
            Tensor.logspace(
                dtype(a),
                a.number("start"),
                a.number("end"),
                a.integer("steps"),
                a.number("base")));
    random();
    torch(
        "linspace(start, end, steps, dtype=None)",
        a -> Tensor.linspace(dtype(a), a.number("start"), a.number("end"), a.integer("steps")));
    torch("tensor(data, dtype=None, requires_grad=False)", CreationFunctions::tensor);
    Functions.define(
        "Tensor",
        "backward(input, gradient=None, retain_graph=False, create_graph=False)",
        a -> {
          Tensor gradient = a.has("gradient") ? a.tensor("gradient") : null;
          a.tensor("input").backward(gradient, a.bool("retain_graph"), a.bool("create_graph"));
          return Values.NONE;
        });
    Functions.define(
        "Tensor",
        "requires_grad_(input, requires_grad=True)",
        a -> a.tensor("input").requiresGrad(a.bool("requires_grad")));
    torch("arange(start, end=None, step=1, dtype=None)", CreationFunctions::arange);
  }

  private static void torch(String signature, Function<Arguments, Object> body) {
    Functions.define("torch", signature, body);
  }

  private static DType dtype(Arguments a) {
    return a.has("dtype") ? a.dtype("dtype") : DType.FLOAT32;
  }

  private static Shape size(Arguments a) {
    return Shape.of(a.integers("size"));
  }

  private static DType like(Arguments a) {
    return a.has("dtype") ? a.dtype("dtype") : a.tensor("input").dtype();
  }

  private static Tensor full(Arguments a, DType dtype, Shape shape) {
    return a.get("fill_value") instanceof Long whole
        ? Tensor.full(dtype, (long) whole, shape)
        : Tensor.full(dtype, a.number("fill_value"), shape);
  }

  private static void random() {
    torch("rand(*size, dtype=None)", a -> Tensor.rand(Crema.generator(), dtype(a), size(a)));
    torch("randn(*size, dtype=None)", a -> Tensor.randn(Crema.generator(), dtype(a), size(a)));
    torch(
        "rand_like(input, dtype=None)",
        a -> Tensor.rand(Crema.generator(), like(a), a.tensor("input").shape()));
    torch(
        "randn_like(input, dtype=None)",
        a -> Tensor.randn(Crema.generator(), like(a), a.tensor("input").shape()));
    torch(
        "randint(low, high=None, size=None)",
        a -> {
          // torch.randint(high, size)
          boolean two = !(a.get("high") instanceof Long);
          Object size = two && a.has("high") ? a.get("high") : a.get("size");
          long low = two ? 0 : a.integer("low");
          long high = two ? a.integer("low") : a.integer("high");
          return Tensor.randint(Crema.generator(), low, high, Shape.of(Arguments.integers(size)));
        });
    torch("randperm(n)", a -> Tensor.randperm(Crema.generator(), a.integer("n")));
  }

  private static Tensor ones(Arguments a) {
    Tensor ones = Tensor.ones(dtype(a), size(a));
    return a.bool("requires_grad") ? ones.requiresGrad(true) : ones;
  }

  private static Tensor arange(Arguments a) {
    boolean one = !a.has("end");
    Object from = one ? (Object) 0L : a.get("start");
    Object to = one ? a.get("start") : a.get("end");
    boolean whole = from instanceof Long && to instanceof Long && a.get("step") instanceof Long;
    Tensor range =
        whole
            ? Tensor.arange((Long) from, (Long) to, (Long) a.get("step"))
            : Tensor.arange(
                dtype(a), Arguments.number(from), Arguments.number(to), a.number("step"));
    return a.has("dtype") ? range.to(a.dtype("dtype")) : range;
  }

  private static Tensor tensor(Arguments a) {
    Tensor tensor = tensor(a.get("data"), a.has("dtype") ? a.dtype("dtype") : null);
    return a.bool("requires_grad") ? tensor.requiresGrad(true) : tensor;
  }

  static Tensor tensor(Object data) {
    return tensor(data, null);
  }

  /** Nested lists of numbers, by default int64, bool, or float32 if one of them has a point. */
  private static Tensor tensor(Object data, @Nullable DType dtype) {
    List<Integer> shape = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    flatten(data, 0, shape, values);
    DType own =
        values.stream().anyMatch(Double.class::isInstance) || values.isEmpty()
            ? DType.FLOAT32
            : values.stream().allMatch(Boolean.class::isInstance) ? DType.BOOL : DType.INT64;
    int[] sizes = shape.stream().mapToInt(Integer::intValue).toArray();
    double[] numbers = values.stream().mapToDouble(Arguments::number).toArray();
    return Tensor.of(numbers, sizes).to(dtype == null ? own : dtype);
  }

  private static void flatten(Object data, int depth, List<Integer> shape, List<Object> values) {
    if (!(data instanceof List) && !(data instanceof Tuple)) {
      values.add(data);
      return;
    }
    List<Object> items = Arguments.list(data);
    if (shape.size() == depth) {
      shape.add(items.size());
    }
    items.forEach(item -> flatten(item, depth + 1, shape, values));
  }
}
