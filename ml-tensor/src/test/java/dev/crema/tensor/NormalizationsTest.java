package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.functional.F;
import dev.crema.functional.Normalized;
import dev.crema.tensor.random.Philox;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Layer and batch normalization against PyTorch, their bodies, and finite differences. */
class NormalizationsTest {
  private static final double EPS = 1e-5;

  private static Tensor normal(int... shape) {
    return Tensor.randn(Philox.of(8, shape.length, 0), DType.FLOAT64, Shape.of(shape));
  }

  @Test
  void agreesWithPyTorch() {
    TorchCases cases = TorchCases.golden("ops_nn.json");
    assertThat(
            cases
                .only("F.layer_norm")
                .check(
                    given ->
                        new Tensor[] {F.layerNorm(given.input("x"), Shape.of(4), null, null, EPS)}))
        .isOne();
    assertThat(
            cases
                .only("F.batch_norm(x, None")
                .check(
                    given ->
                        new Tensor[] {
                          F.batchNormWithStatistics(given.input("x"), null, null, EPS).output()
                        }))
        .isOne();
    assertThat(
            cases
                .only("F.batch_norm(x, rm")
                .check(
                    given ->
                        new Tensor[] {
                          F.batchNorm(
                              given.input("x"),
                              given.input("rm"),
                              given.input("rv"),
                              given.input("w"),
                              given.input("b"),
                              EPS)
                        }))
        .isOne();
    assertThat(cases.only("rm = rm.clone()").check(NormalizationsTest::training)).isOne();
  }

  /** The output, and the running statistics after a step with momentum 0.1. */
  private static Tensor[] training(TorchCases.Case given) {
    Tensor x = given.input("x");
    Normalized found = F.batchNormWithStatistics(x, given.input("w"), given.input("b"), EPS);
    double count = (double) x.numel() / x.size(1);
    Tensor unbiased = found.variance().mul(count / (count - 1));
    return new Tensor[] {
      found.output(),
      given.input("rm").mul(0.9).add(found.mean().mul(0.1)).detach(),
      given.input("rv").mul(0.9).add(unbiased.mul(0.1)).detach()
    };
  }

  @Test
  void rowsHaveMeanZeroAndVarianceOne() {
    Tensor x = normal(3, 40).mul(7).add(1000);
    Tensor y = F.layerNorm(x, Shape.of(40), null, null, 0);
    for (int i = 0; i < 3; i++) {
      assertThat(Math.abs(y.get(i).mean().item())).isLessThan(1e-12);
      assertThat(Math.abs(y.get(i).var(0, false).item() - 1)).isLessThan(1e-12);
    }
    Normalized batch = F.batchNormWithStatistics(x.t(), null, null, 0);
    assertThat(Math.abs(batch.output().select(1, 2).mean().item())).isLessThan(1e-12);
    assertThat(batch.mean().shape()).isEqualTo(Shape.of(3));
    assertThat(Math.abs(batch.variance().get(1).item() - x.get(1).var(0, false).item()))
        .isLessThan(1e-9);
  }

  static List<Composite> operations() {
    return NormSamples.operations().stream().map(Composite.class::cast).toList();
  }

  /** The gradient rules, statistics included, against differentiating the body. */
  @ParameterizedTest
  @MethodSource("operations")
  void theGradientIsTheBodys(Composite op) {
    for (Tensor[] inputs : NormSamples.inputs(op)) {
      if (inputs[0].numel() == 0) {
        continue;
      }
      Tensor[] leaves = new Tensor[inputs.length];
      for (int i = 0; i < leaves.length; i++) {
        leaves[i] = inputs[i].requiresGrad(true);
      }
      double worst = 0;
      List<Tensor> own = gradients(Dispatcher.applyAll(op, leaves), leaves, op);
      List<Tensor> body = gradients(op.composition().body(leaves), leaves, op);
      for (int i = 0; i < leaves.length; i++) {
        worst = Math.max(worst, own.get(i).sub(body.get(i)).abs().max().item());
      }
      assertThat(worst).isLessThan(1e-12);
    }
  }

  private static List<Tensor> gradients(Tensor[] outputs, Tensor[] leaves, Composite op) {
    Tensor total = outputs[0].mul(normal(outputs[0].shape().toArray())).sum();
    for (int k = 1; k < op.composition().outputs(); k++) {
      total = total.add(outputs[k].mul(normal(outputs[k].shape().toArray())).square().sum());
    }
    return Autograd.grad(total, leaves);
  }

  /** A third derivative goes through the saved statistics more than once. */
  @Test
  void theThirdDerivativeIsRight() {
    Tensor x = normal(2, 3);
    Tensor v = normal(3, 2).t();
    Function<Tensor[], Tensor> layer =
        in -> F.layerNorm(in[0], Shape.of(3), null, null, EPS).mul(v);
    Function<Tensor[], Tensor> batch =
        in -> F.batchNormWithStatistics(in[0], null, null, EPS).output().mul(v);
    for (Function<Tensor[], Tensor> f : List.of(layer, batch)) {
      Function<Tensor[], Tensor> gradient =
          in -> {
            Tensor leaf = in[0].requiresGrad() ? in[0] : in[0].requiresGrad(true);
            return Autograd.enableGrad(
                () ->
                    Autograd.grad(
                            List.of(f.apply(new Tensor[] {leaf}).exp().sum()),
                            List.of(leaf),
                            List.of(Tensor.ones(DType.FLOAT64)),
                            true,
                            true)
                        .getFirst());
          };
      assertThat(GradCheck.checkSecond(gradient, x).compared()).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void narrowDtypesAreComputedInFloat32(DType narrow) {
    Tensor x = normal(4, 300).add(50).to(narrow);
    Tensor wide = x.to(DType.FLOAT32);
    Tensor w = normal(300).to(narrow);
    Tensor layer = F.layerNorm(x, Shape.of(300), w, null, EPS);
    assertThat(layer.dtype()).isEqualTo(narrow);
    assertThat(
            layer.equal(
                F.layerNorm(wide, Shape.of(300), w.to(DType.FLOAT32), null, EPS).to(narrow)))
        .isTrue();
    Normalized batch = F.batchNormWithStatistics(x, w, null, EPS);
    assertThat(batch.output().dtype()).isEqualTo(narrow);
    assertThat(batch.mean().dtype()).isEqualTo(DType.FLOAT32);
  }

  @Test
  void emptyInputsStayEmpty() {
    Tensor x = Tensor.zeros(0, 4).requiresGrad(true);
    Tensor w = Tensor.ones(4).requiresGrad(true);
    assertThat(F.layerNorm(x, Shape.of(4), w, null, EPS).shape()).isEqualTo(Shape.of(0, 4));
    Normalized batch = F.batchNormWithStatistics(x, w, w, EPS);
    assertThat(batch.output().shape()).isEqualTo(Shape.of(0, 4));
    batch.output().sum().backward();
    assertThat(w.grad().toFloats()).containsOnly(0);
    assertThat(x.grad().shape()).isEqualTo(x.shape());
  }

  @Test
  void saysWhatDoesNotFit() {
    Tensor x = Tensor.zeros(2, 3, 4);
    refused(
        () -> F.layerNorm(x, Shape.of(3), null, null, EPS),
        "layerNorm: the last axes of the input must be (3,), but its shape is (2, 3, 4)");
    refused(
        () -> F.layerNorm(x, Shape.of(), null, null, EPS),
        "layerNorm: the last axes of the input must be one or more, but its shape is (2, 3, 4)");
    refused(
        () -> F.layerNorm(x, Shape.of(3, 4), Tensor.ones(4), null, EPS),
        "layerNorm: an input of shape (2, 3, 4) takes numbers of shape (3, 4), but was given (4,)");
    refused(
        () -> F.batchNormWithStatistics(x, Tensor.ones(4), null, EPS),
        "batchNorm: an input of shape (2, 3, 4) takes numbers of shape (3,), but was given (4,)");
    refused(
        () -> F.batchNormWithStatistics(Tensor.ones(1, 3), null, null, EPS),
        "batchNorm: shape (1, 3) has one element a channel, whose variance says nothing; give a"
            + " larger batch");
    refused(
        () -> F.batchNormWithStatistics(Tensor.ones(3), null, null, EPS),
        "batchNorm: expects (batch, channels, …), but was given shape (3,)");
    refused(
        () -> F.batchNormWithStatistics(x.to(DType.INT32), null, null, EPS),
        "batchNorm: expects a floating tensor, but was given int32 of shape (2, 3, 4); cast with"
            + " to(FLOAT32)");
  }

  private static void refused(Runnable call, String message) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(call::run).withMessage(message);
  }
}
