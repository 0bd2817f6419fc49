package dev.crema.examples.training;

import dev.crema.tensor.Crema;
import java.util.Arrays;

/**
 * A program that prints a fingerprint of trainings: of the first losses, and of the parameters
 * then.
 */
final class TrainingBits {
  private TrainingBits() {}

  /** Takes the number of steps and the names of trainings. */
  public static void main(String[] args) {
    int steps = Integer.parseInt(args[0]);
    for (String name : Arrays.asList(args).subList(1, args.length)) {
      Training training = LossTrace.named(name).start();
      double[] losses = new double[steps];
      for (int step = 0; step < steps; step++) {
        losses[step] = training.step(step);
      }
      System.out.printf(
          "%s %08x %s%n", name, Arrays.hashCode(losses), Double.toHexString(training.norm()));
    }
    System.out.println(Crema.kernels());
  }
}
