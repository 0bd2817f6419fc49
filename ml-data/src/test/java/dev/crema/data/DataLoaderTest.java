package dev.crema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.Batch;
import dev.crema.api.Dataset;
import dev.crema.api.IterableDataset;
import dev.crema.api.Sample;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which batches a loader gives, whoever makes them. */
class DataLoaderTest {
  private static final int SIZE = 103;

  /** Samples that depend on epoch and index, and take different times to fetch. */
  private record Slow(int epoch) implements Dataset<Sample> {
    @Override
    public int size() {
      return SIZE;
    }

    @Override
    public Sample get(int index) {
      for (long i = 0; i < (index * 7919L % 13) * 200; i++) {
        Thread.onSpinWait();
      }
      return new Sample(Tensor.of((float) index, (float) epoch), Tensor.of((long) -index));
    }

    @Override
    public Slow atEpoch(int number) {
      return new Slow(number);
    }
  }

  private static IterableDataset<Sample> stream(int count) {
    return () ->
        IntStream.range(0, count)
            .mapToObj(i -> new Sample(Tensor.of((float) i), Tensor.of((long) i)))
            .iterator();
  }

  private static List<List<Float>> inputs(Iterable<Batch> epoch) {
    List<List<Float>> batches = new ArrayList<>();
    for (Batch batch : epoch) {
      List<Float> values = new ArrayList<>();
      for (float value : batch.inputs().toFloats()) {
        values.add(value);
      }
      batches.add(values);
    }
    return batches;
  }

  @Test
  void inOrderWithASmallerLastBatch() {
    DataLoader<Sample> loader = DataLoader.of(Datasets.iris().asDataset(), 40);
    List<Batch> batches = new ArrayList<>();
    loader.epoch(0).forEach(batches::add);
    assertThat(batches).extracting(Batch::size).containsExactly(40, 40, 40, 30);
    assertThat(loader.count()).isEqualTo(4);
    List<Tensor> inputs = batches.stream().map(Batch::inputs).toList();
    List<Tensor> targets = batches.stream().map(Batch::targets).toList();
    assertThat(Tensor.cat(inputs, 0).equal(Datasets.iris().features())).isTrue();
    assertThat(Tensor.cat(targets, 0).equal(Datasets.iris().labels())).isTrue();
    assertThat(batches.get(0).inputs().shape()).isEqualTo(Shape.of(40, 4));
    assertThat(batches.get(0).targets().shape()).isEqualTo(Shape.of(40));
  }

  @Test
  void withoutTheSmallerLastBatch() {
    DataLoader<Sample> loader = DataLoader.of(Datasets.iris().asDataset(), 40).dropLast();
    assertThat(loader.epoch(0)).extracting(Batch::size).containsExactly(40, 40, 40);
    assertThat(loader.count()).isEqualTo(3);
    assertThat(DataLoader.of(Datasets.iris().asDataset(), 50).dropLast().count()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 40})
  void batchesDoNotDependOnTheWorkers(int workers) {
    DataLoader<Sample> loader = DataLoader.of(new Slow(0), 8).shuffle(42);
    for (int epoch : new int[] {0, 1, 7}) {
      assertThat(inputs(loader.workers(workers).epoch(epoch)))
          .isEqualTo(inputs(loader.epoch(epoch)))
          .hasSize(13);
    }
    assertThat(inputs(loader.workers(workers, 1).epoch(1))).isEqualTo(inputs(loader.epoch(1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void randomChangesDoNotDependOnTheWorkers(int workers) {
    Dataset<Sample> noisy =
        new AugmentedDataset<>(
            new Slow(0),
            9,
            (sample, generator) -> {
              Tensor x = sample.input();
              return new Sample(
                  x.add(Tensor.randn(generator, x.dtype(), x.shape())), sample.target());
            });
    DataLoader<Sample> loader = DataLoader.of(noisy, 8).shuffle(42);
    List<List<Float>> first = inputs(loader.epoch(1));
    assertThat(inputs(loader.workers(workers).epoch(1))).isEqualTo(first);
    assertThat(inputs(loader.workers(workers).epoch(2))).isNotEqualTo(first);
  }

  @Test
  void anEpochCanBeReadTwice() {
    Iterable<Batch> epoch = DataLoader.of(new Slow(0), 10).shuffle(1).workers(2).epoch(3);
    assertThat(inputs(epoch)).isEqualTo(inputs(epoch));
  }

  @Test
  void shufflingVisitsEachSampleOnceAndInAnotherOrderEachEpoch() {
    DataLoader<Sample> loader = DataLoader.of(Datasets.iris().asDataset(), 150).shuffle(3);
    Tensor first = loader.epoch(0).iterator().next().inputs();
    Tensor second = loader.epoch(1).iterator().next().inputs();
    assertThat(first.equal(second)).isFalse();
    int[] order = new RandomSampler(150, 3).indices(0);
    assertThat(first.get(17).equal(Datasets.iris().features().get(order[17]))).isTrue();
  }

  @Test
  void aSamplerDecides() {
    DataLoader<Sample> loader = DataLoader.of(new Slow(0), 2).sampler(new SubsetSampler(9, 4, 9));
    assertThat(inputs(loader.epoch(5))).containsExactly(List.of(9f, 5f, 4f, 5f), List.of(9f, 5f));
    assertThat(loader.count()).isEqualTo(2);
    assertThat(inputs(loader.shuffle(0).epoch(0)).stream().flatMap(List::stream))
        .containsExactlyInAnyOrder(9f, 0f, 4f, 0f, 9f, 0f);
  }

  @Test
  void samplesOfAnyKind() {
    Dataset<String> words = Dataset.of(List.of("a", "bbb", "cc"));
    DataLoader<String> loader =
        DataLoader.of(
            words,
            2,
            some ->
                new Batch(
                    Tensor.of(some.stream().mapToInt(String::length).toArray()),
                    Tensor.zeros(some.size())));
    assertThat(inputs(loader.epoch(0))).containsExactly(List.of(1f, 3f), List.of(2f));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5})
  void streamsAreReadInOrder(int workers) {
    DataLoader<Sample> loader = DataLoader.of(stream(7), 3).workers(workers);
    assertThat(inputs(loader.epoch(0)))
        .containsExactly(List.of(0f, 1f, 2f), List.of(3f, 4f, 5f), List.of(6f));
    assertThat(inputs(loader.dropLast().epoch(0))).hasSize(2);
    assertThat(loader.count()).isEqualTo(-1);
    assertThat(inputs(DataLoader.of(stream(0), 3).workers(workers).epoch(0))).isEmpty();
  }

  @Test
  void aStreamWithoutEndIsReadAsFarAsNeeded() {
    IterableDataset<Sample> endless =
        () ->
            IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> new Sample(Tensor.of((float) i), Tensor.of((long) i)))
                .iterator();
    Iterator<Batch> batches = DataLoader.of(endless, 4).workers(3).epoch(0).iterator();
    for (int i = 0; i < 100; i++) {
      assertThat(batches.next().inputs().toFloats()[0]).isEqualTo(4f * i);
    }
    ((BatchIterator) batches).close();
    assertThat(batches.hasNext()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void afterTheLastBatchThereIsNone(int workers) {
    Iterator<Batch> batches = DataLoader.of(new Slow(0), 200).workers(workers).epoch(0).iterator();
    assertThat(batches.next().size()).isEqualTo(SIZE);
    assertThat(batches.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(batches::next);
  }

  @Test
  void settingsThatMakeNoBatchesAreRefused() {
    Dataset<Sample> iris = Datasets.iris().asDataset();
    refused(
        () -> DataLoader.of(iris, 0),
        "DataLoader was given batchSize 0: a batch has 1 sample or more");
    refused(
        () -> DataLoader.of(stream(3), -1),
        "DataLoader was given batchSize -1: a batch has 1 sample or more");
    refused(
        () -> DataLoader.of(Dataset.of(List.<Sample>of()), 2),
        "DataLoader was given an empty dataset: there is nothing to load");
    refused(
        () -> DataLoader.of(iris, 200).dropLast().epoch(0),
        "dropLast leaves no batch: an epoch has 150 samples and a batch 200; make batches smaller");
    refused(
        () -> DataLoader.of(iris, 2).workers(-1),
        "DataLoader was given -1 workers that prefetch 2 batches: give 0 or more, and 1 or more");
    refused(
        () -> DataLoader.of(iris, 2).workers(1, 0),
        "DataLoader was given 1 workers that prefetch 0 batches: give 0 or more, and 1 or more");
    refused(() -> DataLoader.of(iris, 2).epoch(-1), "epoch -1 was asked for: epochs count from 0");
    refused(
        () -> DataLoader.of(iris, 2).sampler(new SubsetSampler(3, 150)).epoch(0),
        "the sampler named sample 150 of a dataset with 150 samples, 0 to 149");
    refused(
        () -> DataLoader.of(stream(3), 2).shuffle(0),
        "shuffle was asked of a DataLoader over an IterableDataset, whose samples have no numbers:"
            + " change their order in the dataset");
  }

  private static void refused(Runnable making, String message) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(making::run).withMessage(message);
  }
}
