package dev.crema.api;

import dev.crema.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at what a module gave, after each forward pass; see {@link ModuleTree}. */
@FunctionalInterface
public interface ForwardHook {
  /**
   * Called when the module has computed its output.
   *
   * @param module the module
   * @param inputs what it was given
   * @param output what it gave
   * @return another output to use instead, or null to keep it
   */
  @Nullable Tensor after(ModuleTree module, List<Tensor> inputs, Tensor output);
}
