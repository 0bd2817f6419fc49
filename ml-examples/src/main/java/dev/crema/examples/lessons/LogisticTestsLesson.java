package dev.crema.examples.lessons;

import dev.crema.layers.BCELoss;
import dev.crema.tensor.Tensor;

/**
 * A logistic regression that is tested before it is trusted: the functions on numbers known
 * beforehand, printed rows beside each other, the loop beside the matrices, and what goes wrong
 * when a gradient has another shape than its weights.
 */
final class LogisticTestsLesson implements Lesson {
  private static final double[] Z = {
    1.30108329, 3.3559704, 2.29305178, 5.39143942, 0.22332182, -0.90609519, -1.40676835,
    0.59137067, 1.91820636, 5.14922994, 3.55974381, -1.16140935, 3.4926294, -1.02240655,
    2.09740392, 4.76738831, -0.19158711, -1.1040475, -3.45294174, 3.42278861
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
    return "logistic-tests";
  }

  @Override
  public String about() {
    return "logistic regression with tests; by loop and by matrix; a gradient of the wrong shape";
  }

  @Override
  public void run(Board board) {
    functions(board);
    rows(board);
    SeededLogistic.run(board);
    BroadcastTrap.run(board);
  }

  private static void functions(Board board) {
    board.title("Tests of the functions, to four decimals");
    board.printed("sigmoid(0)", Tensor.of(0.0).sigmoid(), "0.5000");
    board.printed("sigmoid(-100)", Tensor.of(-100.0).sigmoid(), "0.0000");
    board.printed("sigmoid(100)", Tensor.of(100.0).sigmoid(), "1.0000");
    board.printed("neg_log_loss(0.000001, 0)", loss(1e-6, 0), "0.0000");
    board.printed("neg_log_loss(0.9999999, 1)", loss(0.9999999, 1), "0.0000");
    board.printed("neg_log_loss(0.3, 0)", loss(0.3, 0), "0.3567");
    board.say("four decimals hide much; in full, with log(1 - a) as the formula has it:");
    board.near("1e18 neg_log_loss(0.000001, 0)", 1e18 * plain(1e-6, 0), 1e3, 1000000500029.089);
    board.near(
        "1e18 neg_log_loss(0.9999999, 1)", 1e18 * plain(0.9999999, 1), 1, 100000004947.36474);
    board.near("neg_log_loss(0.3, 0)", plain(0.3, 0), 1e-15, 0.35667494393873245);
    board.say(
        "1 - 0.000001 has lost digits; the series a + a^2 / 2 + a^3 / 3 has not, nor BCELoss:");
    board.near("1e18 BCELoss(0.000001, 0)", 1e18 * loss(1e-6, 0), 1, 1000000500000.3333);
  }

  private static double plain(double a, double y) {
    return -(y * StrictMath.log(a) + (1 - y) * StrictMath.log(1 - a));
  }

  private static double loss(double a, double y) {
    return new BCELoss().apply(Tensor.of(a), Tensor.of(y)).item();
  }

  /** The labels were not printed, but each log-likelihood tells which of the two it was. */
  private static void rows(Board board) {
    board.title("Printed rows of z and of log-likelihoods: the labels can be recovered");
    Tensor a = Tensor.of(Z).sigmoid();
    Tensor ifOne = a.log();
    Tensor ifZero = a.neg().add(1).log();
    Tensor printed = Tensor.of(LOG_LIKELIHOOD);
    Tensor y = ifOne.sub(printed).abs().lt(ifZero.sub(printed).abs());
    board.printed("y", y.to(a.dtype()), "0 1 0 0 0 0 1 0 1 0 1 1 0 1 0 0 0 1 0 0");
    board.near("log-likelihoods", Tensor.where(y, ifOne, ifZero), 7e-9, LOG_LIKELIHOOD);
    board.holds("none is above 0: the loss is the negative", printed.max().item() <= 0);

    Tensor answers = Tensor.of(ANSWERS, 3, 3);
    Tensor wanted = Tensor.of(new double[] {0, 0, 1, 0, 0, 1, 0, 0, 1}, 3, 3);
    double mean = new BCELoss().apply(answers, wanted).item();
    board.near("the mean loss of nine printed answers", mean, 1e-10, 0.042024429071527564);
  }
}
