package dev.crema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.Sampler;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.random.Philox;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which samples an epoch visits, and in which order. */
class SamplersTest {

  @Test
  void inOrder() {
    assertThat(new SequentialSampler(4).indices(7)).containsExactly(0, 1, 2, 3);
    assertThat(new SequentialSampler(0).indices(0)).isEmpty();
  }

  @Test
  void someOnly() {
    int[] given = {5, 2, 2};
    Sampler sampler = new SubsetSampler(given);
    given[0] = 9;
    assertThat(sampler.indices(3)).containsExactly(5, 2, 2);
    assertThat(sampler.size()).isEqualTo(3);
  }

  @Test
  void aRandomOrderIsAFunctionOfSeedAndEpoch() {
    Sampler sampler = new RandomSampler(100, 42);
    int[] third = sampler.indices(3);
    var unused = sampler.indices(0);
    assertThat(sampler.indices(3)).isEqualTo(third);
    assertThat(new RandomSampler(100, 42).indices(3)).isEqualTo(third);
    assertThat(third).isEqualTo(Philox.of(42, 3, 0).permutation(100));
    assertThat(unused).hasSize(100);
    int[] sorted = third.clone();
    Arrays.sort(sorted);
    assertThat(sorted).isEqualTo(IntStream.range(0, 100).toArray());
  }

  @Test
  void ordersDiffer() {
    Set<String> orders = new HashSet<>();
    for (int seed = 0; seed < 5; seed++) {
      for (int epoch = 0; epoch < 20; epoch++) {
        orders.add(Arrays.toString(new RandomSampler(30, seed).indices(epoch)));
      }
    }
    assertThat(orders).hasSize(100);
  }

  /** A place of the order holds each sample equally often: 4,000 draws, within 5 deviations. */
  @Test
  void ordersAreUniform() {
    int[] counts = new int[8];
    RandomSampler sampler = new RandomSampler(8, 1);
    for (int epoch = 0; epoch < 4000; epoch++) {
      counts[sampler.indices(epoch)[3]]++;
    }
    double deviation = Math.sqrt(4000 * 0.125 * 0.875);
    for (int count : counts) {
      assertThat((double) count).isBetween(500 - 5 * deviation, 500 + 5 * deviation);
    }
  }

  @Test
  void anotherSamplersSamplesInRandomOrder() {
    RandomSampler sampler = new RandomSampler(new SubsetSampler(10, 20, 30, 40), 5);
    assertThat(sampler.indices(0)).containsExactlyInAnyOrder(10, 20, 30, 40);
    assertThat(sampler.size()).isEqualTo(4);
    assertThat(sampler.seed()).isEqualTo(5);
  }

  @Test
  void negativeNumbersAreRefused() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new RandomSampler(3, 0).indices(-1))
        .withMessage("epoch -1 was asked for: epochs count from 0");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new SequentialSampler(-1))
        .withMessage("SequentialSampler: size -1: give 0 or more");
  }
}
