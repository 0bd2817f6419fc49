package dev.crema.examples.lessons;

import dev.crema.examples.plot.GraphPicture;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.Objects;

/** Three computation graphs, node by node: values forward, gradients backward. */
final class GraphsLesson implements Lesson {
  private static final double EXACT = 1e-15;
  private static final double THIRD = 1.0 / 3;

  @Override
  public String name() {
    return "graphs";
  }

  @Override
  public String about() {
    return "three computation graphs with the value and the gradient of each node";
  }

  @Override
  public void run(Board board) {
    first(board);
    second(board);
    third(board);
  }

  private static Tensor leaf(double value) {
    return Tensor.full(value).to(DType.FLOAT64).requiresGrad(true);
  }

  private static void first(Board board) {
    board.title("z = x y + 1 / x at (1, 2)");
    Tensor x = leaf(1);
    Tensor y = leaf(2);
    Tensor a = x.mul(y);
    Tensor b = x.reciprocal();
    Tensor z = a.add(b);
    node(board, z, a, b);
    board.near("a = x y", a, EXACT, 2);
    board.near("b = 1 / x", b, EXACT, 1);
    board.near("z = a + b", z, EXACT, 3);
    gradients(board, x, 1, y, 1);
    board.near("dz/da", grad(a), EXACT, 1);
    board.near("dz/db", grad(b), EXACT, 1);
    GraphPicture picture = new GraphPicture("z = x y + 1 / x at (1, 2)");
    add(picture, "x", "x", x);
    add(picture, "y", "y", y);
    add(picture, "a", "a = x y", a, "x", "y");
    add(picture, "b", "b = 1 / x", b, "x");
    add(picture, "z", "z = a + b", z, "a", "b");
    board.picture("graph-1", picture);
  }

  private static void second(Board board) {
    board.title("z = (x + y) / (x^2 - 4) at (1, 2)");
    Tensor x = leaf(1);
    Tensor y = leaf(2);
    Tensor a = x.add(y);
    Tensor b = x.square().sub(4);
    Tensor z = a.div(b);
    node(board, z, a, b);
    board.near("a = x + y", a, EXACT, 3);
    board.near("b = x^2 - 4", b, EXACT, -3);
    board.near("z = a / b", z, EXACT, -1);
    board.near("dz/da = 1 / b", grad(a), EXACT, -THIRD);
    board.near("dz/db = -a / b^2", grad(b), EXACT, -THIRD);
    gradients(board, x, -1, y, -THIRD);
    GraphPicture picture = new GraphPicture("z = (x + y) / (x^2 - 4) at (1, 2)");
    add(picture, "x", "x", x);
    add(picture, "y", "y", y);
    add(picture, "b", "b = x^2 - 4", b, "x");
    add(picture, "a", "a = x + y", a, "x", "y");
    add(picture, "z", "z = a / b", z, "b", "a");
    board.picture("graph-2", picture);
  }

  private static void third(Board board) {
    board.title("z = (2 x + 1 / x) / (x + y) at (1, 2)");
    Tensor x = leaf(1);
    Tensor y = leaf(2);
    Tensor a = x.mul(2);
    Tensor b = x.reciprocal();
    Tensor c = a.add(b);
    Tensor d = x.add(y);
    Tensor z = c.div(d);
    node(board, z, a, b, c, d);
    board.near("a = 2 x", a, EXACT, 2);
    board.near("b = 1 / x", b, EXACT, 1);
    board.near("c = a + b", c, EXACT, 3);
    board.near("d = x + y", d, EXACT, 3);
    board.near("z = c / d", z, EXACT, 1);
    board.near("dz/dc = 1 / d", grad(c), EXACT, THIRD);
    board.near("dz/dd = -c / d^2", grad(d), EXACT, -THIRD);
    gradients(board, x, 0, y, -THIRD);
    GraphPicture picture = new GraphPicture("z = (2 x + 1 / x) / (x + y) at (1, 2)");
    add(picture, "x", "x", x);
    add(picture, "y", "y", y);
    add(picture, "a", "a = 2 x", a, "x");
    add(picture, "b", "b = 1 / x", b, "x");
    add(picture, "d", "d = x + y", d, "x", "y");
    add(picture, "c", "c = a + b", c, "a", "b");
    add(picture, "z", "z = c / d", z, "c", "d");
    board.picture("graph-3", picture);
    board.say("(not -2 and -1: a gradient of -1 for -c / d^2 = -1/3 would spoil all before it)");
  }

  private static void add(
      GraphPicture picture, String name, String formula, Tensor tensor, String... from) {
    picture.node(name, formula, tensor.item(), grad(tensor).item(), from);
  }

  private static void node(Board board, Tensor z, Tensor... inner) {
    for (Tensor tensor : inner) {
      tensor.retainGrad();
    }
    z.retainGrad();
    z.backward();
    board.say("forward and backward");
  }

  private static void gradients(Board board, Tensor x, double dx, Tensor y, double dy) {
    board.near("dz/dx", grad(x), EXACT, dx);
    board.near("dz/dy", grad(y), EXACT, dy);
  }

  private static Tensor grad(Tensor tensor) {
    return Objects.requireNonNull(tensor.grad());
  }
}
