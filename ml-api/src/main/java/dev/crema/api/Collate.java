package dev.crema.api;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * Makes a batch of samples.
 *
 * @param <S> a sample
 */
@FunctionalInterface
public interface Collate<S> {
  /** Puts samples together, in order. */
  Batch collate(List<S> samples);

  /** Stacks inputs and targets along a new axis 0; all must have the same shape. */
  static Collate<Sample> stack() {
    return samples ->
        new Batch(stack("input", samples, Sample::input), stack("target", samples, Sample::target));
  }

  private static Tensor stack(String what, List<Sample> samples, Function<Sample, Tensor> part) {
    if (samples.isEmpty()) {
      throw new CremaException("a batch was to be made of no samples");
    }
    List<Tensor> parts = samples.stream().map(part).toList();
    for (int i = 1; i < parts.size(); i++) {
      if (!parts.get(i).shape().equals(parts.getFirst().shape())) {
        throw new CremaException(
            ("the %ss of a batch must have one shape to be stacked; the first has %s, that of"
                    + " sample %d has %s: pad or crop them, or write a Collate")
                .formatted(what, parts.getFirst().shape(), i, parts.get(i).shape()));
      }
    }
    return Tensor.stack(parts, 0);
  }
}
