package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Sums, means and maxima of the vectors of bags of words. */
final class EmbeddingBags {
  private static final String NAME = "embeddingBag";

  private final Tensor words;
  private final Tensor rows;

  /** Where each bag begins, and behind the last of them its end. */
  private final int[] starts;

  /** Words that are left out. */
  private final boolean[] absent;

  private EmbeddingBags(Tensor indices, Tensor weight, EmbeddingBagOptions options) {
    this.words = Embeddings.words(NAME, indices, weight).flatten();
    this.rows = weight.indexSelect(0, words);
    this.starts = starts(indices, options);
    Integer padding = options.paddingIdx();
    this.absent =
        padding == null
            ? new boolean[(int) words.numel()]
            : words.eq(Embeddings.word(NAME, padding, weight)).toBooleans();
  }

  static Tensor of(Tensor indices, Tensor weight, EmbeddingBagOptions options) {
    EmbeddingBags bags = new EmbeddingBags(indices, weight, options);
    Tensor weights = options.perSampleWeights();
    if (weights != null && !weights.shape().equals(indices.shape())) {
      throw new CremaException(
          "embeddingBag: words of shape %s take weights of that shape, but were given %s"
              .formatted(indices.shape(), weights.shape()));
    }
    return switch (options.mode()) {
      case "max" -> bags.max();
      case "mean" -> bags.sum(bags.rows).div(bags.counts());
      default ->
          bags.sum(weights == null ? bags.rows : bags.rows.mul(weights.flatten().unsqueeze(1)));
    };
  }

  private static int[] starts(Tensor indices, EmbeddingBagOptions options) {
    Tensor offsets = options.offsets();
    if (offsets == null ? indices.ndim() != 2 : indices.ndim() != 1) {
      throw new CremaException(
          "embeddingBag: expects bags (bags, words), or words in a row (1 axis) and offsets, was given shape %s %s offsets"
              .formatted(indices.shape(), offsets == null ? "without" : "with"));
    }
    if (offsets == null) {
      int[] even = new int[indices.size(0) + 1];
      Arrays.setAll(even, i -> i * indices.size(1));
      return even;
    }
    if (offsets.ndim() != 1 || offsets.isFloating() || offsets.dtype() == DType.BOOL) {
      throw new CremaException(
          "embeddingBag: offsets are integers in a row, but were given %s of shape %s"
              .formatted(offsets.dtype(), offsets.shape()));
    }
    int[] given = offsets.to(DType.INT32).toInts();
    int[] starts = options.includeLastOffset() ? given : Arrays.copyOf(given, given.length + 1);
    int total = indices.size(0);
    if (!options.includeLastOffset()) {
      starts[given.length] = total;
    }
    checkStarts(starts, total);
    return starts;
  }

  private static void checkStarts(int[] starts, int total) {
    boolean upwards = starts.length > 0 && (starts.length == 1 || starts[0] == 0);
    for (int i = 1; i < starts.length; i++) {
      upwards &= starts[i] >= starts[i - 1];
    }
    if (!upwards || starts[starts.length - 1] > total) {
      throw new CremaException(
          "embeddingBag: bags of %d words begin at 0 and go upwards, but these begin and end at %s"
              .formatted(total, Arrays.toString(starts)));
    }
  }

  private int bags() {
    return starts.length - 1;
  }

  private Tensor sum(Tensor vectors) {
    long[] bag = new long[absent.length];
    for (int i = 0; i < bags(); i++) {
      Arrays.fill(bag, starts[i], starts[i + 1], i);
    }
    boolean[] out = absent.clone();
    Arrays.fill(out, starts[bags()], out.length, true);
    Tensor zero = Tensor.zeros(vectors.dtype());
    Tensor present = Tensor.where(Tensor.of(out).unsqueeze(1), zero, vectors);
    Tensor to = Tensor.of(bag).unsqueeze(1).expand(vectors.shape());
    return Tensor.zeros(vectors.dtype(), bags(), rows.size(1)).scatterAdd(0, to, present);
  }

  /** How many words a bag has, at least 1: (bags, 1). */
  private Tensor counts() {
    double[] counts = new double[bags()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Math.max(1, present(i).length);
    }
    return Tensor.of(counts, counts.length, 1).to(rows.dtype());
  }

  private int[] present(int bag) {
    return IntStream.range(starts[bag], starts[bag + 1]).filter(i -> !absent[i]).toArray();
  }

  /** Bags side by side, each as long as the longest; what is not there is minus infinity. */
  private Tensor max() {
    int longest = 0;
    for (int i = 0; i < bags(); i++) {
      longest = Math.max(longest, present(i).length);
    }
    if (longest == 0) {
      return Tensor.zeros(rows.dtype(), bags(), rows.size(1));
    }
    long[] places = new long[bags() * longest];
    boolean[] there = new boolean[places.length];
    boolean[] empty = new boolean[bags()];
    for (int i = 0; i < bags(); i++) {
      int[] present = present(i);
      empty[i] = present.length == 0;
      for (int k = 0; k < present.length; k++) {
        places[i * longest + k] = present[k];
        there[i * longest + k] = true;
      }
    }
    Tensor least = Tensor.full(rows.dtype(), Double.NEGATIVE_INFINITY, Shape.of());
    Tensor laid =
        Tensor.where(Tensor.of(there).unsqueeze(1), rows.indexSelect(0, Tensor.of(places)), least);
    Tensor max = laid.reshape(bags(), longest, rows.size(1)).max(1).values();
    return Tensor.where(Tensor.of(empty).unsqueeze(1), Tensor.zeros(rows.dtype()), max);
  }
}
