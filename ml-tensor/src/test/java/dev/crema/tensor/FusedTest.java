package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crema.tensor.random.Philox;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fused kernels against the bodies that they stand for, to the bit. */
class FusedTest {
  private static final Philox RANDOM = new Philox(5);

  /** Claims nothing: every composition is its body. */
  private record Unfused(Interpreter next) implements Interpreter {
    @Override
    public Storage[] run(Op op, Operand[] operands, TensorType[] outputs) {
      return next.run(op, operands, outputs);
    }
  }

  private static <T> T unfused(Supplier<T> body) {
    return Interpreters.with(Unfused::new, body);
  }

  private static Tensor random(int... shape) {
    return Tensor.randn(RANDOM, DType.FLOAT32, Shape.of(shape));
  }

  private static Tensor labels(int rows, int classes) {
    return Tensor.randint(RANDOM, 0, classes, Shape.of(rows));
  }

  /** Of this shape, but every other column of a transpose. */
  private static Tensor strided(int rows, int columns) {
    return random(2 * columns, rows).t().slice(1, 1, 2 * columns, 2);
  }

  /** With a row of infinities, one of a single great value, one of NaN, one of zeros. */
  private static Tensor special(int columns) {
    Tensor x = random(5, columns);
    Tensor mask = Tensor.arange(5).unsqueeze(1);
    Tensor first = Tensor.arange(columns).eq(0);
    return x.maskedFill(mask.eq(0), Double.NEGATIVE_INFINITY)
        .maskedFill(mask.eq(1).logicalAnd(first), 1e30)
        .maskedFill(mask.eq(2).logicalAnd(first), Double.NaN)
        .maskedFill(mask.eq(3), -0.0);
  }

  static List<Arguments> fused() {
    Composition linear = new Compositions.Linear();
    Composition softmax = new Compositions.Softmax(1);
    Composition softmaxGrad = new Compositions.SoftmaxGrad(1);
    Composition logSoftmax = new Compositions.LogSoftmax(1);
    Composition logSoftmaxGrad = new Compositions.LogSoftmaxGrad(1);
    Composition squares = new LossCompositions.MeanSquaredError();
    Composition squaresGrad = new LossCompositions.MeanSquaredErrorGrad();
    Composition entropy = new LossCompositions.CrossEntropy();
    Composition entropyGrad = new LossCompositions.CrossEntropyGrad();
    return List.of(
        Arguments.of(linear, List.of(random(3, 5), random(4, 5), random(4))),
        Arguments.of(linear, List.of(random(70, 300), random(40, 300))),
        Arguments.of(linear, List.of(random(5), random(1, 5), random(1))),
        Arguments.of(
            new Compositions.Linear(UnaryFn.RELU),
            List.of(random(70, 30), random(400, 30), random(400))),
        Arguments.of(new Compositions.Linear(UnaryFn.TANH), List.of(random(3, 5), strided(4, 5))),
        Arguments.of(
            new Compositions.Linear(UnaryFn.SIGMOID), List.of(random(2, 2, 5), random(4, 5))),
        Arguments.of(linear, List.of(strided(6, 5).reshape(2, 3, 5), strided(4, 5), random(4))),
        Arguments.of(softmax, List.of(random(300, 10))),
        Arguments.of(softmax, List.of(strided(7, 33))),
        Arguments.of(softmax, List.of(random(2, 4096))),
        Arguments.of(softmax, List.of(special(19))),
        Arguments.of(softmaxGrad, List.of(random(300, 10), random(300, 10))),
        Arguments.of(softmaxGrad, List.of(random(1, 35).expand(4, 35), strided(4, 35))),
        Arguments.of(logSoftmax, List.of(random(300, 10))),
        Arguments.of(logSoftmax, List.of(strided(7, 33))),
        Arguments.of(logSoftmax, List.of(special(19))),
        Arguments.of(logSoftmaxGrad, List.of(random(300, 10), random(300, 10))),
        Arguments.of(logSoftmaxGrad, List.of(strided(3, 21), special(21).slice(0, 0, 3))),
        Arguments.of(squares, List.of(random(4, 1), random(4, 1))),
        Arguments.of(squares, List.of(strided(9, 31), random(9, 31))),
        Arguments.of(squaresGrad, List.of(random(), strided(9, 31), random(9, 31))),
        Arguments.of(entropy, List.of(random(64, 10), labels(64, 10))),
        Arguments.of(entropy, List.of(strided(5, 3), labels(5, 3))),
        Arguments.of(entropyGrad, List.of(random(), random(64, 10), labels(64, 10))),
        Arguments.of(entropyGrad, List.of(random(), special(4), labels(5, 4))));
  }

  static List<Arguments> norms() {
    Composition plainRows = new Normalizations.LayerNorm(1, 1e-5, false, false);
    Composition rows = new Normalizations.LayerNorm(2, 1e-5, true, true);
    Composition plainRowsGrad = new Normalizations.LayerNormGrad(1, false);
    Composition rowsGrad = new Normalizations.LayerNormGrad(2, true);
    Composition plain = new Normalizations.BatchNorm(1e-5, false, false);
    Composition batch = new Normalizations.BatchNorm(1e-5, true, true);
    Composition plainGrad = new Normalizations.BatchNormGrad(1e-5, false);
    Composition batchGrad = new Normalizations.BatchNormGrad(1e-5, true);
    Tensor flipped = random(5, 3, 37).flip(0).flip(2);
    Tensor variances = random(3).square();
    return List.of(
        Arguments.of(plainRows, List.of(random(70, 131))),
        Arguments.of(plainRows, List.of(special(23))),
        Arguments.of(rows, List.of(flipped, random(3, 37), random(37, 3).t())),
        Arguments.of(
            plainRowsGrad, List.of(random(4, 9), strided(4, 9), random(4, 1), random(4, 1))),
        Arguments.of(
            rowsGrad,
            List.of(flipped, random(5, 3, 37), random(5, 1, 1), random(5, 1, 1), random(3, 37))),
        Arguments.of(plain, List.of(random(2, 3, 5))),
        Arguments.of(batch, List.of(random(9, 3, 24, 24), random(3), random(3))),
        Arguments.of(batch, List.of(flipped, random(3).flip(0), random(3))),
        Arguments.of(plainGrad, List.of(flipped, random(5, 3, 37), random(3), variances)),
        Arguments.of(
            batchGrad,
            List.of(random(9, 3, 24, 24), random(9, 3, 24, 24), random(3), variances, random(3))));
  }

  @ParameterizedTest
  @MethodSource({"fused", "norms"})
  void equalsItsBody(Composition composition, List<Tensor> inputs) {
    Tensor[] given = inputs.toArray(Tensor[]::new);
    assertThat(Interpreters.standard().claims(composition, given)).isTrue();
    Tensor[] fused = Dispatcher.applyAll(new Composite(composition), given);
    Tensor[] body = unfused(() -> Dispatcher.applyAll(new Composite(composition), given));
    for (int i = 0; i < fused.length; i++) {
      assertThat(fused[i].shape()).isEqualTo(body[i].shape());
      assertSameBits(fused[i], body[i]);
    }
  }

  /** All NaN are one. */
  private static void assertSameBits(Tensor got, Tensor want) {
    int[] a = bits(got);
    assertThat(a).isEqualTo(bits(want));
  }

  private static int[] bits(Tensor x) {
    float[] values = x.toFloats();
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }

  static List<Composition> steps() {
    return List.of(
        new SgdStep(0.1, 0, 0, 0, false, false, false),
        new SgdStep(0.1, 0, 0, 0.01, false, true, false),
        new SgdStep(0.1, 0.9, 0, 0, false, false, true),
        new SgdStep(0.1, 0.9, 0.3, 0.01, false, false, true),
        new SgdStep(0.1, 0.9, 0.3, 0, false, true, false),
        new SgdStep(0.1, 0.9, 0, 0.02, true, false, false),
        new AdamStep(0.01, 0.9, 0.999, 1e-8, 0, false, false, false, 1),
        new AdamStep(0.01, 0.9, 0.999, 1e-8, 0.1, false, true, true, 7),
        new AdamStep(0.01, 0.8, 0.99, 1e-6, 0.1, true, false, false, 1000),
        new AdamStep(0.01, 0.8, 0.99, 1e-6, 0.1, true, true, false, 3));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aStepInPlaceEqualsItsBody(Composition step) {
    for (int n : new int[] {0, 1, 7, 1024, 40_001}) {
      Tensor[] inPlace = stepInputs(step, n);
      Tensor[] byBody = new Tensor[inPlace.length];
      for (int i = 0; i < byBody.length; i++) {
        byBody[i] = i < step.outputs() ? new Buffer(inPlace[i]) : inPlace[i];
      }
      assertThat(Interpreters.standard().update(step, new Operand[] {doubles()})).isFalse();
      Dispatcher.update(step, inPlace);
      unfused(
          () -> {
            Dispatcher.update(step, byBody);
            return true;
          });
      for (int i = 0; i < byBody.length; i++) {
        assertSameBits(inPlace[i], byBody[i]);
      }
    }
  }

  private static Operand doubles() {
    return Tensor.zeros(DType.FLOAT64, 1).operand();
  }

  /** Parameter and buffers, then the gradient; squares are not negative. */
  private static Tensor[] stepInputs(Composition step, int n) {
    Tensor[] inputs = new Tensor[step.outputs() + 1];
    inputs[0] = new Parameter(random(n));
    for (int i = 1; i < step.outputs(); i++) {
      inputs[i] = new Buffer(i == 1 ? random(n) : random(n).square());
    }
    inputs[step.outputs()] = random(n);
    return inputs;
  }

  @Test
  void aStepRaisesTheVersionOfWhatItWrites() {
    Parameter p = new Parameter(random(3));
    Tensor gradient = random(3);
    int before = p.version();
    Dispatcher.update(new SgdStep(0.1, 0, 0, 0, false, false, false), p, gradient);
    assertThat(p.version()).isEqualTo(before + 1);
  }

  @Test
  void aStepOnAPlainTensorIsRefused() {
    assertThatThrownBy(
            () ->
                Dispatcher.update(
                    new SgdStep(0.1, 0, 0, 0, false, false, false), random(3), random(3)))
        .hasMessage(
            "sgdStep writes a float32 tensor of shape (3,), which is no Parameter or Buffer; a"
                + " plain tensor never changes");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 3, 1L << 32})
  void aLabelOutOfRangeIsRefused(long label) {
    Composite entropy = new Composite(new LossCompositions.CrossEntropy());
    assertThatThrownBy(() -> Dispatcher.apply(entropy, random(2, 3), Tensor.of(0, label)))
        .isInstanceOf(CremaException.class)
        .hasMessage("crossEntropy: label %d of row 1 is none of the 3 classes", label);
  }
}
