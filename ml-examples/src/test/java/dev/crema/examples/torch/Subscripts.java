package dev.crema.examples.torch;

import dev.crema.examples.torch.Values.Range;
import dev.crema.examples.torch.Values.Tuple;
import dev.crema.tensor.Index;
import dev.crema.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in square brackets behind a tensor. */
final class Subscripts {
  private Subscripts() {}

  static Index[] of(List<Object> items) {
    boolean tuple = items.size() == 1 && items.getFirst() instanceof Tuple;
    List<Object> parts = tuple ? Arguments.list(items.getFirst()) : items;
    return parts.stream().map(Subscripts::part).toArray(Index[]::new);
  }

  private static Index part(Object item) {
    if (item == Values.NONE) {
      return Index.newAxis();
    }
    if (item == Values.ELLIPSIS) {
      return Index.ellipsis();
    }
    return switch (item) {
      case Long position -> Index.at(Math.toIntExact(position));
      case Range range -> Index.slice(bound(range.from()), bound(range.to()), step(range.step()));
      case Tensor tensor -> tensor;
      case Boolean bool -> Tensor.of(new boolean[] {bool}).reshape();
      case List<?> list -> CreationFunctions.tensor(list);
      default -> throw new Unsupported(item + " is no index");
    };
  }

  private static @Nullable Integer bound(Object value) {
    return value == Values.NONE ? null : Arguments.integer(value);
  }

  private static int step(Object value) {
    return value == Values.NONE ? 1 : Arguments.integer(value);
  }
}
