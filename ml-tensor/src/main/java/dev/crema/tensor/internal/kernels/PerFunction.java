package dev.crema.tensor.internal.kernels;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One loop a function, made when it is first asked for. */
public final class PerFunction<E extends Enum<E>, L> {
  private final @Nullable Object[] made;
  private final Function<E, L> maker;

  public PerFunction(Class<E> functions, Function<E, L> maker) {
    this.made = new @Nullable Object[functions.getEnumConstants().length];
    this.maker = maker;
  }

  @SuppressWarnings("unchecked")
  public L of(E function) {
    Object loop = made[function.ordinal()];
    return loop == null ? make(function) : (L) loop;
  }

  /** Two threads may make the same loop; either serves. */
  private L make(E function) {
    L loop = maker.apply(function);
    made[function.ordinal()] = loop;
    return loop;
  }
}
