package dev.crema.data;

import dev.crema.api.Dataset;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.TorchRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Cuts a dataset into parts, such as one for training and one for testing.
 *
 * <pre>{@code
 * List<Subset<Sample>> parts = Splits.random(dataset, 42, 0.8, 0.2);
 * Dataset<Sample> train = parts.get(0);
 * Dataset<Sample> test = parts.get(1);
 * }</pre>
 */
public final class Splits {
  private Splits() {}

  /**
   * Parts of random samples whose sizes are fractions of the whole. They are the parts of {@code
   * torch.utils.data.random_split} with a generator of this seed: each size is rounded down, and
   * what is left goes one by one to the parts from the first on.
   *
   * @param dataset the whole
   * @param seed decides which samples go where
   * @param fractions the parts' shares, which sum to 1
   * @throws CremaException if the fractions do not sum to 1, or a part would be empty
   */
  public static <S> List<Subset<S>> random(Dataset<S> dataset, long seed, double... fractions) {
    return random(dataset, seed, sizes(dataset.size(), fractions));
  }

  /**
   * Parts of random samples, of these sizes. They are the parts of {@code
   * torch.utils.data.random_split} with a generator of this seed.
   *
   * @param dataset the whole
   * @param seed decides which samples go where
   * @param sizes the parts' sizes, which sum to the size of the whole
   * @throws CremaException if they do not, or one is below 1
   */
  public static <S> List<Subset<S>> random(Dataset<S> dataset, long seed, int... sizes) {
    long sum = Arrays.stream(sizes).asLongStream().sum();
    if (sum != dataset.size() || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw new CremaException(
          "a split of %d samples into %s: give sizes of 1 or more that sum to %d"
              .formatted(dataset.size(), Arrays.toString(sizes), dataset.size()));
    }
    int[] order = new TorchRandom(seed).permutation(dataset.size());
    List<Subset<S>> parts = new ArrayList<>();
    int from = 0;
    for (int size : sizes) {
      parts.add(new Subset<>(dataset, Arrays.copyOfRange(order, from, from + size)));
      from += size;
    }
    return parts;
  }

  /**
   * Parts of random samples in which each class has its share: every class is cut by itself as
   * {@link #random(Dataset, long, double...)} cuts the whole.
   *
   * @param dataset the whole
   * @param labels the class of each sample (integers), shape (n,)
   * @param seed decides which samples go where
   * @param fractions the parts' shares, which sum to 1
   * @throws CremaException if there is not one label a sample, the fractions do not sum to 1, or a
   *     class has too few samples for every part to have one
   */
  public static <S> List<Subset<S>> stratified(
      Dataset<S> dataset, Tensor labels, long seed, double... fractions) {
    if (labels.ndim() != 1 || labels.size(0) != dataset.size() || labels.isFloating()) {
      throw new CremaException(
          "a stratified split of %d samples takes as many integer labels, shape (%d,); given %s %s"
              .formatted(dataset.size(), dataset.size(), labels.dtype(), labels.shape()));
    }
    List<List<Integer>> parts = new ArrayList<>();
    for (int i = 0; i < fractions.length; i++) {
      parts.add(new ArrayList<>());
    }
    int[] order = new TorchRandom(seed).permutation(dataset.size());
    byClass(labels.toLongs(), order)
        .forEach((label, members) -> deal(label, members, fractions, parts));
    return parts.stream().map(part -> new Subset<>(dataset, inOrder(part, order))).toList();
  }

  /**
   * Two parts: all samples but every n-th, and every n-th, from the n-th on, in their order. With n
   * = 5 samples 4, 9, 14, … are the second part.
   *
   * @param dataset the whole
   * @param n how far the samples of the second part are apart, 2 or more
   * @throws CremaException if n is below 2, or the second part would be empty
   */
  public static <S> List<Subset<S>> every(Dataset<S> dataset, int n) {
    if (n < 2 || dataset.size() < n) {
      throw new CremaException(
          "every sample number %d of %d held out: give a number from 2 to the number of samples"
              .formatted(n, dataset.size()));
    }
    int[] held = IntStream.range(0, dataset.size()).filter(i -> i % n == n - 1).toArray();
    int[] others = IntStream.range(0, dataset.size()).filter(i -> i % n != n - 1).toArray();
    return List.of(new Subset<>(dataset, others), new Subset<>(dataset, held));
  }

  private static SortedMap<Long, List<Integer>> byClass(long[] labels, int[] order) {
    SortedMap<Long, List<Integer>> classes = new TreeMap<>();
    for (int index : order) {
      classes.computeIfAbsent(labels[index], label -> new ArrayList<>()).add(index);
    }
    return classes;
  }

  private static void deal(
      long label, List<Integer> members, double[] fractions, List<List<Integer>> parts) {
    int[] sizes;
    try {
      sizes = sizes(members.size(), fractions);
    } catch (CremaException e) {
      throw new CremaException("class " + label + ": " + e.getMessage(), e);
    }
    int from = 0;
    for (int i = 0; i < sizes.length; i++) {
      parts.get(i).addAll(members.subList(from, from + sizes[i]));
      from += sizes[i];
    }
  }

  /** Members of a part in the random order of the whole, so that classes are mixed. */
  private static int[] inOrder(List<Integer> part, int[] order) {
    boolean[] member = new boolean[order.length];
    part.forEach(index -> member[index] = true);
    return Arrays.stream(order).filter(index -> member[index]).toArray();
  }

  private static int[] sizes(int count, double... fractions) {
    double sum = Arrays.stream(fractions).sum();
    boolean outside = Arrays.stream(fractions).anyMatch(fraction -> !(fraction > 0));
    if (outside || Math.abs(sum - 1) > 1e-9) {
      throw new CremaException(
          "fractions %s: give numbers above 0 that sum to 1, not to %s"
              .formatted(Arrays.toString(fractions), sum));
    }
    int[] sizes = Arrays.stream(fractions).mapToInt(f -> (int) Math.floor(count * f)).toArray();
    int left = count - Arrays.stream(sizes).sum();
    for (int i = 0; i < left; i++) {
      sizes[i % sizes.length]++;
    }
    if (Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw new CremaException(
          "fractions %s of %d samples are parts of %s: none may be empty; give larger fractions"
              .formatted(Arrays.toString(fractions), count, Arrays.toString(sizes)));
    }
    return sizes;
  }
}
