package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Inputs, outputs and gradients that PyTorch computed: a call in its notation, to be made in ours.
 *
 * <p>Gradients are those of the sum over outputs of sum(grad_out[k] * outputs[k]).
 */
final class TorchCases {
  private final List<JsonNode> cases;

  private TorchCases(List<JsonNode> cases) {
    this.cases = cases;
  }

  /** The cases of a file beside this class. */
  static TorchCases read(String file) {
    return at(file);
  }

  /** The cases of a file of {@code golden/}. */
  static TorchCases golden(String file) {
    return at("/golden/" + file);
  }

  private static TorchCases at(String path) {
    try (InputStream in = TorchCases.class.getResourceAsStream(path)) {
      List<JsonNode> cases = new ArrayList<>();
      new ObjectMapper().readTree(in).get("cases").forEach(cases::add);
      return new TorchCases(cases);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those whose call starts like this. */
  TorchCases only(String start) {
    return only(given -> given.call().startsWith(start));
  }

  TorchCases only(Predicate<Case> chosen) {
    return new TorchCases(
        cases.stream().filter(node -> chosen.test(new Case(node, DType.FLOAT64))).toList());
  }

  /** Makes every call in each dtype that has results; the number of cases. */
  int check(Function<Case, Tensor[]> evaluate) {
    for (JsonNode node : cases) {
      for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
        if (node.get("results").has(dtype.toString())) {
          new Case(node, dtype).check(evaluate);
        }
      }
    }
    return cases.size();
  }

  /** One call in one dtype. */
  static final class Case {
    private final JsonNode node;
    private final DType dtype;
    private final List<String> names = new ArrayList<>();
    private final List<Tensor> tensors = new ArrayList<>();

    private Case(JsonNode node, DType dtype) {
      this.node = node;
      this.dtype = dtype;
    }

    String call() {
      return node.get("call").stringValue();
    }

    /** A parameter as it stands in the file; empty where it is missing. */
    String text(String name) {
      JsonNode value = node.path("params").path(name);
      return value.isMissingNode() ? "" : value.toString();
    }

    /** A parameter that is one number for all axes or a list of one each. */
    Ints ints(String name, int count, int missing) {
      JsonNode value = node.path("params").path(name);
      int[] found = new int[count];
      for (int i = 0; i < count; i++) {
        found[i] =
            value.isMissingNode()
                ? missing
                : value.isArray() ? value.get(i).asInt() : value.asInt();
      }
      return Ints.of(found);
    }

    /** An input; float ones require a gradient. */
    Tensor input(String name) {
      int known = names.indexOf(name);
      if (known >= 0) {
        return tensors.get(known);
      }
      Tensor tensor = tensor(node.get("inputs").get(name));
      tensor = tensor.isFloating() ? tensor.requiresGrad(true) : tensor;
      names.add(name);
      tensors.add(tensor);
      return tensor;
    }

    private Tensor tensor(JsonNode given) {
      String type = given.get("dtype").stringValue();
      double[] values = new double[given.get("data").size()];
      for (int i = 0; i < values.length; i++) {
        JsonNode value = given.get("data").get(i);
        values[i] = value.isString() ? Double.parseDouble(value.stringValue()) : value.asDouble();
      }
      int[] sizes = new int[given.get("shape").size()];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = given.get("shape").get(i).asInt();
      }
      boolean floating = type.equals("case") || type.startsWith("float");
      return Tensor.of(values, sizes).to(floating ? dtype : DType.INT64);
    }

    private void check(Function<Case, Tensor[]> evaluate) {
      Tensor[] outputs = evaluate.apply(this);
      JsonNode results = node.get("results").get(dtype.toString());
      List<Tensor> reached = new ArrayList<>();
      List<Tensor> directions = new ArrayList<>();
      for (int k = 0; k < outputs.length; k++) {
        close("output " + k, outputs[k], tensor(results.get("outputs").get(k)));
        if (outputs[k].requiresGrad()) {
          reached.add(outputs[k]);
          directions.add(tensor(node.get("grad_out").get(k)));
        }
      }
      List<Tensor> leaves = tensors.stream().filter(Tensor::requiresGrad).toList();
      List<@Nullable Tensor> found = Autograd.grad(reached, leaves, directions, false, false);
      for (int i = 0; i < leaves.size(); i++) {
        String name = names.get(tensors.indexOf(leaves.get(i)));
        JsonNode expected = results.get("grads").get(name);
        if (expected != null && !expected.isNull()) {
          close("gradient of " + name, found.get(i), tensor(expected));
        }
      }
    }

    private void close(String what, @Nullable Tensor got, Tensor want) {
      assertThat(got).as("%s: %s", node.get("id"), what).isNotNull();
      assertThat(got.shape()).as("%s: %s", node.get("id"), what).isEqualTo(want.shape());
      JsonNode tolerance = node.path("tol").path(dtype.toString());
      double rtol = tolerance.isMissingNode() ? 1e-10 : tolerance.get("rtol").asDouble();
      double atol = tolerance.isMissingNode() ? 1e-10 : tolerance.get("atol").asDouble();
      double[] g = got.toDoubles();
      double[] w = want.toDoubles();
      for (int i = 0; i < g.length; i++) {
        assertThat(Math.abs(g[i] - w[i]) <= atol + rtol * Math.abs(w[i]) || g[i] == w[i])
            .as(
                "%s %s: %s, element %d: %s, PyTorch has %s",
                node.get("id"), dtype, what, i, g[i], w[i])
            .isTrue();
      }
    }
  }
}
