package dev.crema.tensor.random;

import dev.crema.tensor.CremaException;
import java.util.function.IntUnaryOperator;

/**
 * Shuffling from the front: each place in turn is swapped with a random one of those not yet
 * passed, itself included. This is the order of {@code torch.randperm}.
 */
final class FisherYates {
  private FisherYates() {}

  /** A permutation of {@code n} numbers; {@code below(k)} draws one of 0 to {@code k - 1}. */
  static int[] permutation(int n, IntUnaryOperator below) {
    int[] numbers = numbers(n);
    for (int i = 0; i < n - 1; i++) {
      int other = i + below.applyAsInt(n - i);
      int number = numbers[i];
      numbers[i] = numbers[other];
      numbers[other] = number;
    }
    return numbers;
  }

  /** 0 to {@code n - 1} in order. */
  static int[] numbers(int n) {
    if (n < 0) {
      throw new CremaException("a permutation of %d numbers was asked for".formatted(n));
    }
    int[] numbers = new int[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = i;
    }
    return numbers;
  }
}
