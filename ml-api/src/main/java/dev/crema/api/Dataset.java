package dev.crema.api;

import java.util.List;

/**
 * Samples that can be fetched by number, from several threads at once.
 *
 * @param <S> a sample, such as {@link Sample}
 */
public interface Dataset<S> {
  /** The number of samples. */
  int size();

  /**
   * Fetches one sample.
   *
   * @param index its number, from 0 to {@code size() - 1}
   */
  S get(int index);

  /**
   * The dataset as it is seen in one epoch. A dataset that changes its samples at random gives
   * another view for each epoch, so that a sample depends on seed, epoch and index and on nothing
   * else.
   */
  default Dataset<S> atEpoch(int epoch) {
    return this;
  }

  /** A dataset over a list. */
  static <S> Dataset<S> of(List<S> samples) {
    List<S> fixed = List.copyOf(samples);
    return new Dataset<>() {
      @Override
      public int size() {
        return fixed.size();
      }

      @Override
      public S get(int index) {
        return fixed.get(index);
      }
    };
  }
}
