package dev.crema.examples.lessons;

import dev.crema.layers.BCELoss;
import dev.crema.layers.BCEWithLogitsLoss;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.GradCheck;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.Objects;

/** The negative log-likelihood of a label: its values, its slope, and its traps. */
final class CrossEntropyLesson implements Lesson {
  private static final double[] Z = {
    1.30108329, 3.3559704, 2.29305178, 5.39143942, 0.22332182, -0.90609519, -1.40676835,
    0.59137067, 1.91820636, 5.14922994, 3.55974381, -1.16140935, 3.4926294, -1.02240655,
    2.09740392, 4.76738831, -0.19158711, -1.1040475, -3.45294174, 3.42278861
  };
  private static final double[] LABELS = {
    0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 0, 0, 1, 0, 0
  };
  private static final double[] LOG_LIKELIHOOD = {
    -1.54185984, -0.03428114, -2.38923239, -5.39598448, -0.81102926, -0.33939587, -1.6258505,
    -1.03192489, -0.13703663, -5.15501703, -0.02804903, -1.43375798, -3.52259664, -1.32969137,
    -2.21320699, -4.77585492, -0.60193483, -1.39037353, -0.03116178, -3.45488917
  };
  private static final double[] ANSWERS = {
    1.32594564e-02,
    4.80993472e-03,
    9.30107718e-01,
    8.81729041e-03,
    8.41571985e-02,
    9.16170066e-01,
    6.58262196e-03,
    5.58451217e-04,
    9.08362179e-01
  };

  @Override
  public String name() {
    return "bce";
  }

  @Override
  public String about() {
    return "binary cross-entropy: values, the slope a - y, why logits, shapes that must not grow";
  }

  @Override
  public void run(Board board) {
    values(board);
    slope(board);
    logits(board);
    shapes(board);
  }

  private static void values(Board board) {
    board.title("loss(a, y) = -(y ln a + (1 - y) ln(1 - a))");
    board.printed("loss(1e-6, 0)", loss(1e-6, 0), "0.0000");
    board.printed("loss(0.9999999, 1)", loss(0.9999999, 1), "0.0000");
    board.printed("loss(0.3, 0)", loss(0.3, 0), "0.3567");
    board.near("loss(0.3, 0) in full", loss(0.3, 0), 1e-15, 0.35667494393873245);
    Tensor a = Tensor.of(Z).sigmoid();
    Tensor y = Tensor.of(LABELS);
    Tensor likelihood = y.mul(a.log()).add(y.neg().add(1).mul(a.neg().add(1).log()));
    board.near("log-likelihood of 20 rows", likelihood, 7e-9, LOG_LIKELIHOOD);
    board.holds("the loss is its negative, so never below 0", likelihood.neg().min().item() >= 0);
    Tensor answers = Tensor.of(ANSWERS, 3, 3);
    Tensor wanted = Tensor.of(new double[] {0, 0, 1, 0, 0, 1, 0, 0, 1}, 3, 3);
    double mean = new BCELoss().apply(answers, wanted).item();
    board.near("the mean over nine answers", mean, 1e-10, 0.042024429071527564);
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

  /** A gradient whose shape broadcasts would let the weights grow from (1, 3) to (3, 3). */
  private static void shapes(Board board) {
    board.title("Shapes that must not grow");
    Parameter w = new Parameter(Tensor.zeros(DType.FLOAT64, 1, 3));
    Tensor wrong = Tensor.ones(3, 3).to(DType.FLOAT64);
    String refusal = "";
    try {
      w.assign(Autograd.noGrad(() -> w.sub(wrong)));
    } catch (CremaException e) {
      refusal = Objects.requireNonNull(e.getMessage());
    }
    board.say(refusal);
    board.holds("a (3, 3) into a (1, 3) is refused", refusal.contains("(1, 3)"));
    board.same("the parameter's shape", w.shape(), "(1, 3)");
  }
}
