package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.api.Loss;
import dev.crema.api.Module;
import dev.crema.functional.Reduction;
import dev.crema.tensor.DType;
import dev.crema.tensor.GradCheck;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against finite differences in float64, to second order. */
class GradientTest {

  private static Tensor randn(int... shape) {
    return Tensor.randn(new Philox(4), DType.FLOAT64, Shape.of(shape));
  }

  private static Tensor rand(int... shape) {
    return Tensor.rand(new Philox(5), DType.FLOAT64, Shape.of(shape)).mul(0.8).add(0.1);
  }

  private static void check(Function<Tensor[], Tensor> f, Tensor... inputs) {
    long floating = Arrays.stream(inputs).filter(Tensor::isFloating).mapToLong(Tensor::numel).sum();
    assertThat(GradCheck.check(f, inputs).compared()).isEqualTo((int) floating);
    assertThat(GradCheck.checkSecond(f, inputs).compared()).isGreaterThan((int) floating);
  }

  static List<Module> layers() {
    return List.of(
        new ReLU(),
        new LeakyReLU(0.2),
        new Tanh(),
        new Sigmoid(),
        new GELU(),
        new GELU(GELU.Approximate.TANH),
        new Softmax(1),
        new LogSoftmax(0),
        new Flatten(0, -1),
        new Identity(),
        new Linear(4, 2, true, DType.FLOAT64),
        new Sequential(new Linear(4, 3, false, DType.FLOAT64), new Tanh(), new Softmax(-1)),
        new LayerNorm(new LayerNorm.Config(List.of(4), 1e-3, true, true, DType.FLOAT64)),
        new BatchNorm1d(new BatchNormLayer.Config(4, 1e-3, 0.1, true, true, DType.FLOAT64)),
        new AvgPool1d(2, 1, 1),
        new MaxPool1d(2),
        new AdaptiveAvgPool1d(3),
        new Conv1d(ConvLayer.Config.of(3, 2, 2).withDtype(DType.FLOAT64)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void layersByTheirInput(Module layer) {
    check(given -> layer.apply(given[0]), randn(3, 4));
  }

  @ParameterizedTest
  @EnumSource
  void losses(Reduction reduction) {
    Tensor weight = rand(4);
    Tensor labels = Tensor.of(1L, -100L, 3L);
    List<Loss> onLabels = new ArrayList<>();
    onLabels.add(new NLLLoss(reduction));
    onLabels.add(new NLLLoss(reduction).withWeight(weight));
    onLabels.add(new CrossEntropyLoss(reduction));
    onLabels.add(new CrossEntropyLoss(reduction).withWeight(weight).withLabelSmoothing(0.3));
    for (Loss loss : onLabels) {
      check(given -> loss.apply(given[0], given[1]), randn(3, 4), labels);
    }
    Loss squared = new MSELoss(reduction);
    check(given -> squared.apply(given[0], given[1]), randn(3, 4), rand(3, 4));
    Loss soft = new CrossEntropyLoss(reduction).withWeight(weight).withLabelSmoothing(0.1);
    check(given -> soft.apply(given[0], given[1]), randn(3, 4), rand(3, 4));
    Loss bce = new BCELoss(reduction).withWeight(weight);
    check(given -> bce.apply(given[0], given[1]), rand(3, 4), rand(3, 4).neg().add(1));
    Loss logits = new BCEWithLogitsLoss(reduction).withPosWeight(weight).withWeight(weight);
    check(given -> logits.apply(given[0], given[1]), randn(3, 4), rand(3, 4));
  }
}
