package dev.crema.data;

import dev.crema.api.Batch;
import dev.crema.api.Batches;
import dev.crema.api.Collate;
import dev.crema.api.Dataset;
import dev.crema.api.IterableDataset;
import dev.crema.api.Sample;
import dev.crema.api.Sampler;
import dev.crema.tensor.CremaException;
import org.jspecify.annotations.Nullable;

/**
 * Makes batches of a dataset, in order or shuffled, ahead of time if wanted.
 *
 * <pre>{@code
 * DataLoader<Sample> loader = DataLoader.of(dataset, 32).shuffle(42).workers(2);
 * for (int epoch = 0; epoch < 10; epoch++) {
 *   for (Batch batch : loader.epoch(epoch)) {
 *     optimizer.zeroGrad();
 *     loss.apply(model.apply(batch.inputs()), batch.targets()).backward();
 *     optimizer.step();
 *   }
 * }
 * }</pre>
 *
 * <p>A loader is a value: each method that changes a setting gives another loader. The batches of
 * an epoch depend on the dataset, the seed and the epoch; not on the workers, which are threads
 * that fetch and collate the next batches while the caller uses this one.
 *
 * <p>What goes wrong in the dataset or in the collation is thrown by {@code next()} of the batch
 * that it belongs to, as a {@link CremaException} that names the sample; the batches before it
 * arrive first. Then the epoch is over and its threads end. They end too when the iterator is
 * {@link AutoCloseable#close closed}, and some time after it was dropped without.
 *
 * @param <S> a sample of the dataset
 */
public final class DataLoader<S> implements Batches {
  private static final int PREFETCH = 2;

  /**
   * What a loader is made with.
   *
   * @param workers how many threads fetch; 0 for the caller itself
   * @param prefetch how many batches each of them may be ahead
   */
  private record Settings(int batchSize, boolean dropLast, int workers, int prefetch) {}

  private final @Nullable Dataset<S> dataset;
  private final @Nullable IterableDataset<S> stream;
  private final @Nullable Sampler sampler;
  private final Collate<S> collate;
  private final Settings settings;

  private DataLoader(
      @Nullable Dataset<S> dataset,
      @Nullable IterableDataset<S> stream,
      @Nullable Sampler sampler,
      Collate<S> collate,
      Settings settings) {
    this.dataset = dataset;
    this.stream = stream;
    this.sampler = sampler;
    this.collate = collate;
    this.settings = settings;
  }

  private static Settings settings(int batchSize) {
    if (batchSize < 1) {
      throw new CremaException(
          "DataLoader was given batchSize %d: a batch has 1 sample or more".formatted(batchSize));
    }
    return new Settings(batchSize, false, 0, PREFETCH);
  }

  /**
   * Batches of stacked samples, in the dataset's order.
   *
   * @throws CremaException if the batch size is below 1 or the dataset is empty
   */
  public static DataLoader<Sample> of(Dataset<Sample> dataset, int batchSize) {
    return of(dataset, batchSize, Collate.stack());
  }

  /**
   * Batches of samples of any kind, in the dataset's order.
   *
   * @param collate makes a batch of samples; called from several threads at once
   * @throws CremaException if the batch size is below 1 or the dataset is empty
   */
  public static <S> DataLoader<S> of(Dataset<S> dataset, int batchSize, Collate<S> collate) {
    Settings settings = settings(batchSize);
    if (dataset.size() < 1) {
      throw new CremaException("DataLoader was given an empty dataset: there is nothing to load");
    }
    Sampler inOrder = new SequentialSampler(dataset.size());
    return new DataLoader<>(dataset, null, inOrder, collate, settings);
  }

  /**
   * Batches of stacked samples, in the order in which they come.
   *
   * @throws CremaException if the batch size is below 1
   */
  public static DataLoader<Sample> of(IterableDataset<Sample> dataset, int batchSize) {
    return of(dataset, batchSize, Collate.stack());
  }

  /**
   * Batches of samples of any kind, in the order in which they come. Samples are read by one thread
   * at a time; workers share the collating.
   *
   * @param collate makes a batch of samples; called from several threads at once
   * @throws CremaException if the batch size is below 1
   */
  public static <S> DataLoader<S> of(
      IterableDataset<S> dataset, int batchSize, Collate<S> collate) {
    return new DataLoader<>(null, dataset, null, collate, settings(batchSize));
  }

  /**
   * In random order, another one each epoch; see {@link RandomSampler}. A sampler set before is
   * shuffled.
   *
   * @param seed decides the orders
   * @throws CremaException if the dataset is iterable
   */
  public DataLoader<S> shuffle(long seed) {
    return sampler(new RandomSampler(requireSampler("shuffle"), seed));
  }

  /**
   * The samples that a sampler names, in its order.
   *
   * @throws CremaException if the dataset is iterable
   */
  public DataLoader<S> sampler(Sampler other) {
    requireSampler("sampler");
    return new DataLoader<>(dataset, stream, other, collate, settings);
  }

  private Sampler requireSampler(String asked) {
    if (sampler == null) {
      throw new CremaException(
          asked
              + " was asked of a DataLoader over an IterableDataset, whose samples have no numbers:"
              + " change their order in the dataset");
    }
    return sampler;
  }

  /** Leaves out the last batch of an epoch where it is smaller than the others. */
  public DataLoader<S> dropLast() {
    return with(new Settings(settings.batchSize, true, settings.workers, settings.prefetch));
  }

  /**
   * Fetches on threads of its own, two batches ahead each.
   *
   * @param threads how many; 0 to fetch on the caller's
   * @throws CremaException if negative
   */
  public DataLoader<S> workers(int threads) {
    return workers(threads, PREFETCH);
  }

  /**
   * Fetches on threads of its own.
   *
   * @param threads how many; 0 to fetch on the caller's
   * @param prefetch how many batches each may be ahead
   * @throws CremaException if threads is negative or prefetch below 1
   */
  public DataLoader<S> workers(int threads, int prefetch) {
    if (threads < 0 || prefetch < 1) {
      throw new CremaException(
          "DataLoader was given %d workers that prefetch %d batches: give 0 or more, and 1 or more"
              .formatted(threads, prefetch));
    }
    return with(new Settings(settings.batchSize, settings.dropLast, threads, prefetch));
  }

  private DataLoader<S> with(Settings changed) {
    return new DataLoader<>(dataset, stream, sampler, collate, changed);
  }

  /**
   * The batches of one epoch. Its iterators are {@link AutoCloseable}; a loop that runs to the end
   * need not close them.
   *
   * @param epoch the epoch, from 0; it decides the order and the random changes
   * @throws CremaException if the epoch is negative, the sampler names a sample that the dataset
   *     does not have, or {@link #dropLast} leaves no batch
   */
  @Override
  public Iterable<Batch> epoch(int epoch) {
    if (epoch < 0) {
      throw new CremaException("epoch " + epoch + " was asked for: epochs count from 0");
    }
    if (dataset != null && sampler != null) {
      int[] order = order(dataset.size(), sampler, epoch);
      return () ->
          start(
              new IndexedTasks<>(dataset.atEpoch(epoch), order, settings.batchSize, collate),
              Math.ceilDiv(order.length, settings.batchSize));
    }
    if (stream != null) {
      return () ->
          start(
              new StreamTasks<>(
                  stream.atEpoch(epoch).iterator(), settings.batchSize, settings.dropLast, collate),
              Integer.MAX_VALUE);
    }
    throw new AssertionError("a loader has a dataset of one kind");
  }

  private int[] order(int size, Sampler of, int epoch) {
    int[] order = of.indices(epoch);
    for (int index : order) {
      if (index < 0 || index >= size) {
        throw new CremaException(
            "the sampler named sample %d of a dataset with %d samples, 0 to %d"
                .formatted(index, size, size - 1));
      }
    }
    if (!settings.dropLast) {
      return order;
    }
    if (order.length < settings.batchSize) {
      throw new CremaException(
          "dropLast leaves no batch: an epoch has %d samples and a batch %d; make batches smaller"
              .formatted(order.length, settings.batchSize));
    }
    return java.util.Arrays.copyOf(order, order.length - order.length % settings.batchSize);
  }

  private BatchIterator start(BatchTasks tasks, int batches) {
    int threads = Math.min(settings.workers, batches);
    return threads == 0
        ? new DirectBatches(tasks)
        : new PrefetchedBatches(tasks, threads, threads * settings.prefetch);
  }

  @Override
  public long count() {
    if (sampler == null) {
      return -1;
    }
    return settings.dropLast
        ? sampler.size() / settings.batchSize
        : Math.ceilDiv(sampler.size(), settings.batchSize);
  }
}
