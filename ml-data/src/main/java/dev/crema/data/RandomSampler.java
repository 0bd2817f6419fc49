package dev.crema.data;

import dev.crema.api.Sampler;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.random.Philox;

/**
 * Samples in random order, each once an epoch.
 *
 * <p>The order is a function of the seed and the epoch and of nothing else: a run that goes on from
 * a checkpoint at epoch 7 sees the order that it would have seen without the stop.
 */
public final class RandomSampler implements Sampler {
  private final Sampler samples;
  private final long seed;

  /** All samples of a dataset of this size. */
  public RandomSampler(int size, long seed) {
    this(new SequentialSampler(size), seed);
  }

  /** Another sampler's samples, such as those of a {@link SubsetSampler}. */
  public RandomSampler(Sampler samples, long seed) {
    this.samples = samples;
    this.seed = seed;
  }

  /**
   * The numbers of the samples of an epoch, in its order.
   *
   * @param epoch the epoch, from 0
   * @throws CremaException if the epoch is negative
   */
  @Override
  public int[] indices(int epoch) {
    if (epoch < 0) {
      throw new CremaException("epoch " + epoch + " was asked for: epochs count from 0");
    }
    int[] ordered = samples.indices(epoch);
    int[] order = Philox.of(seed, epoch, 0).permutation(ordered.length);
    for (int i = 0; i < order.length; i++) {
      order[i] = ordered[order[i]];
    }
    return order;
  }

  @Override
  public int size() {
    return samples.size();
  }

  /** The seed of the orders. */
  public long seed() {
    return seed;
  }
}
