package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.random.Philox;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The orders of summation, against plain second implementations, and for any number of threads. */
class OneAnswerTest {
  private static final int CHUNK = 4096;
  private final int threads = Crema.threads();

  @AfterEach
  void restore() {
    Crema.threads(threads);
  }

  private static Tensor random(long seed, int... shape) {
    return Tensor.randn(new Philox(seed), DType.FLOAT32, Shape.of(shape));
  }

  /** 16 lanes over chunks of 4,096, lanes joined by halves, chunks by neighbours. */
  private static float rowSum(float[] x, int from, int n) {
    List<Float> chunks = new ArrayList<>();
    for (int start = 0; start < n || start == 0; start += CHUNK) {
      float[] lane = new float[16];
      for (int i = start; i < Math.min(n, start + CHUNK); i++) {
        lane[(i - start) % 16] += x[from + i];
      }
      chunks.add(halves(lane));
    }
    return neighbours(chunks);
  }

  private static float halves(float[] lane) {
    for (int width = 8; width >= 1; width /= 2) {
      for (int i = 0; i < width; i++) {
        lane[i] += lane[i + width];
      }
    }
    return lane[0];
  }

  private static float neighbours(List<Float> values) {
    List<Float> level = values;
    while (level.size() > 1) {
      List<Float> next = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        next.add(i + 1 < level.size() ? level.get(i) + level.get(i + 1) : level.get(i));
      }
      level = next;
    }
    return level.getFirst();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 100, 4096, 4097, 12_288, 50_001})
  void sumAlongTheLastAxis(int n) {
    Tensor x = random(n, 3, n);
    float[] values = x.toFloats();
    float[] got = x.sum(1).toFloats();
    for (int row = 0; row < 3; row++) {
      assertThat(got[row]).isEqualTo(rowSum(values, row * n, n));
    }
    assertThat((float) x.sum().item()).isEqualTo(rowSum(values, 0, 3 * n));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 4096, 10_000})
  void sumAlongAnotherAxis(int n) {
    Tensor x = random(n, n, 3);
    float[] values = x.toFloats();
    float[] got = x.sum(0).toFloats();
    for (int column = 0; column < 3; column++) {
      List<Float> chunks = new ArrayList<>();
      for (int start = 0; start < n; start += CHUNK) {
        float total = 0;
        for (int i = start; i < Math.min(n, start + CHUNK); i++) {
          total += values[i * 3 + column];
        }
        chunks.add(total);
      }
      assertThat(got[column]).isEqualTo(neighbours(chunks));
    }
  }

  @Test
  void axesApartAreMovedToTheEnd() {
    Tensor x = random(3, 4, 5, 6);
    Tensor moved = x.permute(1, 0, 2).contiguous().reshape(5, 24);
    assertThat(x.sum(0, 2).equal(moved.sum(1))).isTrue();
  }

  @Test
  void stridesDoNotMatter() {
    Tensor x = random(4, 300, 70);
    Tensor strided = x.t().contiguous().t();
    assertThat(strided.isContiguous()).isFalse();
    assertThat(strided.sum(0).equal(x.sum(0))).isTrue();
    assertThat(strided.sum(1).equal(x.sum(1))).isTrue();
    assertThat(strided.exp().equal(x.exp())).isTrue();
    Tensor w = random(5, 70, 40);
    Tensor stridedW = w.t().contiguous().t();
    assertThat(strided.matmul(stridedW).equal(x.matmul(w))).isTrue();
  }

  /** Rows of which each is one element, repeated without a copy. */
  @Test
  void repeatedElementsAreReadAgain() {
    Tensor column = random(4, 3, 1);
    for (int width : new int[] {2, 63, 64, 5000}) {
      Tensor rows = column.expand(3, width);
      Tensor copy = Tensor.of(rows.toFloats(), 3, width);
      assertThat(rows.exp().equal(copy.exp())).isTrue();
      assertThat(rows.to(DType.FLOAT64).neg().equal(copy.to(DType.FLOAT64).neg())).isTrue();
      assertThat(rows.gt(0).logicalNot().equal(copy.gt(0).logicalNot())).isTrue();
      assertThat(rows.contiguous().equal(copy)).isTrue();
      Tensor whole = column.to(DType.FLOAT64).expand(3, width);
      assertThat(whole.tanh().equal(copy.to(DType.FLOAT64).tanh())).isTrue();
    }
  }

  /** A fused chain over k from 0, in chunks of 4,096 joined by neighbours. */
  private static float chain(float[] a, int row, float[] b, int column, int n, int k) {
    List<Float> chunks = new ArrayList<>();
    for (int start = 0; start < k || start == 0; start += CHUNK) {
      float total = 0;
      for (int p = start; p < Math.min(k, start + CHUNK); p++) {
        total = Math.fma(a[row * k + p], b[p * n + column], total);
      }
      chunks.add(total);
    }
    return neighbours(chunks);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 100, 4096, 9001})
  void matmulIsAChainOverK(int k) {
    for (int[] size : new int[][] {{1, 2}, {3, 5}, {70, 9}}) {
      int m = size[0];
      int n = size[1];
      Tensor a = random(k, m, k);
      Tensor b = random(k + 1, k, n);
      float[] x = a.toFloats();
      float[] y = b.toFloats();
      float[] got = a.matmul(b).toFloats();
      for (int i = 0; i < m; i += 7) {
        for (int j = 0; j < n; j++) {
          assertThat(got[i * n + j]).isEqualTo(chain(x, i, y, j, n, k));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 17, 4096, 5000})
  void matrixTimesVectorIsAReduction(int k) {
    Tensor a = random(k, 3, k);
    Tensor b = random(k + 1, k);
    float[] x = a.toFloats();
    float[] y = b.toFloats();
    float[] got = a.matmul(b).toFloats();
    for (int row = 0; row < 3; row++) {
      List<Float> chunks = new ArrayList<>();
      for (int start = 0; start < k; start += CHUNK) {
        float[] lane = new float[16];
        for (int p = start; p < Math.min(k, start + CHUNK); p++) {
          lane[(p - start) % 16] = Math.fma(x[row * k + p], y[p], lane[(p - start) % 16]);
        }
        chunks.add(halves(lane));
      }
      assertThat(got[row]).isEqualTo(neighbours(chunks));
    }
  }

  @Test
  void threadsDoNotMatter() {
    Tensor x = random(1, 700, 301);
    Tensor w = random(2, 301, 130);
    List<Supplier<Tensor>> works =
        List.of(
            () -> x.matmul(w),
            () -> x.t().matmul(x),
            () -> x.sum(),
            () -> x.sum(0),
            () -> x.sum(1),
            () -> x.tanh().mul(x).add(1),
            () -> x.t().gelu().softmax(0),
            () -> x.argmax(0),
            () -> x.cumsum(0),
            () -> x.var(0));
    for (Supplier<Tensor> work : works) {
      Crema.threads(1);
      Tensor alone = work.get();
      for (int count : new int[] {2, 5}) {
        Crema.threads(count);
        assertThat(work.get().equal(alone)).isTrue();
      }
    }
  }

  @Test
  void aFailureInAWorkerReachesTheCaller() {
    Crema.threads(3);
    Tensor x = Tensor.zeros(DType.INT64, 200_000);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> x.add(1).floorDivide(x))
        .isInstanceOf(CremaException.class)
        .hasMessage("floorDivide of integers: / by zero");
  }
}
