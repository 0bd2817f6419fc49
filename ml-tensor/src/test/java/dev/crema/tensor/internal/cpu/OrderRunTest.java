package dev.crema.tensor.internal.cpu;

import static dev.crema.tensor.internal.cpu.OpCheck.equal;

import dev.crema.tensor.DType;
import dev.crema.tensor.Operand;
import dev.crema.tensor.OrderOp;
import dev.crema.tensor.OrderOp.ScanFn;
import dev.crema.tensor.Storage;
import dev.crema.tensor.internal.cpu.Operands.Lie;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Running totals, running extremes and sorted positions of all dtypes, along each axis, against
 * plain loops over the rows.
 */
class OrderRunTest {
  private static final int OUTER = 3;
  private static final int SIZE = 9;
  private static final int INNER = 4;

  /** Small whole numbers, so that there are ties, and their products are exact. */
  private static Operand operand(DType dtype, Lie lie) {
    Operand x = Operands.of(dtype, lie, 1, OUTER, SIZE, INNER);
    double[] few = Arrays.stream(Operands.read(x)).map(v -> (int) v % 3).toArray();
    return Operands.of(dtype, few, OUTER, SIZE, INNER);
  }

  private static double[] row(double[] values, int row) {
    return IntStream.range(0, SIZE).mapToDouble(i -> values[at(row, i)]).toArray();
  }

  private static int at(int row, int i) {
    return (row / INNER * SIZE + i) * INNER + row % INNER;
  }

  /** What is done with one row. */
  private interface Along {
    double[] apply(double[] row);
  }

  private static double[] along(double[] values, Along body) {
    double[] result = new double[values.length];
    for (int row = 0; row < OUTER * INNER; row++) {
      double[] one = body.apply(row(values, row));
      for (int i = 0; i < SIZE; i++) {
        result[at(row, i)] = one[i];
      }
    }
    return result;
  }

  private static double[] totals(double[] row, boolean sum) {
    double[] totals = row.clone();
    for (int i = 1; i < totals.length; i++) {
      totals[i] = sum ? totals[i - 1] + row[i] : totals[i - 1] * row[i];
    }
    return totals;
  }

  /** Where the last of the greatest so far is; NaN is greater than all, and smaller. */
  private static double[] extremes(double[] row, boolean max) {
    double[] places = new double[row.length];
    for (int i = 1; i < row.length; i++) {
      double best = row[(int) places[i - 1]];
      boolean better = Double.isNaN(row[i]) || (max ? row[i] >= best : row[i] <= best);
      places[i] = better && !(Double.isNaN(best) && !Double.isNaN(row[i])) ? i : places[i - 1];
    }
    return places;
  }

  private static void scans(Operand x) {
    double[] values = Operands.read(x);
    for (boolean first : new boolean[] {true, false}) {
      String what = "%s, first: %s".formatted(x.dtype(), first);
      ScanFn total = first ? ScanFn.CUMSUM : ScanFn.CUMPROD;
      double[] want = along(values, row -> totals(row, first));
      // Whole numbers have one zero only.
      want = x.dtype().isFloating() ? want : Operands.rounded(DType.INT64, want);
      equal(what, OpCheck.values(new OrderOp.Scan(total, 1), x), want);
      ScanFn extreme = first ? ScanFn.CUMMAX : ScanFn.CUMMIN;
      Storage[] found = OpCheck.run(new OrderOp.Scan(extreme, 1), x);
      double[] places = along(values, row -> extremes(row, first));
      double[] best = along(values, row -> chosen(row, extremes(row, first)));
      equal(what, Operands.read(found[0]), best);
      equal(what, Operands.read(found[1]), places);
    }
  }

  private static double[] chosen(double[] row, double[] places) {
    return Arrays.stream(places).map(place -> row[(int) place]).toArray();
  }

  private static void sorts(Operand x) {
    double[] values = Operands.read(x);
    for (boolean descending : new boolean[] {false, true}) {
      Comparator<Double> order = Comparator.naturalOrder();
      Comparator<Double> asked = descending ? order.reversed() : order;
      double[] want =
          along(
              values,
              row ->
                  IntStream.range(0, SIZE)
                      .boxed()
                      // Both zeros are one.
                      .sorted(Comparator.comparing(i -> row[i] + 0.0, asked))
                      .mapToDouble(i -> i)
                      .toArray());
      equal("sort", OpCheck.values(new OrderOp.ArgSort(1, descending), x), want);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyDType(DType dtype) {
    for (Lie lie : Lie.values()) {
      Operand x = operand(dtype, lie);
      scans(x);
      sorts(x);
      double[] values = Operands.read(x);
      int count = (int) Arrays.stream(values).filter(v -> v != 0).count();
      double[] want = new double[3 * count];
      int to = 0;
      for (int i = 0; i < values.length; i++) {
        if (values[i] != 0) {
          int outer = i / (SIZE * INNER);
          want[to++] = outer;
          want[to++] = i / INNER % SIZE;
          want[to++] = i % INNER;
        }
      }
      equal("nonzero", OpCheck.values(new OrderOp.Nonzero(count), x), want);
    }
  }

  @Test
  void notANumber() {
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      double[] values = Operands.read(operand(dtype, Lie.WHOLE));
      for (int i = 5; i < values.length; i += 7) {
        values[i] = Double.NaN;
      }
      Operand x = Operands.of(dtype, values, OUTER, SIZE, INNER);
      scans(x);
      sorts(x);
    }
  }

  /** Axes longer than any that is merged or scanned at once; equals keep their order. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 127, 128, 129, 1000, 4097})
  void longAxes(int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = i * 7919 % 311 - 150;
    }
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64)) {
      Operand x = Operands.of(dtype, values, n);
      for (boolean descending : new boolean[] {false, true}) {
        Comparator<Integer> rising = Comparator.comparingDouble(i -> values[i]);
        double[] want =
            IntStream.range(0, n)
                .boxed()
                .sorted(descending ? rising.reversed() : rising)
                .mapToDouble(i -> i)
                .toArray();
        equal("sort", OpCheck.values(new OrderOp.ArgSort(0, descending), x), want);
        ScanFn extreme = descending ? ScanFn.CUMMAX : ScanFn.CUMMIN;
        Storage places = OpCheck.run(new OrderOp.Scan(extreme, 0), x)[1];
        equal("extremes", Operands.read(places), extremes(values, descending));
      }
      double[] total = totals(values, true);
      equal("totals", OpCheck.values(new OrderOp.Scan(ScanFn.CUMSUM, 0), x), total);
    }
  }
}
