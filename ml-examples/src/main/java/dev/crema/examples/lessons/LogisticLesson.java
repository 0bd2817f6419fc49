package dev.crema.examples.lessons;

import dev.crema.api.Batch;
import dev.crema.api.Batches;
import dev.crema.examples.plot.Plot;
import dev.crema.layers.BCELoss;
import dev.crema.layers.BCEWithLogitsLoss;
import dev.crema.layers.Linear;
import dev.crema.optim.SGD;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.NumpyRandom;
import dev.crema.train.DefaultTrainer;
import java.util.List;
import java.util.Objects;

/**
 * Logistic regression by a loop over rows, by matrices, by autograd, and by a Module and a Trainer:
 * four ways to the same numbers.
 */
final class LogisticLesson implements Lesson {
  private static final double RATE = 0.01;
  private static final int ITERATIONS = 1000;

  /** What the last printed weights are in full; the four ways agree to 1e-12. */
  private static final double[] WEIGHTS = {1.380450430263975, 1.2101018791601252};

  private static final double BIAS = 0.06745134927112824;

  /** The loss before every hundredth update. */
  private static final double[] LOSSES = {
    0.6931471805599453, 0.5708982947834522, 0.4954334209800622, 0.4445370617795026,
    0.40759093547715236, 0.3792827388885416, 0.3567156398843572, 0.33818052125191966,
    0.3226016384072127, 0.30926558808265225
  };

  private static final double LOSS = 0.29767874565608765;
  private static final double EQUAL = 1e-12;

  @Override
  public String name() {
    return "logistic";
  }

  @Override
  public String about() {
    return "logistic regression by loop, by matrix, by autograd, by Module and Trainer";
  }

  @Override
  public void run(Board board) {
    trace(board);
    Tensor x = new NumpyRandom(43).randn(100, 2);
    Tensor y = x.sum(1).gt(0).to(DType.FLOAT64);
    board.title("The boundary x1 + x2 = 0 from 100 points, seed 43");
    board.printed("points above it", y.sum(), "53");
    double[] losses = new double[LOSSES.length];
    agree(board, "by a loop", byLoop(x, y));
    agree(board, "by matrices", byMatrix(x, y));
    agree(board, "by autograd", byAutograd(x, y, losses));
    board.near("its loss before every hundredth step", Tensor.of(losses), EQUAL, LOSSES);
    agree(board, "by a Module and a Trainer", byTrainer(x, y));
    boundary(board, x, y);
  }

  /** Weights and bias before every tenth update, from rows drawn with seed 42. */
  private static void trace(Board board) {
    board.title("100 epochs from random weights, seed 42");
    NumpyRandom random = new NumpyRandom(42);
    Tensor w = random.rand(2, 1);
    Tensor b = random.rand(1, 1);
    board.printed("w", w, "0.37454012 0.95071431");
    board.printed("b", b, "0.73199394");
    Tensor x = random.rand(64, 2);
    Tensor y = random.rand(64, 1);
    List<String> printed =
        List.of(
            "0.36002527 0.93590538 0.70417022",
            "0.34425671 0.91976212 0.67396657",
            "0.32886769 0.90394858 0.64451325",
            "0.31385917 0.88846648 0.6158102",
            "0.29923137 0.87331686 0.58785601",
            "0.28498377 0.85850015 0.56064798",
            "0.27111518 0.84401614 0.53418209",
            "0.25762372 0.82986402 0.50845315",
            "0.24450688 0.81604238 0.4834548",
            "0.23176154 0.80254927 0.4591796");
    double[] losses = new double[100];
    for (int epoch = 1; epoch <= 100; epoch++) {
      losses[epoch - 1] = new BCELoss().apply(x.matmul(w).add(b).sigmoid(), y).item();
      if (epoch % 10 == 0) {
        String what = "epoch %d: w1, w2, b".formatted(epoch);
        Tensor now = Tensor.of(w.get(0, 0).item(), w.get(1, 0).item(), b.item());
        board.printed(what, now, printed.get(epoch / 10 - 1));
      }
      Tensor error = x.matmul(w).add(b).sigmoid().sub(y);
      w = w.sub(x.t().matmul(error).mul(RATE / 64));
      b = b.sub(error.mean().mul(RATE));
    }
    board.near("w after the last", w, 1e-12, 0.23050730141770098, 0.8012179375829609);
    board.near("b", b, 1e-12, 0.4567915366386218);
    Tensor ends = Tensor.of(losses[0], losses[99]);
    board.near(
        "mean loss in the first epoch and in the last",
        ends,
        1e-12,
        0.9544206544380933,
        0.8359764561379723);
    board.say("y is no label here but any number from 0 to 1: the loss cannot go to 0");
  }

  /** Weights and a bias. */
  private record Line(double[] weights, double bias) {
    Tensor logits(Tensor x) {
      return x.matmul(Tensor.of(weights)).add(bias);
    }
  }

  private static void agree(Board board, String how, Line line) {
    board.near("w " + how, Tensor.of(line.weights), EQUAL, WEIGHTS);
    board.near("b " + how, line.bias, EQUAL, BIAS);
  }

  private static Line byLoop(Tensor x, Tensor y) {
    double[] points = x.toDoubles();
    double[] labels = y.toDoubles();
    double[] w = {0, 0};
    double b = 0;
    for (int step = 0; step < ITERATIONS; step++) {
      double d0 = 0;
      double d1 = 0;
      double db = 0;
      for (int i = 0; i < labels.length; i++) {
        double z = w[0] * points[2 * i] + w[1] * points[2 * i + 1] + b;
        double error = 1 / (1 + StrictMath.exp(-z)) - labels[i];
        d0 += error * points[2 * i];
        d1 += error * points[2 * i + 1];
        db += error;
      }
      w[0] -= RATE * d0 / labels.length;
      w[1] -= RATE * d1 / labels.length;
      b -= RATE * db / labels.length;
    }
    return new Line(w, b);
  }

  private static Line byMatrix(Tensor x, Tensor y) {
    Tensor w = Tensor.zeros(DType.FLOAT64, 2);
    Tensor b = Tensor.zeros(DType.FLOAT64, 1);
    for (int step = 0; step < ITERATIONS; step++) {
      Tensor error = x.matmul(w).add(b).sigmoid().sub(y);
      w = w.sub(x.t().matmul(error).mul(RATE / 100));
      b = b.sub(error.mean().mul(RATE));
    }
    return new Line(w.toDoubles(), b.item());
  }

  private static Line byAutograd(Tensor x, Tensor y, double[] losses) {
    BCEWithLogitsLoss loss = new BCEWithLogitsLoss();
    Parameter w = new Parameter(Tensor.zeros(DType.FLOAT64, 2));
    Parameter b = new Parameter(Tensor.zeros(DType.FLOAT64, 1));
    for (int step = 0; step < ITERATIONS; step++) {
      w.zeroGrad();
      b.zeroGrad();
      Tensor now = loss.apply(x.matmul(w).add(b), y);
      if (step % 100 == 0) {
        losses[step / 100] = now.item();
      }
      now.backward();
      w.assign(Autograd.noGrad(() -> w.sub(Objects.requireNonNull(w.grad()).mul(RATE))));
      b.assign(Autograd.noGrad(() -> b.sub(Objects.requireNonNull(b.grad()).mul(RATE))));
    }
    return new Line(w.toDoubles(), b.item());
  }

  private static Line byTrainer(Tensor x, Tensor y) {
    Linear line = new Linear(2, 1, true, DType.FLOAT64);
    line.parameters().forEach(p -> p.assign(p.detach().mul(0)));
    SGD sgd = new SGD(line.parameters(), RATE);
    Batches rows = Batches.of(List.of(new Batch(x, y.unsqueeze(1))));
    DefaultTrainer.builder(line, new BCEWithLogitsLoss(), sgd)
        .epochs(ITERATIONS)
        .build()
        .fit(rows, rows);
    double[] parameters = line.weight().toDoubles();
    return new Line(parameters, Objects.requireNonNull(line.bias()).item());
  }

  private static void boundary(Board board, Tensor x, Tensor y) {
    board.title("What was learned");
    Line line = byMatrix(x, y);
    Tensor logits = line.logits(x);
    board.near("the loss", new BCEWithLogitsLoss().apply(logits, y).item(), 1e-9, LOSS);
    Tensor right = logits.gt(0).eq(y.eq(1)).to(DType.FLOAT64);
    board.printed("the share of points on the right side", right.mean(), "0.98");
    Tensor slip = logits.gt(0.5).eq(y.eq(1)).to(DType.FLOAT64);
    board.printed("when a half is taken for the border of w . x + b, not 0", slip.mean(), "0.89");
    Tensor questions = Tensor.of(new double[] {1, 1, -1, -1, 2, 2, -2, -2}, 4, 2);
    board.near(
        "w . x + b for (1,1), (-1,-1), (2,2), (-2,-2)",
        line.logits(questions),
        1e-9,
        2.6580036586952285,
        -2.523100960152972,
        5.248555968119329,
        -5.113653269577072);
    board.printed("predicted", line.logits(questions).gt(0).to(DType.INT64), "1 0 1 0");
    picture(board, line, x, y);
  }

  /** The shares of both classes over the plane, the points, and the line where they are equal. */
  private static void picture(Board board, Line line, Tensor x, Tensor y) {
    Plot.Range side = new Plot.Range(-3.2, 3.2);
    double[] ends = {side.low(), side.high()};
    double[] boundary = new double[2];
    for (int i = 0; i < 2; i++) {
      boundary[i] = -(line.bias + line.weights[0] * ends[i]) / line.weights[1];
    }
    Tensor above = y.eq(1);
    board.picture(
        "logistic",
        new Plot("logistic regression, seed 43", "x1", "x2")
            .regions(side, side, points -> line.logits(points).sigmoid())
            .scatter(
                "0",
                column(x, 0, above.logicalNot()),
                column(x, 1, above.logicalNot()),
                Plot.Marker.CIRCLE)
            .scatter("1", column(x, 0, above), column(x, 1, above), Plot.Marker.CROSS)
            .line("boundary", ends, boundary, Plot.Line.DASHED));
  }

  private static double[] column(Tensor x, int column, Tensor mask) {
    return x.select(1, column).maskedSelect(mask).toDoubles();
  }
}
