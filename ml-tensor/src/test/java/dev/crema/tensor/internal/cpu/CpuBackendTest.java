package dev.crema.tensor.internal.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.crema.tensor.Backward;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Custom;
import dev.crema.tensor.CustomOp;
import dev.crema.tensor.DType;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Shape;
import dev.crema.tensor.SourceOp;
import dev.crema.tensor.Storage;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.internal.cpu.Operands.Lie;
import dev.crema.tensor.internal.kernels.ScalarKernels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The backend's smaller parts where callers seldom lead: against what each says that it does. */
class CpuBackendTest {
  private static final class Same extends CustomOp {
    @Override
    public String name() {
      return "same";
    }

    @Override
    protected Tensor[] forward(Tensor... inputs) {
      return inputs;
    }

    @Override
    protected Tensor[] backward(Backward context) {
      return new Tensor[0];
    }
  }

  @Test
  void aCustomOperationComputesItself() {
    CpuBackend backend = new CpuBackend(new ScalarKernels());
    Custom same = new Custom(new Same());
    assertThatThrownBy(() -> backend.run(same, new Operand[0], new TensorType[0]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("same computes itself");
  }

  /** A number that is no float32 is rounded to it. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT64", "FLOAT16", "INT64", "UINT8"})
  void denseValuesInAnotherKindOfNumber(DType dtype) {
    Operand x = Operands.of(dtype, Lie.LATER, 1, 3, 5);
    Dense dense = Dense.of(x, Compute.FLOAT);
    double[] got = Operands.read(Storage.of(DType.FLOAT32, dense.array()));
    assertThat(got).isEqualTo(Operands.rounded(DType.FLOAT32, Operands.read(x)));
    assertThat(dense.offset()).isZero();
  }

  /** Fractions are cut off. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT64", "FLOAT32", "FLOAT16", "BFLOAT16"})
  void wholePartsOfFractions(DType dtype) {
    Operand x = Operands.of(dtype, Lie.SPREAD, 1, 3, 5);
    double[] want = Arrays.stream(Operands.read(x)).map(v -> (long) v).toArray();
    Storage whole = Storage.of(DType.INT64, Runs.all(x, Compute.LONG));
    assertThat(Operands.read(whole)).isEqualTo(want);
  }

  @ParameterizedTest
  @EnumSource
  void filled(DType dtype) {
    for (double value : new double[] {0, -0.0, 0.5, 1}) {
      SourceOp.Fill fill = new SourceOp.Fill(dtype, Shape.of(3), value, (long) value);
      double whole = dtype == DType.BOOL && value != 0 ? 1 : (long) value;
      double want = dtype.isFloating() ? value : whole;
      assertThat(OpCheck.values(fill)).containsExactly(want, want, want);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector", "auto"})
  void kernelsAreThoseAskedFor(String asked) {
    String description = chosen(asked);
    assertThat(description).startsWith(asked.equals("auto") ? "vector" : asked);
  }

  @Test
  void otherKernelsAreRefused() {
    assertThatThrownBy(() -> chosen("fast"))
        .isInstanceOf(CremaException.class)
        .hasMessage("crema.kernels=fast: kernels are auto, vector or scalar");
  }

  private static String chosen(String asked) {
    String before = System.getProperty(KernelChoice.PROPERTY, "");
    System.setProperty(KernelChoice.PROPERTY, asked);
    try {
      return KernelChoice.choose().description();
    } finally {
      if (before.isEmpty()) {
        System.clearProperty(KernelChoice.PROPERTY);
      } else {
        System.setProperty(KernelChoice.PROPERTY, before);
      }
    }
  }

  @Test
  void normsAreThoseOfTheirNumbers() {
    assertThat(Vectors.norm(new double[] {9, 3, -4}, 1)).isEqualTo(5);
    assertThat(Vectors.norm(new double[] {0, 0}, 0)).isZero();
    assertThat(Vectors.norm(new double[0], 0)).isZero();
    assertThat(Vectors.norm(new double[] {1, Double.NEGATIVE_INFINITY}, 0))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Vectors.norm(new double[] {1, Double.NaN}, 0)).isNaN();
    assertThat(Vectors.norm(new double[] {3e200, 4e200}, 0)).isCloseTo(5e200, within(1e185));
  }

  @Test
  void theGreatestEntryPointsUpOrDown() {
    assertThat(Vectors.pointsDown(new double[] {1, -2, 2})).isTrue();
    assertThat(Vectors.pointsDown(new double[] {1, 2, -2})).isFalse();
    assertThat(Vectors.pointsDown(new double[0])).isFalse();
  }
}
