package dev.crema.examples;

import dev.crema.tensor.CremaException;

/**
 * What a training depends on.
 *
 * @param epochs how often it sees the training rows
 * @param batch rows a step
 * @param learningRate the optimizer's
 * @param seed of the first weights and of the order of the rows
 * @param model which of the example's networks, empty where it has one; or the text of a model file
 */
record RunSettings(int epochs, int batch, double learningRate, long seed, String model) {
  RunSettings {
    positive("epochs", epochs);
    positive("batch", batch);
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new CremaException("--lr is " + learningRate + ": give a number above 0");
    }
  }

  /** Settings of an example with one network. */
  RunSettings(int epochs, int batch, double learningRate, long seed) {
    this(epochs, batch, learningRate, seed, "");
  }

  /**
   * A number that must be 1 or more.
   *
   * @throws CremaException that names the option, if it is not
   */
  static int positive(String option, int value) {
    if (value < 1) {
      throw new CremaException("--%s is %d: give 1 or more".formatted(option, value));
    }
    return value;
  }
}
