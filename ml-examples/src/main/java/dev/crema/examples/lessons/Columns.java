package dev.crema.examples.lessons;

import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.NumpyRandom;
import java.util.List;

/**
 * Random columns of numbers with random labels, and a logistic regression that starts from random
 * weights: what the programs of {@link LogisticTestsLesson} train on.
 */
final class Columns {
  static final int COUNT = 20;
  private static final double RATE = 0.01;

  final Tensor x;
  final Tensor y;

  /** Of shape (1, features). */
  Tensor w;

  /** Of shape (1,). */
  Tensor b;

  /** Draws columns, labels, weights and the bias, in this order, as NumPy does with the seed. */
  Columns(long seed, int features) {
    NumpyRandom random = new NumpyRandom(seed);
    x = random.randn(features, COUNT);
    y = random.choice(2, COUNT).to(x.dtype()).unsqueeze(0);
    w = random.randn(1, features);
    b = random.randn(1);
  }

  Tensor logits() {
    return w.matmul(x).add(b);
  }

  Tensor losses() {
    Tensor a = logits().sigmoid();
    return y.mul(a.log()).add(y.neg().add(1).mul(a.neg().add(1).log())).neg();
  }

  /** One epoch with matrices; gives the sum of the losses before it. */
  double byMatrices() {
    Tensor losses = losses();
    Tensor error = logits().sigmoid().sub(y);
    w = w.sub(error.matmul(x.t()).mul(RATE / COUNT));
    b = b.sub(error.mean().mul(RATE));
    return losses.sum().item();
  }

  /**
   * Epochs with a loop over columns and one over the numbers in a column.
   *
   * @return the sum of the losses in each thousandth epoch
   */
  double[] byLoops(int epochs) {
    double[][] columns = withOnes();
    double[] labels = y.toDoubles();
    double[] weights = Tensor.cat(List.of(w.squeeze(0), b), 0).toDoubles();
    double[] costs = new double[epochs / 1000];
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double[] slopes = new double[weights.length];
      double cost = 0;
      for (int i = 0; i < COUNT; i++) {
        double a = 1 / (1 + StrictMath.exp(-dot(weights, columns[i])));
        cost -= StrictMath.log(labels[i] == 1 ? a : 1 - a);
        for (int k = 0; k < weights.length; k++) {
          slopes[k] += (a - labels[i]) * columns[i][k];
        }
      }
      for (int k = 0; k < weights.length; k++) {
        weights[k] -= RATE * slopes[k] / COUNT;
      }
      if (epoch % 1000 == 0) {
        costs[epoch / 1000 - 1] = cost;
      }
    }
    w = Tensor.of(weights).slice(0, 0, -1).unsqueeze(0);
    b = Tensor.of(weights).slice(0, -1, weights.length);
    return costs;
  }

  /** The columns, each with a 1 below it: the bias is the weight of that. */
  private double[][] withOnes() {
    Tensor ones = Tensor.ones(1, COUNT).to(x.dtype());
    Tensor rows = Tensor.cat(List.of(x, ones), 0).t();
    double[][] columns = new double[COUNT][];
    for (int i = 0; i < COUNT; i++) {
      columns[i] = rows.get(i).toDoubles();
    }
    return columns;
  }

  private static double dot(double[] weights, double[] column) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * column[k];
    }
    return sum;
  }
}
