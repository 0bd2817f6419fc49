package dev.crema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.Dataset;
import dev.crema.api.Sample;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Parts of datasets. */
class SplitsTest {

  private static Dataset<Integer> numbers(int count) {
    return Dataset.of(IntStream.range(0, count).boxed().toList());
  }

  private static List<Integer> samples(Dataset<Integer> dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(dataset::get).toList();
  }

  /** torch.manual_seed(0); torch.randperm(10) is 4 1 7 5 3 9 0 8 6 2. */
  @Test
  void aRandomSplitIsThatOfPyTorch() {
    List<Subset<Integer>> parts = Splits.random(numbers(10), 0, 0.7, 0.3);
    assertThat(samples(parts.get(0))).containsExactly(4, 1, 7, 5, 3, 9, 0);
    assertThat(samples(parts.get(1))).containsExactly(8, 6, 2);
    assertThat(samples(Splits.random(numbers(10), 0, 2, 8).get(0))).containsExactly(4, 1);
  }

  /** random_split of 10 into three thirds has sizes 4, 3, 3. */
  @Test
  void whatIsLeftGoesToTheFirstParts() {
    double third = 1.0 / 3;
    assertThat(Splits.random(numbers(10), 1, third, third, third))
        .extracting(Subset::size)
        .containsExactly(4, 3, 3);
    assertThat(Splits.random(numbers(11), 1, third, third, third))
        .extracting(Subset::size)
        .containsExactly(4, 4, 3);
  }

  @Test
  void partsTogetherAreTheWhole() {
    Dataset<Sample> iris = Datasets.iris().asDataset();
    List<Subset<Sample>> parts = Splits.random(iris, 42, 0.6, 0.2, 0.2);
    assertThat(parts).extracting(Subset::size).containsExactly(90, 30, 30);
    int[] all = parts.stream().flatMapToInt(part -> IntStream.of(part.indices())).toArray();
    Arrays.sort(all);
    assertThat(all).isEqualTo(IntStream.range(0, 150).toArray());
    int index = parts.get(1).indices()[7];
    assertThat(parts.get(1).get(7).input().equal(iris.get(index).input())).isTrue();
  }

  @Test
  void aStratifiedSplitKeepsTheShareOfEachClass() {
    LabeledData data = Datasets.breastCancer();
    List<Subset<Sample>> parts = Splits.stratified(data.asDataset(), data.labels(), 7, 0.75, 0.25);
    assertThat(counts(parts.get(0))).containsExactly(159, 268);
    assertThat(counts(parts.get(1))).containsExactly(53, 89);
    int[] all = parts.stream().flatMapToInt(part -> IntStream.of(part.indices())).toArray();
    assertThat(Arrays.stream(all).distinct().count()).isEqualTo(569);
    List<Subset<Sample>> again = Splits.stratified(data.asDataset(), data.labels(), 7, 0.75, 0.25);
    assertThat(again.get(0).indices()).isEqualTo(parts.get(0).indices());
    assertThat(firstLabels(parts.get(0))).contains(0L, 1L);
  }

  private static long[] counts(Dataset<Sample> part) {
    long[] counts = new long[2];
    for (int i = 0; i < part.size(); i++) {
      counts[(int) part.get(i).target().itemLong()]++;
    }
    return counts;
  }

  /** The classes are mixed: twenty equal ones in a row would be a chance below 1e-4. */
  private static List<Long> firstLabels(Dataset<Sample> part) {
    return IntStream.range(0, 20).mapToObj(i -> part.get(i).target().itemLong()).toList();
  }

  @Test
  void badFractionsAndSizesAreRefused() {
    refused(
        () -> Splits.random(numbers(10), 0, 0.5, 0.4),
        "fractions [0.5, 0.4]: give numbers above 0 that sum to 1, not to 0.9");
    refused(
        () -> Splits.random(numbers(10), 0, 1.5, -0.5),
        "fractions [1.5, -0.5]: give numbers above 0 that sum to 1, not to 1.0");
    refused(
        () -> Splits.random(numbers(3), 0, 0.9, 0.05, 0.05),
        "fractions [0.9, 0.05, 0.05] of 3 samples are parts of [3, 0, 0]: none may be empty; give"
            + " larger fractions");
    refused(
        () -> Splits.random(numbers(10), 0, 7, 2),
        "a split of 10 samples into [7, 2]: give sizes of 1 or more that sum to 10");
    refused(
        () -> Splits.random(numbers(10), 0, 10, 0),
        "a split of 10 samples into [10, 0]: give sizes of 1 or more that sum to 10");
  }

  @Test
  void badLabelsAreRefused() {
    refused(
        () -> Splits.stratified(numbers(4), Tensor.of(0L, 1L, 0L), 0, 0.5, 0.5),
        "a stratified split of 4 samples takes as many integer labels, shape (4,); given int64"
            + " (3,)");
    refused(
        () -> Splits.stratified(numbers(5), Tensor.of(0L, 0L, 0L, 0L, 1L), 0, 0.5, 0.5),
        "class 1: fractions [0.5, 0.5] of 1 samples are parts of [1, 0]: none may be empty; give"
            + " larger fractions");
  }

  private static void refused(Runnable split, String message) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(split::run).withMessage(message);
  }
}
