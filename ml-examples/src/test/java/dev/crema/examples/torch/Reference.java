package dev.crema.examples.torch;

import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A tensor of a reference file.
 *
 * @param shape its shape
 * @param dtype its dtype; null for that under test
 * @param values all values
 */
record Reference(Shape shape, @Nullable DType dtype, double[] values) {

  static Reference of(JsonNode json) {
    int[] shape = json.get("shape").valueStream().mapToInt(JsonNode::asInt).toArray();
    double[] values = json.get("data").valueStream().mapToDouble(Reference::number).toArray();
    String dtype = json.get("dtype").asString();
    return new Reference(
        Shape.of(shape),
        dtype.equals("case") ? null : DType.valueOf(dtype.toUpperCase(Locale.ROOT)),
        values);
  }

  private static double number(JsonNode json) {
    if (json.isBoolean()) {
      return json.asBoolean() ? 1 : 0;
    }
    return json.isString() ? Double.parseDouble(json.asString()) : json.asDouble();
  }

  /** The tensor, in the dtype under test if it has none. */
  Tensor tensor(DType underTest) {
    DType type = dtype == null ? underTest : dtype;
    return type == DType.INT64
        ? Tensor.of(Arrays.stream(values).mapToLong(v -> (long) v).toArray(), shape.toArray())
        : Tensor.of(values, shape.toArray()).to(type);
  }

  /**
   * What is wrong with a result, or null.
   *
   * @param tolerances those of each floating dtype
   */
  @Nullable String compare(Tensor got, JsonNode tolerances) {
    if (!got.shape().equals(shape)) {
      return "shape %s instead of %s".formatted(got.shape(), shape);
    }
    if (got.dtype() != dtype) {
      return "dtype %s instead of %s".formatted(got.dtype(), dtype);
    }
    JsonNode tolerance = got.isFloating() ? tolerances.get(got.dtype().toString()) : null;
    double rtol = tolerance == null ? 0 : tolerance.get("rtol").asDouble();
    double atol = tolerance == null ? 0 : tolerance.get("atol").asDouble();
    double[] found = got.to(DType.FLOAT64).toDoubles();
    for (int i = 0; i < found.length; i++) {
      double allowed = atol + rtol * Math.abs(values[i]);
      boolean same = found[i] == values[i] || (Double.isNaN(found[i]) && Double.isNaN(values[i]));
      boolean finite = Double.isFinite(found[i]) && Double.isFinite(values[i]);
      if (!same && !(finite && Math.abs(found[i] - values[i]) <= allowed)) {
        return "element %d is %s instead of %s".formatted(i, found[i], values[i]);
      }
    }
    return null;
  }
}
