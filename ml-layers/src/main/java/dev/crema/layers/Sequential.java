package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.UnaryFn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Modules one after the other, each applied to what the one before it gave.
 *
 * <p>A {@link Linear} before a {@link ReLU}, {@link Tanh} or {@link Sigmoid} is computed in one
 * operation with it, to the same bits, unless one of both has hooks.
 *
 * <p>They are named {@code 0}, {@code 1}, … as in PyTorch, or as they are added. A module may stand
 * in several places, with one weight.
 *
 * <pre>{@code
 * Sequential model = new Sequential(new Linear(2, 8), new Tanh(), new Linear(8, 1));
 * model.apply(Tensor.randn(4, 2)).shape();  // (4, 1)
 * model.stateDict().keySet();  // [0.weight, 0.bias, 2.weight, 2.bias]
 * model.get(-1);  // Linear(in_features=8, out_features=1, bias=True)
 * }</pre>
 */
public final class Sequential extends Module implements Iterable<Module> {
  private final transient List<Module> steps = new ArrayList<>();

  /** These modules, in this order; without one, the identity. */
  public Sequential(Module... modules) {
    this(List.of(modules));
  }

  /** These modules, in this order. */
  public Sequential(List<? extends Module> modules) {
    modules.forEach(this::add);
  }

  /** Adds a module at the end, named by its position. */
  public Sequential add(Module module) {
    return add(String.valueOf(steps.size()), module);
  }

  /**
   * Adds a module at the end, under a name.
   *
   * @throws CremaException if the name is taken, empty or holds a dot
   */
  public Sequential add(String name, Module module) {
    steps.add(register(name, module));
    return this;
  }

  /**
   * A module by position; a negative one counts from the last.
   *
   * @throws CremaException if there is none
   */
  public Module get(int index) {
    if (index < -steps.size() || index >= steps.size()) {
      throw new CremaException(
          "module %s of a sequential of %s was asked for".formatted(index, steps.size()));
    }
    return steps.get(index < 0 ? index + steps.size() : index);
  }

  /** The number of modules. */
  public int size() {
    return steps.size();
  }

  @Override
  public Iterator<Module> iterator() {
    return Collections.unmodifiableList(steps).iterator();
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor current = x;
    for (int i = 0; i < steps.size(); i++) {
      UnaryFn activation = i + 1 < steps.size() ? joint(steps.get(i), steps.get(i + 1)) : null;
      if (activation != null) {
        current = ((Linear) steps.get(i++)).apply(current, activation);
      } else {
        current = steps.get(i).apply(current);
      }
    }
    return current;
  }

  /** The function of a linear layer and its activation that can be one operation, else null. */
  private static @Nullable UnaryFn joint(Module layer, Module next) {
    if (!(layer instanceof Linear) || layer.hasHooks() || next.hasHooks()) {
      return null;
    }
    return switch (next) {
      case ReLU _ -> UnaryFn.RELU;
      case Tanh _ -> UnaryFn.TANH;
      case Sigmoid _ -> UnaryFn.SIGMOID;
      default -> null;
    };
  }
}
