package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AutogradTest {
  private static Tensor leaf(double... values) {
    return Tensor.of(values).requiresGrad(true);
  }

  private static double[] grad(Tensor tensor) {
    return Objects.requireNonNull(tensor.grad()).toDoubles();
  }

  @Test
  void gradientsAccumulate() {
    Tensor x = leaf(1, 2);
    x.square().sum().backward();
    x.square().sum().backward();
    assertThat(grad(x)).containsExactly(4, 8);
  }

  @Test
  void aTensorUsedTwiceGetsBothGradients() {
    Tensor x = leaf(3);
    Tensor y = x.mul(x).add(x);
    y.mul(y).sum().backward();
    assertThat(grad(x)).containsExactly(2 * 12 * 7);
  }

  @Test
  void tenThousandOperationsInARowNeedNoStack() {
    Tensor x = leaf(1);
    Tensor y = x;
    for (int i = 0; i < 10_000; i++) {
      y = y.add(1);
    }
    y.sum().backward();
    assertThat(grad(x)).containsExactly(1);
  }

  @Test
  void backwardTwiceIsAnErrorInWords() {
    Tensor y = leaf(1, 2).square().sum();
    y.backward();
    assertThatThrownBy(y::backward)
        .isInstanceOf(CremaException.class)
        .hasMessage(
            "sum: backward reached this operation a second time, but its saved values were let go"
                + " after the first; call backward(null, true, false), which retains the graph, the"
                + " first time, or compute the forward pass again");
  }

  @Test
  void retainGraphAllowsASecondPass() {
    Tensor x = leaf(1, 2);
    Tensor y = x.square().sum();
    y.backward(null, true, false);
    y.backward();
    assertThat(grad(x)).containsExactly(4, 8);
  }

  @Test
  void onlyScalarsHaveAnImpliedGradient() {
    Tensor y = leaf(1, 2).square();
    assertThatThrownBy(y::backward)
        .hasMessageContaining("only a scalar has an implied gradient")
        .hasMessageContaining("(2,)");
    assertThatThrownBy(() -> y.backward(Tensor.ones(3)))
        .hasMessage("backward: the gradient has shape (3,), the output (2,); they must be equal");
  }

  @Test
  void withoutRecordingThereIsNoGraph() {
    Tensor x = leaf(1, 2);
    Tensor y = Autograd.noGrad(() -> x.square());
    assertThat(y.requiresGrad()).isFalse();
    assertThat(y.gradFn()).isNull();
    assertThatThrownBy(() -> y.sum().backward())
        .hasMessageContaining("does not depend on anything that requires a gradient");
    assertThat(Autograd.noGrad(() -> Autograd.enableGrad(x::square)).requiresGrad()).isTrue();
  }

  @Test
  void recordingComesBackAfterAFailure() {
    assertThatThrownBy(
            () ->
                Autograd.noGrad(
                    () -> {
                      throw new IllegalStateException("inside");
                    }))
        .hasMessage("inside");
    assertThat(Autograd.isRecording()).isTrue();
  }

  @Test
  void detachSharesValuesAndCutsTheGraph() {
    Tensor x = leaf(2);
    Tensor y = x.square();
    y.detach().mul(x).sum().backward();
    assertThat(grad(x)).containsExactly(4);
  }

  @Test
  void hooksSeeAndReplaceGradients() {
    Tensor x = leaf(1, 2);
    List<Tensor> seen = new ArrayList<>();
    Tensor y = x.square();
    y.registerHook(
        gradient -> {
          seen.add(gradient);
          return gradient.mul(10);
        });
    HookHandle handle = x.registerHook(gradient -> gradient.add(1));
    Tensor total = y.add(y).sum();
    total.backward(null, true, false);
    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst().toDoubles()).containsExactly(2, 2);
    assertThat(grad(x)).containsExactly(41, 81);
    handle.remove();
    x.setGrad(null);
    total.backward();
    assertThat(grad(x)).containsExactly(40, 80);
  }

  @Test
  void intermediateGradientsAreKeptOnRequest() {
    Tensor x = leaf(3);
    Tensor y = x.square().retainGrad();
    y.mul(2).sum().backward();
    assertThat(grad(y)).containsExactly(2);
  }

  @Test
  void gradientsOfTensorsThatAreNotLeaves() {
    Tensor x = leaf(3);
    Tensor y = x.square();
    Tensor z = y.mul(5).sum();
    List<Tensor> found = Autograd.grad(List.of(z), List.of(y, x), null, false, false);
    assertThat(found.get(0).item()).isEqualTo(5);
    assertThat(found.get(1).item()).isEqualTo(30);
    assertThat(x.grad()).isNull();
  }

  @Test
  void thirdDerivative() {
    Tensor x = leaf(2);
    Tensor y = x.pow(4).sum();
    for (double expected : new double[] {32, 48, 48}) {
      Tensor slope =
          Objects.requireNonNull(
              Autograd.grad(List.of(y), List.of(x), null, true, true).getFirst());
      assertThat(slope.item()).isEqualTo(expected);
      y = slope.sum();
    }
  }

  @Test
  void aParameterWrittenAfterTheForwardPassIsAnError() {
    Parameter weight = new Parameter(Tensor.of(2.0, 3)).named("hidden.weight");
    Tensor loss = weight.square().sum();
    weight.assign(Tensor.of(5.0, 5));
    assertThatThrownBy(loss::backward)
        .hasMessage(
            "backward of square needs parameter 'hidden.weight' (float64(2,)) as it was in the"
                + " forward pass, but it has been written since; call backward before the"
                + " optimizer's step, or use snapshot() in the forward pass");
  }

  @Test
  void viewsOfAParameterShareItsVersion() {
    Parameter weight = new Parameter(Tensor.ones(DType.FLOAT64, 2, 3));
    Tensor loss = Tensor.ones(DType.FLOAT64, 4, 3).requiresGrad(true).matmul(weight.t()).sum();
    weight.assign(weight.detach().mul(2));
    assertThatThrownBy(loss::backward).hasMessageContaining("has been written since");
  }

  @Test
  void writingIsNoErrorWhereTheValueIsNotNeeded() {
    Parameter bias = new Parameter(Tensor.of(2.0, 3));
    Tensor loss = bias.add(1).sum();
    bias.assign(Tensor.of(5.0, 5));
    loss.backward();
    assertThat(grad(bias)).containsExactly(1, 1);
  }

  @Test
  void snapshotKeepsTheValue() {
    Parameter weight = new Parameter(Tensor.of(2.0, 3));
    Tensor before = weight.snapshot();
    weight.assign(Tensor.of(5.0, 5));
    assertThat(before.toDoubles()).containsExactly(2, 3);
    assertThat(weight.detach().toDoubles()).containsExactly(5, 5);
    assertThat(weight.version()).isEqualTo(1);
  }

  @Test
  void customOperationOfSeveralOutputs() {
    CustomOp split =
        new CustomOp() {
          @Override
          public String name() {
            return "split";
          }

          @Override
          protected Tensor[] forward(Tensor... in) {
            return new Tensor[] {in[0].mul(2), in[0].mul(3)};
          }

          @Override
          protected Tensor[] backward(Backward context) {
            assertThat(context.grad(1)).isNull();
            return new Tensor[] {context.grad(0).mul(2)};
          }
        };
    Tensor x = leaf(1);
    Tensor[] both = split.applyAll(x);
    assertThat(both[1].gradFn()).isEqualTo("SplitBackward0");
    both[0].sum().backward();
    assertThat(grad(x)).containsExactly(2);
  }

  @Test
  void gradCheckFindsAWrongRule() {
    CustomOp wrong =
        new CustomOp() {
          @Override
          protected Tensor[] forward(Tensor... in) {
            return new Tensor[] {in[0].square()};
          }

          @Override
          protected Tensor[] backward(Backward context) {
            return new Tensor[] {context.grad().mul(context.input(0))};
          }
        };
    assertThatThrownBy(() -> GradCheck.check(in -> wrong.apply(in[0]), Tensor.of(3.0)))
        .hasMessageStartingWith("gradient check: input 0 (), element 0: the gradient is");
  }

  @Test
  void errorsNameTheLayer() {
    CallPath.Named encoder = parent -> "";
    CallPath.Named linear = parent -> "layers.0";
    CallPath.Frame outside = CallPath.enter(encoder);
    CallPath.Frame inside = CallPath.enter(linear);
    try {
      assertThatThrownBy(() -> Tensor.ones(2, 3).matmul(Tensor.ones(2, 3)))
          .hasMessageContaining("[in layers.0 (");
    } finally {
      inside.exit();
      outside.exit();
    }
    assertThat(CallPath.current()).isNull();
  }

  @Test
  void theFirstNanIsFound() {
    Tensor x = Tensor.of(1.0, -1);
    assertThatThrownBy(() -> Interpreters.with(NanCheck::new, () -> x.log().sum()))
        .hasMessage(
            "log made the first NaN, at flat position 1 of shape (2,), of operands without one:"
                + " float64(2,) in [-1.0, 1.0]");
    assertThat(x.log().sum().item()).isNaN();
  }

  @Test
  void integersCannotRequireAGradient() {
    assertThatThrownBy(() -> Tensor.of(1, 2).requiresGrad(true))
        .hasMessage(
            "only floating tensors can require a gradient, but this one is int32: cast it with"
                + " to(FLOAT32)");
    assertThatThrownBy(() -> new Parameter(Tensor.of(1, 2)))
        .hasMessage("a Parameter is trained and must be floating, but was given int32");
  }
}
