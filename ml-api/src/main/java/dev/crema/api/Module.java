package dev.crema.api;

import dev.crema.tensor.CallPath;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.HookHandle;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A layer or a model from one tensor to one tensor. Override {@link #forward}; call {@link #apply}.
 *
 * <pre>{@code
 * public final class XorNet extends Module {
 *   private final Linear hidden = new Linear(2, 8);
 *   private final Linear output = new Linear(8, 1);
 *
 *   @Override
 *   protected Tensor forward(Tensor x) {
 *     return output.apply(hidden.apply(x).tanh());
 *   }
 * }
 * }</pre>
 *
 * <p>Import this class singly ({@code import dev.crema.api.Module;}): {@code java.lang.Module}
 * makes a star import ambiguous. A model with other inputs extends {@link ModuleTree} instead.
 */
public abstract class Module extends ModuleTree implements UnaryOperator<Tensor> {

  /** A module; its parameters and children are found in its fields. */
  protected Module() {}

  /**
   * Computes the output. Written by the author of the module; called through {@link #apply}.
   *
   * @param x the input
   * @return the output
   */
  protected abstract Tensor forward(Tensor x);

  /**
   * Runs the module: its hooks, its {@link #forward}, and its name in whatever error comes of it.
   *
   * @param x the input
   * @return the output
   */
  @Override
  public final Tensor apply(Tensor x) {
    CallPath.Frame frame = CallPath.enter(this);
    try {
      Hooks hooks = this.hooks;
      return hooks == null ? checked(forward(x)) : forward(x, hooks);
    } finally {
      frame.exit();
    }
  }

  private Tensor forward(Tensor x, Hooks hooks) {
    Tensor input = hooks.before(this, x);
    return hooks.after(this, List.of(input), checked(forward(input)));
  }

  private Tensor checked(@Nullable Tensor output) {
    if (output == null) {
      throw new CremaException("forward of " + typeName(this) + " returned null, not a tensor");
    }
    return output;
  }

  /**
   * Adds a hook that runs before each forward pass and may replace the input.
   *
   * @param hook the hook
   * @return a handle that removes it
   */
  public final HookHandle registerForwardPreHook(ForwardPreHook hook) {
    return addHook(new Hooks.Slot(hook, null));
  }

  /**
   * A table of the modules with the output of each for an example input; see {@link
   * ModuleTree#summary(java.util.function.Supplier)}.
   *
   * @param example an input, such as {@code Tensor.zeros(1, 3, 32, 32)}
   * @return the table
   */
  public final String summary(Tensor example) {
    return summary(() -> apply(example));
  }
}
