package dev.crema.examples.torch;

import dev.crema.examples.torch.Values.Tuple;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A call, its inputs, and the outputs and gradients that PyTorch gives. */
record OperatorCase(JsonNode json) implements ReferenceCase {

  @Override
  public @Nullable String run() {
    for (Map.Entry<String, JsonNode> result : json.get("results").properties()) {
      DType dtype = DType.valueOf(result.getKey().toUpperCase(Locale.ROOT));
      String wrong = run(dtype, result.getValue());
      if (wrong != null) {
        return dtype + ": " + wrong;
      }
    }
    return null;
  }

  private @Nullable String run(DType dtype, JsonNode result) {
    JsonNode gradients = result.get("grads");
    Map<String, Object> names = new HashMap<>();
    Map<String, Tensor> leaves = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> input : json.get("inputs").properties()) {
      Tensor value = Reference.of(input.getValue()).tensor(dtype);
      if (gradients != null && gradients.has(input.getKey())) {
        value = value.requiresGrad(true);
        leaves.put(input.getKey(), value);
      } else if (value.isFloating()) {
        // running statistics are written by what is called
        value = new Buffer(value);
      }
      names.put(input.getKey(), value);
    }
    List<Tensor> outputs = outputs(new Evaluator(names).run(json.get("call").asString()));
    JsonNode expected = result.get("outputs");
    if (outputs.size() != expected.size()) {
      return "%d outputs instead of %d".formatted(outputs.size(), expected.size());
    }
    JsonNode tolerances = json.get("tol");
    for (int i = 0; i < outputs.size(); i++) {
      String wrong = Reference.of(expected.get(i)).compare(outputs.get(i), tolerances);
      if (wrong != null) {
        return "output %d: %s".formatted(i, wrong);
      }
    }
    return leaves.isEmpty() ? null : gradients(leaves, outputs, gradients, dtype);
  }

  private static List<Tensor> outputs(Object value) {
    return switch (value) {
      case Tensor tensor -> List.of(tensor);
      case Tuple tuple -> tuple.items().stream().flatMap(each -> outputs(each).stream()).toList();
      case List<?> list -> list.stream().flatMap(each -> outputs(each).stream()).toList();
      case Long whole -> List.of(Tensor.of(new long[] {whole}).reshape());
      case Boolean bool -> List.of(Tensor.of(new boolean[] {bool}).reshape());
      default -> throw new Unsupported("%s is no result".formatted(value));
    };
  }

  /** Of the sum of the outputs times the given upstream gradients. */
  private @Nullable String gradients(
      Map<String, Tensor> leaves, List<Tensor> outputs, JsonNode expected, DType dtype) {
    List<Tensor> differentiable = new ArrayList<>();
    List<Tensor> upstream = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      JsonNode given = json.get("grad_out").get(i);
      if (outputs.get(i).requiresGrad() && given != null && !given.isNull()) {
        differentiable.add(outputs.get(i));
        upstream.add(Reference.of(given).tensor(dtype).to(outputs.get(i).dtype()));
      }
    }
    List<@Nullable Tensor> found =
        Autograd.grad(differentiable, List.copyOf(leaves.values()), upstream, false, false);
    int at = 0;
    for (String name : leaves.keySet()) {
      Tensor gradient = found.get(at++);
      JsonNode wanted = expected.get(name);
      String wrong;
      if (wanted.isNull()) {
        wrong = gradient == null ? null : "there is one, and PyTorch has none";
      } else if (gradient == null) {
        wrong = "there is none";
      } else {
        wrong = Reference.of(wanted).compare(gradient, json.get("tol"));
      }
      if (wrong != null) {
        return "gradient of %s: %s".formatted(name, wrong);
      }
    }
    return null;
  }
}
