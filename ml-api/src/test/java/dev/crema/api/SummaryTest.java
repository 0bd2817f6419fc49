package dev.crema.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.Buffer;
import dev.crema.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words for a model, compared as they are printed. */
@SuppressWarnings("UnusedVariable") // fields that only the tree reads
class SummaryTest {

  /** Counts its calls while it trains. */
  private static final class Counting extends Module {
    final Buffer calls = new Buffer(Tensor.zeros());
    final List<Linear> blocks = List.of(new Linear(2, 1000), new Linear(1000, 2));

    @Override
    protected Tensor forward(Tensor x) {
      if (isTraining()) {
        calls.assign(calls.add(1));
      }
      return blocks.get(1).apply(blocks.get(0).apply(x));
    }

    @Override
    protected String extraRepr() {
      return "width=1000";
    }
  }

  @Test
  void theTableWithoutAnExample() {
    assertThat(new XorNet().summary())
        .isEqualTo(
            """
            layer   type    parameters
                    XorNet
            hidden  Linear          24
            output  Linear           9
            33 parameters, 33 of them trained, 132 bytes\
            """);
  }

  @Test
  void theTableWithAnExample() {
    Counting model = new Counting();
    model.blocks.getFirst().freeze();
    assertThat(model.summary(Tensor.zeros(4, 2)))
        .isEqualTo(
            """
            layer     type      output     parameters
                      Counting  (4, 2)
            blocks.0  Linear    (4, 1000)       3,000
            blocks.1  Linear    (4, 2)          2,002
            5,002 parameters, 2,002 of them trained, 20,008 bytes; 1 buffer elements\
            """);
  }

  @Test
  void theExampleLeavesTheModelAsItWas() {
    Counting model = new Counting();
    model.blocks.get(1).eval();
    String words = model.summary(Tensor.zeros(4, 2));
    assertThat(words).contains("(4, 1000)");
    assertThat(model.calls.item()).isZero();
    assertThat(model.isTraining()).isTrue();
    assertThat(model.blocks.get(0).isTraining()).isTrue();
    assertThat(model.blocks.get(1).isTraining()).isFalse();
    assertThat(model.modules()).allMatch(module -> module.hooks == null);
  }

  @Test
  void sharedWeightsAreCountedOnce() {
    class Tied extends ModuleTree {
      final Linear one = new Linear(2, 2);
      final Linear two = one;
    }

    assertThat(new Tied().summary())
        .isEqualTo(
            """
            layer  type    parameters
                   Tied
            one    Linear           6
            two    Linear
            6 parameters, 6 of them trained, 24 bytes\
            """);
  }

  @Test
  void theNestedForm() {
    class Outer extends ModuleTree {
      final Counting body = new Counting();
      final XorNet head = new XorNet();
    }

    assertThat(new Outer())
        .hasToString(
            """
            Outer(
              (body): Counting(
                width=1000
                (blocks.0): Linear(in_features=2, out_features=1000)
                (blocks.1): Linear(in_features=1000, out_features=2)
              )
              (head): XorNet(
                (hidden): Linear(in_features=2, out_features=8)
                (output): Linear(in_features=8, out_features=1)
              )
            )\
            """);
    assertThat(new Linear(1, 2)).hasToString("Linear(in_features=1, out_features=2)");
  }
}
