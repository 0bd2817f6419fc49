package dev.crema.data;

import dev.crema.api.Dataset;
import dev.crema.tensor.random.Generator;
import dev.crema.tensor.random.Philox;
import java.util.function.BiFunction;

/**
 * A dataset whose samples are changed at random when they are fetched, otherwise in each epoch.
 *
 * <p>Each sample of each epoch has a generator of its own, so that what is drawn depends on the
 * seed, the epoch and the sample's number, and not on which thread fetches what first.
 *
 * <pre>{@code
 * Dataset<Sample> noisy =
 *     new AugmentedDataset<>(
 *         train,
 *         42,
 *         (sample, generator) -> {
 *           Tensor x = sample.input();
 *           Tensor noise = Tensor.randn(generator, x.dtype(), x.shape());
 *           return new Sample(x.add(noise.mul(0.1)), sample.target());
 *         });
 * }</pre>
 *
 * @param <S> a sample before
 * @param <T> a sample after
 */
public final class AugmentedDataset<S, T> implements Dataset<T> {
  private final Dataset<S> dataset;
  private final long seed;
  private final BiFunction<? super S, ? super Generator, ? extends T> change;
  private final int epoch;

  /**
   * The dataset as it is in epoch 0.
   *
   * @param dataset the dataset
   * @param seed decides what is drawn
   * @param change what is done to a sample; it draws from the generator that it is given
   */
  public AugmentedDataset(
      Dataset<S> dataset, long seed, BiFunction<? super S, ? super Generator, ? extends T> change) {
    this(dataset, seed, change, 0);
  }

  private AugmentedDataset(
      Dataset<S> dataset,
      long seed,
      BiFunction<? super S, ? super Generator, ? extends T> change,
      int epoch) {
    this.dataset = dataset;
    this.seed = seed;
    this.change = change;
    this.epoch = epoch;
  }

  @Override
  public int size() {
    return dataset.size();
  }

  @Override
  public T get(int index) {
    return change.apply(dataset.get(index), Philox.of(seed, epoch, index));
  }

  @Override
  public AugmentedDataset<S, T> atEpoch(int number) {
    return new AugmentedDataset<>(dataset.atEpoch(number), seed, change, number);
  }
}
