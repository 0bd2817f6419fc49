package dev.crema.api;

import dev.crema.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Looks at what a module is given, before each forward pass; see {@link Module}. */
@FunctionalInterface
public interface ForwardPreHook {
  /**
   * Called before the module computes.
   *
   * @param module the module
   * @param input what it was given
   * @return another input to use instead, or null to keep it
   */
  @Nullable Tensor before(Module module, Tensor input);
}
