package dev.crema.examples.lessons;

import dev.crema.tensor.Tensor;

/**
 * Rosenblatt's perceptron: a step function of a weighted sum, corrected after each mistake. It
 * learns AND and OR in a few rounds and can never learn XOR.
 *
 * <p>Source: F. Rosenblatt, The Perceptron, Psychological Review 65(6), 1958.
 */
final class PerceptronLesson implements Lesson {
  private static final double[][] INPUTS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  private static final int MOST_EPOCHS = 1000;

  /** Weights, the threshold, and after how many epochs there was no mistake. */
  private record Learned(double[] weights, double bias, int epochs) {
    int answer(double[] x) {
      return x[0] * weights[0] + x[1] * weights[1] + bias > 0 ? 1 : 0;
    }
  }

  @Override
  public String name() {
    return "perceptron";
  }

  @Override
  public String about() {
    return "the step function learns AND and OR, and is defeated by XOR";
  }

  @Override
  public void run(Board board) {
    board.say("output = 1 if w . x + b > 0 else 0; after a mistake w += (y - output) x");
    learns(board, "AND", new int[] {0, 0, 0, 1}, 6);
    learns(board, "OR", new int[] {0, 1, 1, 1}, 4);

    board.title("XOR");
    Learned xor = learn(new int[] {0, 1, 1, 0});
    board.same("epochs without success", xor.epochs(), MOST_EPOCHS);
    board.holds("at least one answer is wrong", mistakes(xor, new int[] {0, 1, 1, 0}) > 0);
    board.say("no line has (0,1) and (1,0) on one side and (0,0) and (1,1) on the other:");
    board.say(
        "b <= 0, w1 + b > 0, w2 + b > 0 add up to w1 + w2 + b > -b >= 0, but (1,1) wants <= 0");
    board.printed("the best that a line does", best(), "0.75");
  }

  private static void learns(Board board, String name, int[] labels, int epochs) {
    board.title(name);
    Learned learned = learn(labels);
    board.say("w = (%s, %s), b = %s", learned.weights[0], learned.weights[1], learned.bias);
    board.same("epochs until there is no mistake", learned.epochs(), epochs);
    for (int i = 0; i < INPUTS.length; i++) {
      String question = "(%.0f, %.0f)".formatted(INPUTS[i][0], INPUTS[i][1]);
      board.same(question, learned.answer(INPUTS[i]), labels[i]);
    }
  }

  private static Learned learn(int[] labels) {
    double[] w = {0, 0};
    double b = 0;
    for (int epoch = 1; epoch <= MOST_EPOCHS; epoch++) {
      int wrong = 0;
      for (int i = 0; i < INPUTS.length; i++) {
        int error = labels[i] - new Learned(w, b, epoch).answer(INPUTS[i]);
        w[0] += error * INPUTS[i][0];
        w[1] += error * INPUTS[i][1];
        b += error;
        wrong += Math.abs(error);
      }
      if (wrong == 0) {
        return new Learned(w, b, epoch);
      }
    }
    return new Learned(w, b, MOST_EPOCHS);
  }

  private static int mistakes(Learned learned, int[] labels) {
    int wrong = 0;
    for (int i = 0; i < INPUTS.length; i++) {
      wrong += learned.answer(INPUTS[i]) == labels[i] ? 0 : 1;
    }
    return wrong;
  }

  /** The share of XOR's answers that the best of many lines gets right. */
  private static double best() {
    Tensor grid = Tensor.linspace(-2, 2, 41);
    double[] steps = grid.toDoubles();
    int right = 0;
    for (double w1 : steps) {
      for (double w2 : steps) {
        for (double b : steps) {
          Learned line = new Learned(new double[] {w1, w2}, b, 0);
          right = Math.max(right, 4 - mistakes(line, new int[] {0, 1, 1, 0}));
        }
      }
    }
    return right / 4.0;
  }
}
