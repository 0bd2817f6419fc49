package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.Module;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SequentialTest {

  /** The text and the names are what PyTorch 1.13 prints for the same model, less "inplace". */
  @Test
  void printsAsPyTorch() {
    Sequential model =
        new Sequential(
            new Linear(2, 8),
            new LeakyReLU(),
            new GELU(GELU.Approximate.TANH),
            new Sequential(new Softmax(1), new LogSoftmax(-1)),
            new Dropout(0.25),
            new Flatten(),
            new Identity(),
            new Tanh(),
            new Sigmoid(),
            new ReLU(),
            new Linear(8, 1, false));
    assertThat(model)
        .hasToString(
            """
            Sequential(
              (0): Linear(in_features=2, out_features=8, bias=True)
              (1): LeakyReLU(negative_slope=0.01)
              (2): GELU(approximate='tanh')
              (3): Sequential(
                (0): Softmax(dim=1)
                (1): LogSoftmax(dim=-1)
              )
              (4): Dropout(p=0.25)
              (5): Flatten(start_dim=1, end_dim=-1)
              (6): Identity()
              (7): Tanh()
              (8): Sigmoid()
              (9): ReLU()
              (10): Linear(in_features=8, out_features=1, bias=False)
            )\
            """);
    assertThat(model.stateDict().keySet()).containsExactly("0.weight", "0.bias", "10.weight");
    assertThat(model.parameters()).hasSize(3);
  }

  @Test
  void appliesOneAfterTheOther() {
    Linear first = new Linear(3, 4);
    Linear last = new Linear(4, 2);
    Tensor x = Tensor.randn(5, 3);
    Tensor want = last.apply(first.apply(x).relu());
    assertThat(new Sequential(first, new ReLU(), last).apply(x).equal(want)).isTrue();
    assertThat(new Sequential().apply(x)).isSameAs(x);
  }

  static List<Module> activations() {
    return List.of(new ReLU(), new Tanh(), new Sigmoid(), new GELU());
  }

  @ParameterizedTest
  @MethodSource("activations")
  void aLayerAndItsActivationInOneOperationAreTheSame(Module activation) {
    Linear layer = new Linear(3, 4);
    Sequential model = new Sequential(layer, activation);
    Tensor x = Tensor.randn(5, 3);
    Tensor weights = Tensor.randn(5, 4);
    Tensor want = activation.apply(layer.apply(x));
    Tensor[] wanted = gradients(want.mul(weights).sum(), layer);
    Tensor got = model.apply(x);
    Tensor[] found = gradients(got.mul(weights).sum(), layer);
    assertThat(got.equal(want)).isTrue();
    for (int i = 0; i < wanted.length; i++) {
      assertThat(found[i].equal(wanted[i])).isTrue();
    }
  }

  private static Tensor[] gradients(Tensor loss, Linear layer) {
    return Autograd.grad(loss, layer.weight(), Objects.requireNonNull(layer.bias()))
        .toArray(Tensor[]::new);
  }

  @Test
  void hooksOfALayerAndItsActivationSeeWhatTheyAlwaysSee() {
    Linear layer = new Linear(3, 4);
    Tensor x = Tensor.randn(5, 3);
    List<Tensor> seen = new ArrayList<>();
    Sequential model = new Sequential(layer, new ReLU());
    model.get(0).registerForwardHook((_, _, output) -> keep(seen, output));
    model.apply(x);
    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst().equal(layer.apply(x))).isTrue();

    seen.clear();
    model = new Sequential(new Linear(3, 4), new ReLU());
    model.get(1).registerForwardHook((_, _, output) -> keep(seen, output));
    Tensor y = model.apply(x);
    assertThat(seen).containsExactly(y);
  }

  private static Tensor keep(List<Tensor> seen, Tensor output) {
    seen.add(output);
    return output;
  }

  @Test
  void growsAndGivesItsModules() {
    Sequential model = new Sequential();
    ReLU relu = new ReLU();
    Linear head = new Linear(2, 1);
    assertThat(model.add(relu).add("head", head)).isSameAs(model);
    assertThat(model.size()).isEqualTo(2);
    assertThat(model.get(0)).isSameAs(relu);
    assertThat(model.get(-1)).isSameAs(head);
    assertThat(model).containsExactly(relu, head);
    assertThat(model.namedParameters().keySet()).containsExactly("head.weight", "head.bias");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> model.get(2))
        .withMessage("module 2 of a sequential of 2 was asked for");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> model.add("head", new ReLU()))
        .withMessage("'head' cannot be registered in Sequential: the name is taken");
    assertThat(model.size()).isEqualTo(2);
  }

  @Test
  void aModuleInTwoPlacesHasOneWeight() {
    Linear shared = new Linear(3, 3);
    Sequential model = new Sequential(shared, new Tanh(), shared);
    assertThat(model.parameters()).hasSize(2);
    assertThat(model.stateDict()).hasSize(4);
    model.apply(Tensor.randn(2, 3)).sum().backward();
    assertThat(shared.weight().grad()).isNotNull();
  }

  @Test
  void modesReachTheModules() {
    Sequential model = new Sequential(new Dropout(), new Sequential(new Dropout()));
    model.eval();
    assertThat(model.modules()).noneMatch(module -> module.isTraining());
    Tensor x = Tensor.ones(9);
    assertThat(model.apply(x)).isSameAs(x);
  }
}
