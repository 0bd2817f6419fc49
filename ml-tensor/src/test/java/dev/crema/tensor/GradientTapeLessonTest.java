package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The numbers of a course lab on gradient tapes, calculus and computation graphs. */
class GradientTapeLessonTest {
  private static Tensor variable(double value) {
    return Tensor.of((float) value).requiresGrad(true);
  }

  private static double grad(Tensor leaf) {
    return Objects.requireNonNull(leaf.grad()).item();
  }

  @Test
  void derivativeOfThreeXSquared() {
    Tensor x = variable(2);
    x.square().mul(3).backward();
    assertThat(grad(x)).isEqualTo(12.0);
  }

  @Test
  void parameterIsWatchedByItself() {
    Parameter x = new Parameter(Tensor.of(2f));
    x.square().mul(3).backward();
    Tensor gradient = Objects.requireNonNull(x.grad());
    assertThat(gradient.item()).isEqualTo(12.0);
    assertThat(gradient.shape()).isEqualTo(Shape.of());
    assertThat(gradient.dtype()).isEqualTo(DType.FLOAT32);
  }

  @Test
  void retainedGraphGivesTwoGradients() {
    Tensor a = variable(6);
    Tensor b = variable(2);
    Tensor squared = a.square();
    Tensor cubed = b.pow(3);
    Tensor both = squared.add(cubed);
    assertThat(
            Objects.requireNonNull(
                    Autograd.grad(List.of(both), List.of(a), null, true, false).getFirst())
                .item())
        .isEqualTo(12.0);
    assertThat(Objects.requireNonNull(Autograd.grad(both, b).getFirst()).item()).isEqualTo(12.0);
  }

  @Test
  void onlyWatchedLeavesGetGradients() {
    Tensor x0 = variable(3);
    Tensor x1 = Tensor.of(3f).requiresGrad(false);
    Tensor x2 = variable(2).add(1).detach();
    Tensor x3 = Tensor.of(3f);
    Tensor y = x0.square().add(x1.square()).add(x2.square()).add(x3.square());
    y.backward();
    assertThat(grad(x0)).isEqualTo(6.0);
    assertThat(x1.grad()).isNull();
    assertThat(x2.grad()).isNull();
    assertThat(x3.grad()).isNull();
    assertThat(Autograd.leaves(x0.square().add(x1))).containsExactly(x0);
  }

  @Test
  void unconnectedInputHasNoGradient() {
    Tensor x = variable(2);
    Tensor other = variable(5);
    assertThat(Autograd.grad(x.square(), x, other).get(1)).isNull();
  }

  @Test
  void secondDerivative() {
    for (double[] row : new double[][] {{3, 7, 2}, {2, 5, 2}}) {
      Tensor x = variable(row[0]);
      Tensor y = x.square().add(x);
      Tensor slope =
          Objects.requireNonNull(
              Autograd.grad(List.of(y), List.of(x), null, true, true).getFirst());
      assertThat(slope.item()).isEqualTo(row[1]);
      Tensor curvature = Objects.requireNonNull(Autograd.grad(slope, x).getFirst());
      assertThat(curvature.item()).isEqualTo(row[2]);
    }
  }

  @Test
  void partialDerivatives() {
    Tensor x = variable(2);
    Tensor y = variable(2);
    x.square().add(y.mul(x)).backward();
    assertThat(grad(x)).isEqualTo(6.0);
    assertThat(grad(y)).isEqualTo(2.0);
  }

  @Test
  void firstGraph() {
    Tensor x = variable(1);
    Tensor y = variable(2);
    Tensor a = x.mul(y).retainGrad();
    Tensor b = x.reciprocal().retainGrad();
    Tensor z = a.add(b);
    z.backward();
    assertThat(a.item()).isEqualTo(2);
    assertThat(b.item()).isEqualTo(1);
    assertThat(z.item()).isEqualTo(3);
    assertThat(grad(a)).isEqualTo(1);
    assertThat(grad(b)).isEqualTo(1);
    assertThat(Autograd.grad(x.reciprocal(), x).getFirst().item()).isEqualTo(-1);
    assertThat(grad(x)).isEqualTo(1);
    assertThat(grad(y)).isEqualTo(1);
  }

  @Test
  void secondGraph() {
    Tensor x = Tensor.of(1.0).requiresGrad(true);
    Tensor y = Tensor.of(2.0).requiresGrad(true);
    Tensor a = x.add(y).retainGrad();
    Tensor b = x.square().sub(4).retainGrad();
    Tensor z = a.div(b);
    z.backward();
    assertThat(a.item()).isEqualTo(3);
    assertThat(b.item()).isEqualTo(-3);
    assertThat(z.item()).isEqualTo(-1);
    assertThat(grad(a)).isCloseTo(-1 / 3.0, within(1e-15));
    assertThat(grad(b)).isCloseTo(-1 / 3.0, within(1e-15));
    assertThat(grad(x)).isCloseTo(-1, within(1e-15));
    assertThat(grad(y)).isCloseTo(-1 / 3.0, within(1e-15));
  }

  /** The lab's own finals (-2 and -1) are wrong: it took dz/dc for -1 instead of -d/c^2 = -1/3. */
  @Test
  void thirdGraph() {
    Tensor x = Tensor.of(1.0).requiresGrad(true);
    Tensor y = Tensor.of(2.0).requiresGrad(true);
    Tensor a = x.mul(2).retainGrad();
    Tensor b = x.reciprocal().retainGrad();
    Tensor c = x.add(y).retainGrad();
    Tensor d = a.add(b).retainGrad();
    Tensor z = d.div(c);
    z.backward();
    assertThat(List.of(a.item(), b.item(), c.item(), d.item(), z.item()))
        .containsExactly(2.0, 1.0, 3.0, 3.0, 1.0);
    assertThat(grad(c)).isCloseTo(-1 / 3.0, within(1e-15));
    assertThat(grad(d)).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(grad(x)).isCloseTo(0, within(1e-15));
    assertThat(grad(y)).isCloseTo(-1 / 3.0, within(1e-15));
  }

  @Test
  void closedFormsOnAGrid() {
    Tensor axis = Tensor.linspace(DType.FLOAT64, -2, 2, 9);
    Tensor x = axis.unsqueeze(1).expand(9, 9).requiresGrad(true);
    Tensor y = axis.expand(9, 9).requiresGrad(true);
    Tensor z = Tensor.of(0.7).requiresGrad(true);
    x.square().mul(y).add(x.mul(y.pow(3))).add(z).sum().backward();
    assertClose(x.grad(), x.mul(y).mul(2).add(y.pow(3)));
    assertClose(y.grad(), x.square().add(x.mul(y.square()).mul(3)));
    assertThat(grad(z)).isEqualTo(81.0);
  }

  @Test
  void productRule() {
    Tensor x = Tensor.linspace(DType.FLOAT64, -2, 2, 41).requiresGrad(true);
    Tensor left = x.square().mul(4).add(x);
    Tensor right = x.pow(3).add(x.square().mul(8));
    left.mul(right).sum().backward();
    Tensor expected = x.mul(8).add(1).mul(right).add(left.mul(x.square().mul(3).add(x.mul(16))));
    assertClose(x.grad(), expected);
  }

  @Test
  void chainRule() {
    Tensor x = Tensor.linspace(DType.FLOAT64, -2, 2, 41).requiresGrad(true);
    Tensor inner = x.square().mul(3).add(x);
    inner.sin().sum().backward();
    assertClose(x.grad(), inner.cos().mul(x.mul(6).add(1)));
  }

  private static void assertClose(Tensor got, Tensor expected) {
    assertThat(got.allclose(expected.detach(), 1e-12, 1e-12)).isTrue();
  }
}
