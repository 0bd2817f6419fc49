package dev.crema.examples.lessons;

import dev.crema.layers.BCELoss;
import dev.crema.layers.BCEWithLogitsLoss;
import dev.crema.tensor.GradCheck;
import dev.crema.tensor.Tensor;
import java.util.Objects;

/** The negative log-likelihood of a label: its values, its slope, and its traps. */
final class CrossEntropyLesson implements Lesson {
  private static final double[] Z = {-3, -2, -1, -0.5, 0.5, 1, 2, 3};
  private static final double[] LABELS = {0, 1, 0, 1, 0, 1, 0, 1};

  @Override
  public String name() {
    return "bce";
  }

  @Override
  public String about() {
    return "binary cross-entropy: values, the slope a - y, and why logits";
  }

  @Override
  public void run(Board board) {
    values(board);
    slope(board);
    logits(board);
  }

  private static void values(Board board) {
    board.title("loss(a, y) = -(y ln a + (1 - y) ln(1 - a))");
    board.printed("loss(1e-6, 0)", loss(1e-6, 0), "0.0000");
    board.printed("loss(0.9999999, 1)", loss(0.9999999, 1), "0.0000");
    board.printed("loss(0.3, 0)", loss(0.3, 0), "0.3567");
    board.near("loss(0.3, 0) in full", loss(0.3, 0), 1e-15, 0.35667494393873245);
  }

  private static double loss(double a, double y) {
    return new BCELoss().apply(Tensor.of(a), Tensor.of(y)).item();
  }

  private static void slope(Board board) {
    board.title(
        "Its slopes: dL/da = -y / a + (1 - y) / (1 - a), and with a = sigmoid(z), dL/dz = a - y");
    for (double y : new double[] {0, 1}) {
      for (double p : new double[] {0.1, 0.5, 0.8}) {
        Tensor a = Tensor.of(p).requiresGrad(true);
        new BCELoss().apply(a, Tensor.of(y)).backward();
        double rule = -y / p + (1 - y) / (1 - p);
        board.near("dL/da at a = %s, y = %.0f".formatted(p, y), grad(a), 1e-12, rule);
      }
      for (double at : new double[] {-2, 0, 3}) {
        Tensor z = Tensor.of(at).requiresGrad(true);
        new BCEWithLogitsLoss().apply(z, Tensor.of(y)).backward();
        double rule = Tensor.of(at).sigmoid().item() - y;
        board.near("a - y at z = %s, y = %.0f".formatted(at, y), grad(z), 1e-12, rule);
      }
    }
    Tensor y = Tensor.of(LABELS);
    Tensor z = Tensor.of(Z);
    GradCheck.Report report = GradCheck.check(in -> new BCEWithLogitsLoss().apply(in[0], y), z);
    board.near("largest difference to finite differences", report.worst(), 1e-6, 0);
  }

  private static double grad(Tensor leaf) {
    return Objects.requireNonNull(leaf.grad()).item();
  }

  private static void logits(Board board) {
    board.title("Why logits");
    Tensor z = Tensor.of(800.0);
    board.same("ln(1 - sigmoid(800))", z.sigmoid().neg().add(1).log().item(), "-Infinity");
    double loss = new BCEWithLogitsLoss().apply(z, Tensor.of(0.0)).item();
    board.near("BCEWithLogitsLoss(800, 0) = max(z, 0) - z y + ln(1 + e^-|z|)", loss, 0, 800);
  }
}
