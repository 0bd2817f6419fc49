package dev.crema.examples.lessons;

import dev.crema.examples.plot.Surface;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.Tensor;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Slopes, partial derivatives, the product and the chain rule: autograd beside the rules. */
final class CalculusLesson implements Lesson {
  private static final double EXACT = 1e-12;

  @Override
  public String name() {
    return "calculus";
  }

  @Override
  public String about() {
    return "slope, partial derivatives, product and chain rule, by hand and by autograd";
  }

  @Override
  public void run(Board board) {
    board.title("The slope of a parabola");
    board.say("f(x) = 3 x^2 has the slope 6 x; the secant comes near it as h shrinks");
    for (double h : new double[] {1, 0.1, 0.001}) {
      double secant = (3 * (2 + h) * (2 + h) - 12) / h;
      board.near("h = %s: (f(2 + h) - f(2)) / h".formatted(h), secant, 1e-8, 12 + 3 * h);
    }
    board.near("autograd at 2", slope(x -> x.square().mul(3), 2), EXACT, 12);

    board.title("Partial derivatives of x^2 y + x y^3");
    for (double[] at : new double[][] {{1, 2}, {2, -1}, {0.5, 3}}) {
      Tensor x = Tensor.of(at[0]).requiresGrad(true);
      Tensor y = Tensor.of(at[1]).requiresGrad(true);
      Tensor f = x.square().mul(y).add(x.mul(y.pow(3)));
      var gradients = Autograd.grad(f.sum(), x, y);
      String where = " at (%s, %s)".formatted(at[0], at[1]);
      double dx = 2 * at[0] * at[1] + at[1] * at[1] * at[1];
      double dy = at[0] * at[0] + 3 * at[0] * at[1] * at[1];
      board.near("by x: 2 x y + y^3" + where, item(gradients.get(0)), EXACT, dx);
      board.near("by y: x^2 + 3 x y^2" + where, item(gradients.get(1)), EXACT, dy);
    }

    board.picture(
        "surface-f", new Surface("x^2 y + x y^3", (x, y) -> x * x * y + x * y * y * y, -2, 2));
    board.picture(
        "surface-by-x", new Surface("by x: 2 x y + y^3", (x, y) -> 2 * x * y + y * y * y, -2, 2));
    board.picture(
        "surface-by-y", new Surface("by y: x^2 + 3 x y^2", (x, y) -> x * x + 3 * x * y * y, -2, 2));
    board.picture(
        "surface-by-x-and-y",
        new Surface("by x and y: 2 x + 3 y^2", (x, y) -> 2 * x + 3 * y * y, -2, 2));

    board.title("The product rule: ((4 x^2 + x) (x^3 + 8 x^2))'");
    for (double x : new double[] {-1, 0.5, 2}) {
      double u = 4 * x * x + x;
      double v = x * x * x + 8 * x * x;
      double rule = (8 * x + 1) * v + u * (3 * x * x + 16 * x);
      UnaryOperator<Tensor> product =
          t -> t.square().mul(4).add(t).mul(t.pow(3).add(t.square().mul(8)));
      board.near("u' v + u v' at " + x, slope(product, x), 1e-10, rule);
    }

    board.title("The chain rule: sin(3 x^2 + x)'");
    for (double x : new double[] {-1, 0.5, 2}) {
      double rule = StrictMath.cos(3 * x * x + x) * (6 * x + 1);
      UnaryOperator<Tensor> chain = t -> t.square().mul(3).add(t).sin();
      board.near("cos(3 x^2 + x) (6 x + 1) at " + x, slope(chain, x), EXACT, rule);
    }
  }

  private static double slope(UnaryOperator<Tensor> f, double at) {
    Tensor x = Tensor.of(at).requiresGrad(true);
    return item(Autograd.grad(f.apply(x).sum(), x).getFirst());
  }

  private static double item(@Nullable Tensor gradient) {
    return Objects.requireNonNull(gradient).item();
  }
}
