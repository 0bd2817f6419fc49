package dev.crema.examples.lessons;

import dev.crema.examples.plot.Plot;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;

/** sigmoid and tanh as curves: their values, limits, symmetries and slopes. */
final class CurvesLesson implements Lesson {
  private static final int POINTS = 9;

  @Override
  public String name() {
    return "curves";
  }

  @Override
  public String about() {
    return "sigmoid and tanh: values, limits, symmetries, slopes";
  }

  @Override
  public void run(Board board) {
    board.title("sigmoid(x) = 1 / (1 + e^-x)");
    board.printed("sigmoid(0)", Tensor.of(0.0).sigmoid(), "0.5");
    board.printed("sigmoid(-100)", Tensor.of(-100.0).sigmoid(), "0.0000");
    board.printed("sigmoid(100)", Tensor.of(100.0).sigmoid(), "1.0000");
    double tiny = Tensor.of(-100.0).sigmoid().item();
    board.near("sigmoid(-100) 10^44", tiny * 1e44, 1e-13, 3.7200759760208356);
    Tensor x = Tensor.linspace(DType.FLOAT64, -4, 4, POINTS);
    Tensor s = x.sigmoid();
    draw(board, x, s, 0);
    board.near("s(x) + s(-x)", s.add(x.neg().sigmoid()), 1e-15, ones());
    slope(board, "s'(x) - s (1 - s)", x, true);

    board.title("tanh(x) = 2 sigmoid(2 x) - 1");
    Tensor t = x.tanh();
    draw(board, x, t, 1);
    board.near("tanh(0)", Tensor.of(0.0).tanh(), 0, 0);
    board.near(
        "tanh(x) - (2 sigmoid(2 x) - 1)", t.sub(x.mul(2).sigmoid().mul(2).sub(1)), 1e-15, zeros());
    board.near("tanh(x) + tanh(-x)", t.add(x.neg().tanh()), 0, zeros());
    slope(board, "tanh'(x) - (1 - tanh^2)", x, false);
    picture(board);
  }

  private static void picture(Board board) {
    Tensor x = Tensor.linspace(DType.FLOAT64, -20, 20, 1000);
    board.picture(
        "curves",
        new Plot("sigmoid and tanh", "x", "y")
            .line("sigmoid", x.toDoubles(), x.sigmoid().toDoubles())
            .line("tanh", x.toDoubles(), x.tanh().toDoubles(), Plot.Line.DASHED));
  }

  /** One line a point: what it is, and a mark as far to the right as the value is large. */
  private static void draw(Board board, Tensor x, Tensor y, double above) {
    double[] at = x.toDoubles();
    double[] values = y.toDoubles();
    for (int i = 0; i < at.length; i++) {
      int width = (int) StrictMath.round((values[i] + above) / (1 + above) * 40);
      board.say("%5.1f %8.4f  %s*", at[i], values[i], " ".repeat(width));
    }
  }

  private static void slope(Board board, String what, Tensor points, boolean sigmoid) {
    Tensor x = points.requiresGrad(true);
    Tensor y = sigmoid ? x.sigmoid() : x.tanh();
    y.sum().backward();
    Tensor rule = sigmoid ? y.mul(y.neg().add(1)) : y.square().neg().add(1);
    board.near(what, Objects.requireNonNull(x.grad()).sub(rule), 1e-15, zeros());
  }

  private static double[] zeros() {
    return new double[POINTS];
  }

  private static double[] ones() {
    double[] ones = new double[POINTS];
    Arrays.fill(ones, 1);
    return ones;
  }
}
