package dev.crema.api;

import java.util.List;

/**
 * The batches of each epoch: what a trainer trains on and a data loader gives.
 *
 * <p>An iterator that holds threads or files implements {@link AutoCloseable}; who iterates closes
 * it, so that leaving an epoch early frees them.
 */
@FunctionalInterface
public interface Batches {
  /**
   * The batches of one epoch.
   *
   * @param epoch the epoch, from 0; it decides the order and the augmentation
   */
  Iterable<Batch> epoch(int epoch);

  /** How many batches an epoch has, or -1 where nobody knows. */
  default long count() {
    return -1;
  }

  /** The same batches in every epoch. */
  static Batches of(List<Batch> batches) {
    List<Batch> fixed = List.copyOf(batches);
    return new Batches() {
      @Override
      public Iterable<Batch> epoch(int epoch) {
        return fixed;
      }

      @Override
      public long count() {
        return fixed.size();
      }
    };
  }
}
