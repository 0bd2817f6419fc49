package dev.crema.api;

import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The hooks of one module; an immutable value, so that one may be removed while they run. */
record Hooks(List<Slot> slots) {

  /** One registration: a hook of either kind. Two of the same hook are two slots. */
  static final class Slot {
    private final @Nullable ForwardPreHook before;
    private final @Nullable ForwardHook after;

    Slot(@Nullable ForwardPreHook before, @Nullable ForwardHook after) {
      this.before = before;
      this.after = after;
    }
  }

  static Hooks with(@Nullable Hooks hooks, Slot slot) {
    return new Hooks(
        hooks == null
            ? List.of(slot)
            : Stream.concat(hooks.slots.stream(), Stream.of(slot)).toList());
  }

  /** The hooks less one registration; null where none is left. */
  static @Nullable Hooks without(@Nullable Hooks hooks, Slot slot) {
    if (hooks == null) {
      return null;
    }
    List<Slot> left = hooks.slots.stream().filter(other -> !other.equals(slot)).toList();
    return left.isEmpty() ? null : new Hooks(left);
  }

  Tensor before(Module module, Tensor input) {
    Tensor current = input;
    for (Slot slot : slots) {
      Tensor changed = slot.before == null ? null : slot.before.before(module, current);
      current = changed == null ? current : changed;
    }
    return current;
  }

  Tensor after(ModuleTree module, List<Tensor> inputs, Tensor output) {
    Tensor current = output;
    for (Slot slot : slots) {
      Tensor changed = slot.after == null ? null : slot.after.after(module, inputs, current);
      current = changed == null ? current : changed;
    }
    return current;
  }
}
