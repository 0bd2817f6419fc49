package dev.crema.tensor;

import static dev.crema.tensor.FunctionSample.normal;
import static dev.crema.tensor.FunctionSample.on;
import static dev.crema.tensor.Index.at;
import static dev.crema.tensor.Index.ellipsis;
import static dev.crema.tensor.Index.newAxis;
import static dev.crema.tensor.Index.slice;

import java.util.List;

/** Reading and writing at an index. */
final class SubscriptSamples {
  private static final Tensor ROWS = Tensor.of(2L, 0L, -1L);
  private static final Tensor APART = Tensor.of(2L, -3L);
  private static final Tensor COLUMN = Tensor.of(new long[][] {{1}, {0}});
  private static final Tensor MASK = Tensor.of(true, false, true);

  private SubscriptSamples() {}

  private static FunctionSample get(String text, Index... index) {
    return FunctionSample.of(
        "x[" + text + "]",
        in -> in[0].get(index),
        on(normal(1, 3, 4, 5)),
        on(normal(2, 4, 3, 5).transpose(0, 1)),
        on(normal(3, 3, 1, 5).expand(3, 4, 5)),
        on(normal(4, 3, 40, 200)));
  }

  static List<FunctionSample> all() {
    return List.of(
        get("1, ::-2", at(1), slice(null, null, -2)),
        get("..., None, 1:3", ellipsis(), newAxis(), slice(1, 3)),
        get("rows", ROWS),
        get("rows, :, rows", ROWS, Index.all(), ROWS),
        get(":, column, rows", Index.all(), COLUMN, ROWS),
        get("column, 1:, 2", COLUMN, slice(1, null), at(2)),
        get("mask, 0", MASK, at(0)),
        get("5:, rows", slice(5, null), ROWS),
        FunctionSample.of(
            "x[...]", in -> in[0].get(ellipsis()), on(normal(5)), on(normal(6, 0, 3))),
        FunctionSample.of(
            "x[x > 0]",
            in -> in[0].get(in[0].detach().gt(0)),
            on(normal(7, 3, 4)),
            on(normal(8, 200, 100))),
        FunctionSample.of(
            "x[apart, :2] = y",
            in -> in[0].indexPut(in[1], APART, slice(null, 2)),
            on(normal(9, 3, 4), normal(10, 2)),
            on(normal(11, 3, 4), normal(12, 2, 1)),
            on(normal(13, 3, 9000), normal(14))),
        FunctionSample.of("x[mask] = 2", in -> in[0].indexPut(2, MASK), on(normal(15, 3, 4))),
        FunctionSample.of(
            "x[rows] += y",
            in -> in[0].indexPut(in[1], true, ROWS, Index.all()),
            on(normal(16, 3, 4), normal(17, 3, 4)),
            on(normal(18, 3, 9000), normal(19, 1))));
  }
}
