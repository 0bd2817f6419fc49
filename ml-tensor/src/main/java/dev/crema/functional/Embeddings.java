package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of a matrix by their numbers, the words. */
final class Embeddings {
  private Embeddings() {}

  static Tensor of(Tensor indices, Tensor weight, @Nullable Integer paddingIdx) {
    Tensor words = words("embedding", indices, weight).flatten();
    Tensor rows = weight.indexSelect(0, words);
    if (paddingIdx != null) {
      Tensor padding = words.eq(word("embedding", paddingIdx, weight)).unsqueeze(1);
      rows = Tensor.where(padding, rows.detach(), rows);
    }
    int[] sizes = Arrays.copyOf(indices.shape().toArray(), indices.ndim() + 1);
    sizes[indices.ndim()] = weight.size(1);
    return rows.reshape(Shape.of(sizes));
  }

  /** The number of a word; negative ones count from the last. */
  static long word(String name, int index, Tensor weight) {
    int words = weight.size(0);
    if (index < -words || index >= words) {
      throw new CremaException(
          "%s: paddingIdx is %d: of %d words, give %d to %d"
              .formatted(name, index, words, -words, words - 1));
    }
    return index < 0 ? index + words : index;
  }

  /** The numbers of words as int64, all of which have a row. */
  static Tensor words(String name, Tensor x, Tensor weight) {
    if (weight.ndim() != 2) {
      throw new CremaException(
          "%s: expects a weight (words, size of a vector), was given shape %s"
              .formatted(name, weight.shape()));
    }
    if (x.isFloating() || x.dtype() == DType.BOOL) {
      throw new CremaException(
          "%s: expects numbers of words (integers), was given %s of shape %s"
              .formatted(name, x.dtype(), x.shape()));
    }
    Tensor wrong = x.lt(0).logicalOr(x.ge((long) weight.size(0)));
    if (wrong.any().itemBoolean()) {
      throw new CremaException(
          "%s: there are words 0 to %d, was given %d in shape %s"
              .formatted(
                  name,
                  weight.size(0) - 1,
                  x.maskedSelect(wrong).get(0).to(DType.INT64).itemLong(),
                  x.shape()));
    }
    return x.to(DType.INT64);
  }
}
