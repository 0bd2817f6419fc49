package dev.crema.train;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.Map;

/** Reads the state of a listener. */
final class ListenerState {
  private ListenerState() {}

  /** A number of the state as a tensor of one element. */
  static Tensor number(Map<String, ? extends Tensor> state, String listener, String name) {
    Tensor value = state.get(name);
    if (value == null || value.numel() != 1) {
      throw new CremaException(
          "the state of listener '%s' has no number '%s', only %s"
              .formatted(listener, name, state.keySet()));
    }
    return value;
  }
}
