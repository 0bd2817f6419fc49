package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Result dtypes against a table that PyTorch 1.13 made. */
class PromotionTest {
  private static Stream<JsonNode> cases(String prefix) throws IOException {
    try (InputStream in = PromotionTest.class.getResourceAsStream("/golden/dtype_promotion.json")) {
      return new ObjectMapper()
          .readTree(in)
          .get("cases")
          .valueStream()
          .filter(one -> one.get("id").asString().startsWith(prefix));
    }
  }

  static Stream<JsonNode> pairs() throws IOException {
    return cases("promote_");
  }

  static Stream<JsonNode> singles() throws IOException {
    return cases("unary_");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void twoTensors(JsonNode expected) {
    Tensor a = ones(expected, "a");
    Tensor b = ones(expected, "b");
    Map<String, Supplier<Tensor>> calls = new LinkedHashMap<>();
    calls.put("add", () -> a.add(b));
    calls.put("sub", () -> a.sub(b));
    calls.put("mul", () -> a.mul(b));
    calls.put("div", () -> a.div(b));
    calls.put("floordiv", () -> a.floorDivide(b));
    calls.put("pow", () -> a.pow(b));
    calls.put("add_with_0dim_b", () -> a.add(b.get(0)));
    calls.put("lt", () -> a.lt(b));
    calls.put("where", () -> Tensor.where(Tensor.of(true, false), a, b));
    calls.put("cat", () -> Tensor.cat(List.of(a, b), 0));
    check(expected, calls);
  }

  @ParameterizedTest
  @MethodSource("singles")
  void oneTensor(JsonNode expected) {
    Tensor a = ones(expected, "a");
    Map<String, Supplier<Tensor>> calls = new LinkedHashMap<>();
    calls.put("add_int_scalar", () -> a.add(2));
    calls.put("add_float_scalar", () -> a.add(2.5));
    calls.put("mul_float_scalar", () -> a.mul(2.5));
    calls.put("div_int_scalar", () -> a.div(2));
    calls.put("neg", a::neg);
    calls.put("exp", a::exp);
    calls.put("sqrt", a::sqrt);
    calls.put("sum", a::sum);
    calls.put("prod", a::prod);
    calls.put("cumsum", () -> a.cumsum(0));
    calls.put("mean", a::mean);
    calls.put("argmax", a::argmax);
    calls.put("max", a::max);
    calls.put("abs", a::abs);
    calls.put("sigmoid", a::sigmoid);
    calls.put("relu", a::relu);
    calls.put("logical_not", a::logicalNot);
    calls.put("invert", a::bitwiseNot);
    calls.put("square", a::square);
    check(expected, calls);
  }

  private static Tensor ones(JsonNode expected, String name) {
    DType dtype = DType.valueOf(expected.get(name).asString().toUpperCase(Locale.ROOT));
    return Tensor.ones(dtype, 2);
  }

  /** 16-bit floats have some kernels in Crema that PyTorch 1.13 lacked on the CPU. */
  private static void check(JsonNode expected, Map<String, Supplier<Tensor>> calls) {
    boolean half = expected.get("a").asString().endsWith("float16");
    calls.forEach(
        (name, call) -> {
          String want = expected.get(name).asString();
          if (!half || !want.equals("error") || name.equals("invert")) {
            assertThat(dtype(call)).as(name).isEqualTo(want);
          }
        });
  }

  private static String dtype(Supplier<Tensor> call) {
    try {
      return call.get().dtype().toString();
    } catch (CremaException e) {
      return "error";
    }
  }
}
