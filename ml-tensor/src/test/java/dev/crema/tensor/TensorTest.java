package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crema.functional.F;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a tensor is, its views, and the refusals at the door; expected values are NumPy's. */
class TensorTest {
  @Test
  void javaTypesDecideTheDtype() {
    assertThat(Tensor.of(1f, 2f).dtype()).isEqualTo(DType.FLOAT32);
    assertThat(Tensor.of(1.0, 2.0).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(Tensor.of(1, 2).dtype()).isEqualTo(DType.INT32);
    assertThat(Tensor.of(1L, 2L).dtype()).isEqualTo(DType.INT64);
    assertThat(Tensor.of(new short[][] {{1}, {2}}).dtype()).isEqualTo(DType.INT16);
    assertThat(Tensor.of(new byte[] {1}).dtype()).isEqualTo(DType.INT8);
    assertThat(Tensor.of(true, false).dtype()).isEqualTo(DType.BOOL);
    assertThat(Tensor.of(3.5).shape()).isEqualTo(Shape.of());
    assertThat(Tensor.of(new float[0][4]).shape()).isEqualTo(Shape.of(0, 0));
  }

  @Test
  void arraysAreCopied() {
    float[] values = {1, 2};
    Tensor x = Tensor.of(values);
    values[0] = 9;
    assertThat(x.toFloats()).containsExactly(1, 2);
    x.toFloats()[0] = 7;
    assertThat(x.toFloats()).containsExactly(1, 2);
  }

  @Test
  void nestedArraysGoInAndOut() {
    double[][][] values = {{{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, 12}}};
    Tensor x = Tensor.of(values);
    assertThat(x.shape()).isEqualTo(Shape.of(2, 2, 3));
    assertThat((double[][][]) x.toArray()).isDeepEqualTo(values);
    assertThat((double[][]) x.permute(2, 0, 1).get(1).toArray())
        .isDeepEqualTo(new double[][] {{2, 5}, {8, 11}});
  }

  @Test
  void raggedAndStrangeArraysAreRefused() {
    assertThatThrownBy(() -> Tensor.of(new int[][] {{1, 2}, {3}}))
        .hasMessage(
            "Tensor.of was given a ragged array: 1 elements along axis 1 where the first has 2");
    assertThatThrownBy(() -> Tensor.of("text"))
        .hasMessage("Tensor.of takes Java numbers, booleans and nested arrays of them, not String");
    assertThatThrownBy(() -> Tensor.of(new float[] {1, 2, 3}, 2, 2))
        .hasMessage("3 values were given for shape (2, 2), which has 4 elements");
  }

  @Test
  void indexingAsInNumPy() {
    Tensor row = Tensor.of(1, 2, 3, 4, 5);
    assertThat(row.get(0).item()).isEqualTo(1);
    assertThat(row.get(-1).item()).isEqualTo(5);
    assertThat(row.slice(0, 1, 4).toInts()).containsExactly(2, 3, 4);
    assertThat(row.slice(0, -2, 99).toInts()).containsExactly(4, 5);
    assertThat(row.slice(0, 4, 0, -2).toInts()).containsExactly(5, 3);
    assertThat(row.flip(0).toInts()).containsExactly(5, 4, 3, 2, 1);
    Tensor square = Tensor.arange(1, 10, 1).reshape(3, 3);
    assertThat(square.select(1, 1).toLongs()).containsExactly(2, 5, 8);
    assertThat(square.get(1, 2).itemLong()).isEqualTo(6);
    assertThatThrownBy(() -> square.get(3))
        .hasMessage("index 3 is out of range for axis 0 of shape (3, 3): give -3 to 2");
    assertThatThrownBy(() -> square.get(0, 0, 0))
        .hasMessage("get: 3 indices were given for the 2 axes of shape (3, 3)");
  }

  @Test
  void viewsShareStorageAndCopyOnlyWhereTheyMust() {
    Tensor x = Tensor.arange(24).reshape(2, 3, 4);
    Tensor swapped = x.transpose(0, 1);
    assertThat(swapped.operand().storage()).isSameAs(x.operand().storage());
    assertThat(swapped.strides()).containsExactly(4, 12, 1);
    assertThat(swapped.reshape(3, 2, 2, 2).operand().storage()).isSameAs(x.operand().storage());
    assertThat(swapped.reshape(6, 4).operand().storage()).isNotSameAs(x.operand().storage());
    assertThat(swapped.reshape(24).toLongs())
        .containsExactly(
            0, 1, 2, 3, 12, 13, 14, 15, 4, 5, 6, 7, 16, 17, 18, 19, 8, 9, 10, 11, 20, 21, 22, 23);
    assertThat(x.expand(5, 2, 3, 4).strides()).containsExactly(0, 12, 4, 1);
    assertThat(Tensor.ones(1, 3).expand(4, -1).shape()).isEqualTo(Shape.of(4, 3));
  }

  @Test
  void shapesAsInPyTorch() {
    Tensor x = Tensor.zeros(2, 1, 3, 1);
    assertThat(x.squeeze().shape()).isEqualTo(Shape.of(2, 3));
    assertThat(x.squeeze(1).shape()).isEqualTo(Shape.of(2, 3, 1));
    assertThat(x.squeeze(0)).isSameAs(x);
    assertThat(x.unsqueeze(-1).shape()).isEqualTo(Shape.of(2, 1, 3, 1, 1));
    assertThat(x.flatten(1, 2).shape()).isEqualTo(Shape.of(2, 3, 1));
    assertThat(x.flatten().shape()).isEqualTo(Shape.of(6));
    assertThat(Tensor.arange(100).reshape(1, -1).shape()).isEqualTo(Shape.of(1, 100));
    assertThat(Tensor.arange(7).split(3, 0)).hasSize(3);
    assertThat(Tensor.arange(7).chunk(2, 0).get(1).toLongs()).containsExactly(4, 5, 6);
    assertThatThrownBy(() -> Tensor.arange(7).reshape(2, -1))
        .hasMessage(
            "reshape: the 7 elements of shape (7,) cannot be divided by 2 to find the size for -1");
    assertThat(Tensor.arange(6).reshape(2, 3).view(3, -1).shape()).isEqualTo(Shape.of(3, 2));
    assertThatThrownBy(() -> Tensor.zeros(2, 3).t().view(6))
        .hasMessage(
            "view: the elements of shape (3, 2) with strides [1, 3] cannot be read as (6,) without"
                + " a copy: reshape makes one");
    assertThatThrownBy(() -> Tensor.arange(0, 5, -1))
        .hasMessage("arange: from 0.0 to 5.0 by -1.0: the step leads away from the end");
    assertThatThrownBy(() -> Tensor.of(2L, 3L).pow(-1))
        .hasMessage("pow: int64 to the power of -1 is no integer; cast with to(FLOAT32)");
    assertThatThrownBy(() -> Tensor.zeros(2, 3).reshape(4))
        .hasMessage("reshape: shape (2, 3) has 6 elements, (4,) would have 4");
    assertThatThrownBy(() -> Tensor.zeros(2, 3).sum(2))
        .hasMessage("axis 2 is not one of the 2 axes of shape (2, 3): give -2 to 1");
    assertThatThrownBy(() -> Tensor.zeros(2, -3)).hasMessageContaining("negative size");
  }

  /** The six shape pairs of a notebook on broadcasting. */
  @Test
  void broadcasting() {
    int[][][] pairs = {
      {{3, 4}, {4}, {3, 4}},
      {{3, 4}, {1, 4}, {3, 4}},
      {{3, 1}, {1}, {3, 1}},
      {{3, 4}, {3, 1}, {3, 4}},
      {{3, 1}, {1, 4}, {3, 4}},
      {{3, 4}, {}, {3, 4}}
    };
    for (int[][] pair : pairs) {
      Tensor a = Tensor.ones(pair[0]);
      Tensor b = Tensor.full(2, pair[1]);
      for (Tensor result : List.of(a.add(b), a.sub(b), a.mul(b), a.div(b))) {
        assertThat(result.shape()).isEqualTo(Shape.of(pair[2]));
      }
      assertThat(a.add(b).toFloats()).containsOnly(3f);
    }
    assertThatThrownBy(() -> Tensor.ones(3, 4).add(Tensor.ones(3)))
        .hasMessage(
            "add: shapes (3, 4) and (3,) do not broadcast: sizes 4 and 3 at axis -1 are neither"
                + " equal nor 1");
  }

  @Test
  void products() {
    Tensor a = Tensor.of(1f, 2, 3);
    Tensor b = Tensor.of(4f, 5, 6);
    assertThat(a.add(b).toFloats()).containsExactly(5, 7, 9);
    assertThat(a.mul(b).toFloats()).containsExactly(4, 10, 18);
    assertThat(a.dot(b).item()).isEqualTo(32);
    assertThat(a.outer(b).shape()).isEqualTo(Shape.of(3, 3));
    assertThat(Tensor.of(new int[][] {{1, 2}, {3, 4}}).matmul(Tensor.of(5, 6)).toInts())
        .containsExactly(17, 39);
    assertThatThrownBy(() -> Tensor.ones(2, 3).matmul(Tensor.ones(2, 3)))
        .hasMessage(
            "matmul: (2, 3) times (2, 3): the 3 columns of the left must be as many as the 2 rows"
                + " of the right");
    assertThatThrownBy(() -> Tensor.ones(2, 3).matmul(Tensor.ones(DType.FLOAT64, 3, 2)))
        .hasMessage("matmul: the operands are float32 and float64; cast one of them with to(…)");
    assertThatThrownBy(() -> Tensor.ones(2).mm(Tensor.ones(2, 3)))
        .hasMessage("mm takes 2-D times 2-D, but was given (2,) times (2, 3); matmul takes any");
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void everyDtypeComputes(DType dtype) {
    Tensor x = Tensor.of(0, 1, 1, 0).to(dtype);
    assertThat(x.dtype()).isEqualTo(dtype);
    assertThat(x.toDoubles()).containsExactly(0, 1, 1, 0);
    assertThat(x.mul(x).dtype()).isEqualTo(dtype);
    assertThat(x.sum().item()).isEqualTo(2);
    assertThat(x.reshape(2, 2).t().contiguous().toDoubles()).containsExactly(0, 1, 1, 0);
    assertThat(Tensor.cat(List.of(x, x), 0).numel()).isEqualTo(8);
    assertThat(x.get(1).itemBoolean()).isTrue();
    assertThat(Tensor.full(dtype, 1.0, Shape.of(3)).toDoubles()).containsExactly(1, 1, 1);
    assertThat(x.reshape(2, 2).matmul(x.reshape(2, 2)).toDoubles()).containsExactly(1, 0, 0, 1);
  }

  @Test
  void integersWrapAround() {
    assertThat(Tensor.of(new byte[] {127}).add(1).toInts()).containsExactly(-128);
    assertThat(Tensor.of(250, 10).to(DType.UINT8).add(10).toInts()).containsExactly(4, 20);
    assertThat(Tensor.of(Integer.MAX_VALUE).add(1).item()).isEqualTo(Integer.MIN_VALUE);
    assertThat(Tensor.of(Long.MAX_VALUE).add(1).itemLong()).isEqualTo(Long.MIN_VALUE);
    assertThat(Tensor.of((1L << 53) + 1).mul(1).itemLong()).isEqualTo((1L << 53) + 1);
  }

  @Test
  void sixteenBitFloatsRoundToNearestEven() {
    assertThat(
            Tensor.of(1.0, 1 + 0x1p-11, 1 + 0x1.8p-10, 65520, 1e-8).to(DType.FLOAT16).toDoubles())
        .containsExactly(1, 1, 1 + 0x1p-9, Double.POSITIVE_INFINITY, 0);
    assertThat(Tensor.of(1.0, 1 + 0x1p-8, 1 + 0x1.8p-7, Double.NaN).to(DType.BFLOAT16).toDoubles())
        .containsExactly(1, 1, 1 + 0x1p-6, Double.NaN);
  }

  @Test
  void extremes() {
    Tensor x = Tensor.of(new float[][] {{1, 5, 5}, {2, Float.NaN, 0}});
    assertThat(x.amax(1).toFloats()).containsExactly(5, Float.NaN);
    assertThat(x.argmax(1).toLongs()).containsExactly(1, 1);
    assertThat(x.argmin(1).toLongs()).containsExactly(0, 1);
    assertThat(Tensor.of(3, 1, 2, 1).argsort(0).toLongs()).containsExactly(1, 3, 2, 0);
    assertThat(Tensor.of(3, 1, 2, 1).argsort(0, true).toLongs()).containsExactly(0, 2, 1, 3);
    assertThat(Tensor.of(1f, Float.NaN, 0f).sort(0, false).values().toFloats())
        .containsExactly(0, 1, Float.NaN);
    assertThatThrownBy(() -> Tensor.zeros(0, 2).amax(0))
        .hasMessage("max over axis 0 of shape (0, 2): an empty axis has no max");
  }

  @Test
  void emptyTensors() {
    Tensor x = Tensor.zeros(0, 3);
    assertThat(x.sum().item()).isZero();
    assertThat(x.sum(0).toFloats()).containsExactly(0, 0, 0);
    assertThat(x.prod().item()).isEqualTo(1);
    assertThat(x.mean().item()).isNaN();
    assertThat(x.all().itemBoolean()).isTrue();
    assertThat(x.any().itemBoolean()).isFalse();
    assertThat(x.t().matmul(x).toFloats()).containsOnly(0).hasSize(9);
    assertThat(x.exp().add(1).shape()).isEqualTo(Shape.of(0, 3));
    assertThat(x.softmax(1).shape()).isEqualTo(Shape.of(0, 3));
    assertThat(F.linear(x, Tensor.ones(2, 3), null).shape()).isEqualTo(Shape.of(0, 2));
  }

  @Test
  void masksChooseRows() {
    Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 4}, {5, 6}});
    Tensor y = Tensor.of(0, 1, 0);
    assertThat(x.get(y.eq(0)).select(1, 0).toFloats()).containsExactly(1, 5);
    assertThatThrownBy(() -> x.maskedSelect(y))
        .hasMessage("maskedSelect: the mask must be bool, but is int32; compare first");
    assertThat(x.maskedFill(x.gt(3), 0).sum().item()).isEqualTo(6);
    assertThat(x.indexSelect(0, Tensor.of(2, 0)).toFloats()).containsExactly(5, 6, 1, 2);
    assertThatThrownBy(() -> x.indexSelect(0, y.reshape(3, 1)))
        .hasMessage("indexSelect: the index must be 1-D, but has shape (3, 1)");
    assertThatThrownBy(() -> x.indexSelect(0, Tensor.of(new long[] {3})).item())
        .hasMessage("gather: index 3 at [0, 0] is out of range for axis 0 of size 3");
  }

  @Test
  void ranges() {
    assertThat(Tensor.arange(2, 10, 3).toLongs()).containsExactly(2, 5, 8);
    assertThat(Tensor.arange(0.0, 1.0, 0.25).toFloats()).containsExactly(0, .25f, .5f, .75f);
    assertThat(Tensor.linspace(-5, 5, 50).get(-1).item()).isEqualTo(5);
    assertThat(Tensor.eye(3).sum().item()).isEqualTo(3);
    assertThatThrownBy(() -> Tensor.arange(0, 5, 0)).hasMessageContaining("not 0");
  }

  @Test
  void textAsInPyTorch() {
    Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 4}}).requiresGrad(true);
    assertThat(x).hasToString("tensor([[1., 2.],\n        [3., 4.]], requires_grad=True)");
    assertThat(x.add(1).sum()).hasToString("tensor(14., grad_fn=<SumBackward0>)");
    assertThat(Tensor.of(true)).hasToString("tensor(True)");
    assertThat(Tensor.zeros(0, 3)).hasToString("tensor([], size=(0, 3))");
  }
}
