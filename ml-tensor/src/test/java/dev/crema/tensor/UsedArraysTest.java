package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Results in arrays that held NaN before, of sizes about that from which on arrays serve again: a
 * kernel that leaves an element out would show it. The truth is the same work in fresh memory.
 */
@Tag("kernels")
class UsedArraysTest {
  private static final int LEAST = StepScope.WORTHWHILE;

  /** Something done with a column of n numbers. */
  record Work(String name, DType dtype, UnaryOperator<Tensor> body) {
    Work(String name, UnaryOperator<Tensor> body) {
      this(name, DType.FLOAT32, body);
    }

    @Override
    public String toString() {
      return name + " of " + dtype;
    }
  }

  private static Tensor random(long seed, int... shape) {
    return Tensor.randn(new Philox(seed), DType.FLOAT32, Shape.of(shape));
  }

  static List<Work> works() {
    List<Work> works = new ArrayList<>();
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64, DType.INT16)) {
      works.add(new Work("neg", dtype, Tensor::neg));
      works.add(new Work("add", dtype, x -> x.add(x.flip(0))));
      works.add(new Work("copy", dtype, x -> x.flip(0).contiguous()));
      works.add(new Work("where", dtype, x -> Tensor.where(x.gt(0), x, x.flip(0))));
      works.add(new Work("matmul", dtype, x -> x.matmul(x.slice(0, 0, 1))));
      works.add(new Work("empty sums", dtype, x -> empty(x).matmul(empty(x).slice(0, 0, 1).t())));
      works.add(new Work("batches", dtype, UsedArraysTest::batches));
      works.add(new Work("empty batches", dtype, x -> batches(empty(x))));
    }
    works.add(new Work("wide product", x -> x.matmul(random(2, 1, 40))));
    works.add(new Work("softmax", x -> x.expand(x.size(0), 3).softmax(1)));
    works.add(new Work("logSoftmax", x -> x.t().logSoftmax(1)));
    works.add(new Work("layerNorm", UsedArraysTest::layerNorm));
    works.add(new Work("batchNorm", UsedArraysTest::batchNorm));
    works.add(new Work("conv", x -> conv(x, 1, 1)));
    works.add(new Work("padded conv", x -> conv(x, 2, 1)));
    works.add(new Work("conv with gaps", x -> conv(x, 2, 3)));
    works.add(new Work("maxPool", x -> pool(x, WindowOp.WindowFn.MAX, 0)));
    works.add(new Work("padded maxPool", x -> pool(x, WindowOp.WindowFn.MAX, 1)));
    works.add(new Work("sumPool", x -> pool(x, WindowOp.WindowFn.SUM, 1)));
    works.add(new Work("linear", x -> linear(x, random(3, 2, 1))));
    works.add(new Work("empty linear", x -> linear(empty(x), random(3, 2, 0))));
    works.add(new Work("scattered", UsedArraysTest::scattered));
    return works;
  }

  private static Tensor empty(Tensor x) {
    return Tensor.zeros(x.dtype(), x.size(0), 0);
  }

  private static Tensor batches(Tensor x) {
    return x.unsqueeze(1).matmul(x.slice(0, 0, 1).t().unsqueeze(0));
  }

  private static Tensor layerNorm(Tensor x) {
    Composition norm = new Normalizations.LayerNorm(1, 1e-5, false, false);
    return Dispatcher.applyAll(new Composite(norm), x.expand(x.size(0), 2))[0];
  }

  private static Tensor batchNorm(Tensor x) {
    Composition norm = new Normalizations.BatchNorm(1e-5, false, false);
    return Dispatcher.applyAll(new Composite(norm), x.reshape(1, 1, x.size(0)))[0];
  }

  private static Tensor conv(Tensor x, int pad, int gaps) {
    Ints one = Ints.of(1);
    Op op = new ProductOp.Conv(one, Ints.of(pad), Ints.of(pad), one, Ints.of(gaps), 1, 1);
    return Dispatcher.apply(op, x.reshape(1, 1, x.size(0)), random(2, 1, 1, 2));
  }

  private static Tensor pool(Tensor x, WindowOp.WindowFn fn, int pad) {
    Ints ones = Ints.of(1, 1);
    Ints pads = Ints.of(0, pad);
    Op op = new WindowOp.ReduceWindow(fn, Ints.of(1, 2), ones, ones, pads, pads);
    return Dispatcher.applyAll(op, x.reshape(1, 1, x.size(0)))[0];
  }

  private static Tensor linear(Tensor x, Tensor weight) {
    return Dispatcher.apply(new Composite(new Compositions.Linear(UnaryFn.RELU)), x, weight);
  }

  private static Tensor scattered(Tensor x) {
    Tensor places = Tensor.arange(3).unsqueeze(0);
    Op op = new Composite(new WindowOp.Scattered(x.size(0)));
    return Dispatcher.apply(op, x.slice(0, 0, 3).t().contiguous(), places);
  }

  private static void spoil(Tensor result) {
    switch (result.operand().storage().array()) {
      case float[] y -> Arrays.fill(y, Float.NaN);
      case double[] y -> Arrays.fill(y, Double.NaN);
      case long[] y -> Arrays.fill(y, 77);
      case short[] y -> Arrays.fill(y, (short) 77);
      default -> throw new AssertionError(result);
    }
  }

  @ParameterizedTest
  @MethodSource("works")
  void everyElementIsWritten(Work work) {
    for (int n : new int[] {LEAST - 1, LEAST, LEAST + 1, 2 * LEAST + 1}) {
      Tensor x = random(n, n, 1).mul(9).to(work.dtype());
      Tensor want = work.body().apply(x);
      try (StepScope _ = StepScope.open()) {
        spoil(work.body().apply(x));
      }
      try (StepScope _ = StepScope.open()) {
        Tensor got = work.body().apply(x);
        assertThat(got.toDoubles()).as("%s of %d", work, n).isEqualTo(want.toDoubles());
      }
    }
  }

  @Test
  void onlyArraysOfThatSizeServeAgain() {
    for (int n : new int[] {LEAST - 1, LEAST}) {
      Tensor x = random(1, n);
      Object used;
      try (StepScope _ = StepScope.open()) {
        used = x.neg().operand().storage().array();
      }
      try (StepScope _ = StepScope.open()) {
        assertThat(x.neg().operand().storage().array() == used).isEqualTo(n >= LEAST);
      }
    }
  }
}
