package dev.crema.api;

/**
 * Samples that come one after the other, for what has no numbers: streams, logs, generators.
 *
 * <p>An iterator that holds a file or a thread implements {@link AutoCloseable}; who iterates
 * closes it.
 *
 * @param <S> a sample, such as {@link Sample}
 */
@FunctionalInterface
public interface IterableDataset<S> extends Iterable<S> {
  /** The dataset as it is seen in one epoch; see {@link Dataset#atEpoch}. */
  default IterableDataset<S> atEpoch(int epoch) {
    return this;
  }
}
