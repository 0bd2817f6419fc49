package dev.crema.examples.lessons;

import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.NumpyRandom;

/**
 * One sigmoid neuron learns AND, row by row, from half the squared error. Weights of about 2.65 and
 * a bias of about -4.09 take ten thousand epochs at a rate of 0.01, not one thousand.
 */
final class AndGateLesson implements Lesson {
  private static final double[][] X = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  private static final double[] Y = {0, 0, 0, 1};

  /** The epochs whose errors are compared. */
  private static final int[] MARKS = {1, 10, 100, 1000, 5000, 10_000, 20_000, 50_000};

  @Override
  public String name() {
    return "and-gate";
  }

  @Override
  public String about() {
    return "one neuron learns AND: how many epochs that takes in truth";
  }

  @Override
  public void run(Board board) {
    board.title("10,079 epochs at a rate of 0.01, seed 0");
    Neuron neuron = new Neuron(0, 0.01);
    Tensor start = neuron.parameters();
    board.near(
        "w1, w2, b at the start",
        start,
        1e-15,
        0.5488135039273248,
        0.7151893663724195,
        0.6027633760716439);
    neuron.train(10_079);
    board.printed("w1, w2, b", neuron.parameters(), "2.645 2.645 -4.092");
    board.say("here are the weights that are often printed for 1,000 epochs: 2.649 2.647 -4.090");
    slow(board);
    otherStarts(board);
    fast(board);
  }

  private static void slow(Board board) {
    board.title("The same neuron on its way: 1,000, 20,000 and 50,000 epochs");
    Neuron neuron = new Neuron(0, 0.01);
    neuron.errors(
        board, 0.4085595702999346, 0.3999506078675456, 0.3144381313393416, 0.13623273439082662);
    neuron.weights(board, 0.5702828946561627, 0.6630796539952443, -1.2534756832533993);
    neuron.outputs(
        board, 0.22209906134355317, 0.3565439919642187, 0.33554907820517993, 0.494971885853706);
    board.holds("(1, 1) is below a half: not learned yet", neuron.output(X[3]) < 0.5);
    neuron.errors(board, 0.057612322465796416, 0.03190296832096712, 0.01569422314907736);
    neuron.weights(board, 3.499807032649265, 3.4996315124947475, -5.358032570480602);
    neuron.outputs(
        board, 0.004688082277117689, 0.13488953053905434, 0.13491001406115435, 0.8377261578470451);
    neuron.errors(board, 0.005697859396805252);
    neuron.weights(board, 4.6481014756331644, 4.648025513964647, -7.0693179139185975);
    neuron.outputs(
        board, 0.0008500899713611223, 0.08156338837345098, 0.08156907890383627, 0.9026312749568469);
    board.holds("(1, 1) is above a half", neuron.output(X[3]) > 0.5);
  }

  private static void otherStarts(Board board) {
    board.title("Seed 1 starts with a small bias and is just through after 1,000 epochs");
    Neuron neuron = new Neuron(1, 0.01);
    neuron.errors(
        board, 0.2810868513717525, 0.2740579111543546, 0.2195020374029983, 0.12615894699573008);
    neuron.weights(board, 0.6563554221488842, 0.8067590188948426, -1.4016790048170644);
    neuron.outputs(
        board, 0.19754981390758833, 0.35550677904399414, 0.3218411214137553, 0.5153540301176913);
    board.holds("(1, 1) is above a half", neuron.output(X[3]) > 0.5);

    board.title("Seed 42 starts elsewhere and comes to the same weights");
    neuron = new Neuron(42, 0.01);
    neuron.errors(
        board, 0.43592566263211696, 0.42787027434681096, 0.34415015154610296, 0.13913307002870345);
    neuron.weights(board, 0.4276952488838764, 0.7663234102097691, -1.2261176420443989);
    neuron.outputs(
        board, 0.22686165144237136, 0.3870346389240289, 0.3103630853730178, 0.4919759432125171);
    board.holds("(1, 1) is below a half", neuron.output(X[3]) < 0.5);
    neuron.errors(
        board,
        0.05795440447912697,
        0.03202185373438856,
        0.015727326654336807,
        0.005702824401448581);
    neuron.weights(board, 4.647143979812494, 4.647068371378099, -7.067888527984015);
    neuron.outputs(
        board, 0.0008513049116855053, 0.08159877149260024, 0.08160443779907223, 0.9025886187269064);
    board.holds("(1, 1) is above a half", neuron.output(X[3]) > 0.5);
  }

  private static void fast(Board board) {
    board.title("A rate of 1, seed 0: a thousand epochs are enough");
    Neuron neuron = new Neuron(0, 1);
    neuron.errors(
        board, 0.3883649178182611, 0.15368502141370016, 0.03163876085462154, 0.0025927676066077755);
    neuron.weights(board, 5.51182148977342, 5.508241537092726, -8.351009674214405);
    neuron.outputs(
        board,
        0.00023610219800298705,
        0.05505634754264337,
        0.05524289204728508,
        0.9351756672423235);
    board.holds("(1, 1) is above a half", neuron.output(X[3]) > 0.5);
    neuron.errors(board, 0.0004668483888162609, 0.00022723290268977515, 0.00011143783854121426);
    neuron.weights(board, 8.74652088261712, 8.746359084599904, -13.205105556315589);
    neuron.outputs(
        board,
        1.8411735375661872e-06,
        0.011444376114680268,
        0.01144620674545418,
        0.9864506458262394);
  }

  /** sigmoid(w . x + b). */
  private static final class Neuron {
    private final double rate;
    private double w0;
    private double w1;
    private double b;
    private int epochs;

    /** How many of {@link #MARKS} are behind it. */
    private int passed;

    /** The mean of the squared errors in the last epoch, each before its row was learned from. */
    private double error;

    Neuron(long seed, double rate) {
      NumpyRandom random = new NumpyRandom(seed);
      this.rate = rate;
      w0 = random.random();
      w1 = random.random();
      b = random.random();
    }

    Tensor parameters() {
      return Tensor.of(w0, w1, b);
    }

    private double output(double[] x) {
      return 1 / (1 + StrictMath.exp(-(w0 * x[0] + w1 * x[1] + b)));
    }

    /** Trains on to the next marks, and compares the error at each. */
    void errors(Board board, double... expected) {
      for (double wanted : expected) {
        train(MARKS[passed++]);
        board.near("mean squared error in epoch %,d".formatted(epochs), error, 1e-12, wanted);
      }
    }

    void weights(Board board, double... expected) {
      board.near("w1, w2, b after %,d epochs".formatted(epochs), parameters(), 1e-9, expected);
    }

    void outputs(Board board, double... expected) {
      Tensor outputs = Tensor.of(output(X[0]), output(X[1]), output(X[2]), output(X[3]));
      board.near("outputs", outputs, 1e-13, expected);
    }

    /** Until it has seen all rows so many times. */
    void train(int until) {
      for (; epochs < until; epochs++) {
        error = 0;
        for (int i = 0; i < X.length; i++) {
          double out = output(X[i]);
          error += (out - Y[i]) * (out - Y[i]) / X.length;
          double slope = (out - Y[i]) * out * (1 - out);
          w0 -= rate * slope * X[i][0];
          w1 -= rate * slope * X[i][1];
          b -= rate * slope;
        }
      }
    }
  }
}
