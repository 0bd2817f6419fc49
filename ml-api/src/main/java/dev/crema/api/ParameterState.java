package dev.crema.api;

import dev.crema.tensor.Buffer;
import dev.crema.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an optimizer remembers of one parameter: a step count and named tensors. */
public final class ParameterState {
  private final SequencedMap<String, Buffer> buffers = new LinkedHashMap<>();
  private long step;

  ParameterState() {}

  /** How often the parameter has been updated, the update in progress included: 1 in the first. */
  public long step() {
    return step;
  }

  /**
   * A tensor that is kept from step to step, to be written with {@link Buffer#assign}.
   *
   * @param name its name in the state dict, such as {@code "exp_avg"}
   * @param initial its value before the first step
   */
  public Buffer buffer(String name, Supplier<Tensor> initial) {
    Buffer buffer = buffers.get(name);
    if (buffer == null) {
      buffer = new Buffer(initial.get());
      buffers.put(name, buffer);
    }
    return buffer;
  }

  /** The tensor kept under a name, or null where there is none yet. */
  public @Nullable Buffer find(String name) {
    return buffers.get(name);
  }

  /** Keeps a tensor under a name in place of what was there, whatever its shape. */
  public Buffer put(String name, Tensor value) {
    Buffer buffer = new Buffer(value);
    buffers.put(name, buffer);
    return buffer;
  }

  /** Forgets the tensor under a name. */
  public void remove(String name) {
    buffers.remove(name);
  }

  SequencedMap<String, Buffer> buffers() {
    return buffers;
  }

  void step(long count) {
    step = count;
  }
}
