package dev.crema.tensor.internal.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.AdamStep;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.Composition;
import dev.crema.tensor.Crema;
import dev.crema.tensor.DType;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.Interpreters;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.SgdStep;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Optimizers' steps in place for the weights of real layers: to the bit what their bodies give, of
 * which {@code SgdStep} and {@code AdamStep} state the formula, and within rounding what the bodies
 * give in float64.
 */
@Tag("kernels")
class StepRealSizesTest {
  private static final int LAYER = 784 * 512;
  private static final int WIDE_LAYER = 4096 * 1024 + 1;

  /** Normal numbers, of which tensors take their own stretches. */
  private static final Tensor NUMBERS =
      Tensor.randn(new Philox(11), DType.FLOAT32, Shape.of(WIDE_LAYER + 10));

  private final int threads = Crema.threads();

  @AfterEach
  void restore() {
    Crema.threads(threads);
  }

  static List<Composition> steps() {
    return List.of(
        new SgdStep(0.1, 0, 0, 0, false, false, false),
        new SgdStep(0.1, 0.9, 0.3, 0.01, false, true, false),
        new SgdStep(0.1, 0.9, 0, 0.02, true, false, true),
        new AdamStep(0.01, 0.9, 0.999, 1e-8, 0, false, false, false, 1),
        new AdamStep(0.01, 0.9, 0.999, 1e-8, 0.1, false, true, true, 7),
        new AdamStep(0.01, 0.8, 0.99, 1e-6, 0.1, true, false, false, 1000));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void ofALayer(Composition step) {
    for (int n :
        new int[] {1, StepRun.BLOCK, StepRun.BLOCK + 1, StepRun.PIECE, StepRun.PIECE + 1}) {
      compare(step, n, 2);
    }
    compare(step, LAYER, 1);
    compare(step, LAYER, 2);
    compare(step, LAYER + 1, 5);
  }

  @Test
  void ofAWideLayer() {
    compare(new SgdStep(0.1, 0.9, 0, 0.02, true, false, false), WIDE_LAYER, 2);
    compare(new AdamStep(0.01, 0.8, 0.99, 1e-6, 0.1, true, true, false, 3), WIDE_LAYER, 5);
  }

  /** A gradient with gaps is left to the body. */
  @ParameterizedTest
  @MethodSource("steps")
  void ofAGradientWithGaps(Composition step) {
    Tensor[] inputs = inputs(step, LAYER);
    inputs[inputs.length - 1] = NUMBERS.slice(0, 0, 2 * LAYER, 2);
    compare(step, inputs, "gaps");
  }

  private static void compare(Composition step, int n, int count) {
    Crema.threads(count);
    compare(step, inputs(step, n), "%d on %d threads".formatted(n, count));
  }

  private static void compare(Composition step, Tensor[] inPlace, String what) {
    Tensor[] values = Arrays.stream(inPlace).map(Tensor::snapshot).toArray(Tensor[]::new);
    Interpreters.with(
        _ -> FusedCheck.SCALAR,
        () -> {
          Dispatcher.update(step, inPlace);
          return true;
        });
    Tensor[] want = Interpreters.with(_ -> FusedCheck.SCALAR, () -> step.body(values));
    Tensor[] exact = Interpreters.with(_ -> FusedCheck.VECTOR, () -> step.body(wide(values)));
    for (int i = 0; i < want.length; i++) {
      int at = Arrays.mismatch(inPlace[i].toFloats(), want[i].toFloats());
      assertThat(at).as("%s of %s: %d", step, what, i).isEqualTo(-1);
      double apart = want[i].to(DType.FLOAT64).sub(exact[i]).abs().max().item();
      double greatest = exact[i].abs().max().item();
      assertThat(apart)
          .as("%s of %s: %d", step, what, i)
          .isLessThanOrEqualTo(8 * 0x1p-24 * greatest);
    }
  }

  private static Tensor[] wide(Tensor[] values) {
    return Arrays.stream(values).map(x -> x.to(DType.FLOAT64)).toArray(Tensor[]::new);
  }

  /**
   * Parameter and buffers, then the gradient, which lies at an offset; squares are not negative.
   */
  private static Tensor[] inputs(Composition step, int n) {
    Tensor[] inputs = new Tensor[step.outputs() + 1];
    for (int i = 0; i < inputs.length; i++) {
      Tensor numbers = NUMBERS.slice(0, i, i + n);
      inputs[i] =
          i == 0
              ? new Parameter(numbers)
              : i == inputs.length - 1
                  ? numbers
                  : new Buffer(i == 1 ? numbers : numbers.square().add(0.01));
    }
    return inputs;
  }
}
