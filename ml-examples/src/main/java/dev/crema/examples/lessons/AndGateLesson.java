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
  private static final double RATE = 0.01;

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
    Neuron neuron = new Neuron(new NumpyRandom(0));
    board.near("w at the start", neuron.w(), 1e-15, 0.5488135039273248, 0.7151893663724195);
    board.near("b at the start", neuron.b, 1e-15, 0.6027633760716439);

    board.title("1,000 epochs");
    neuron.train(1000);
    board.near("w", neuron.w(), 1e-8, 0.5702828946561627, 0.6630796539952443);
    board.near("b", neuron.b, 1e-8, -1.2534756832533993);
    double[] early = {
      0.22209906134355317, 0.3565439919642187, 0.33554907820517993, 0.494971885853706
    };
    board.near("outputs", neuron.outputs(), 1e-8, early);
    board.say("not learned yet: (1, 1) is below a half");

    board.title("10,079 epochs");
    neuron.train(9079);
    board.printed("w", neuron.w(), "2.645 2.645");
    board.printed("b", neuron.b, "-4.092");
    board.say("here are the weights that are often printed for 1,000 epochs: 2.649 2.647 -4.090");

    board.title("20,000 epochs");
    neuron.train(9921);
    board.near("w", neuron.w(), 1e-7, 3.499807032649265, 3.4996315124947475);
    board.near("b", neuron.b, 1e-7, -5.358032570480602);
    double[] late = {
      0.004688082277117689, 0.13488953053905434, 0.13491001406115435, 0.8377261578470451
    };
    board.near("outputs", neuron.outputs(), 1e-8, late);
  }

  /** sigmoid(w . x + b). */
  private static final class Neuron {
    private double w0;
    private double w1;
    private double b;

    Neuron(NumpyRandom random) {
      w0 = random.random();
      w1 = random.random();
      b = random.random();
    }

    Tensor w() {
      return Tensor.of(w0, w1);
    }

    private double output(double[] x) {
      return 1 / (1 + StrictMath.exp(-(w0 * x[0] + w1 * x[1] + b)));
    }

    Tensor outputs() {
      return Tensor.of(output(X[0]), output(X[1]), output(X[2]), output(X[3]));
    }

    void train(int epochs) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        for (int i = 0; i < X.length; i++) {
          double out = output(X[i]);
          double slope = (out - Y[i]) * out * (1 - out);
          w0 -= RATE * slope * X[i][0];
          w1 -= RATE * slope * X[i][1];
          b -= RATE * slope;
        }
      }
    }
  }
}
