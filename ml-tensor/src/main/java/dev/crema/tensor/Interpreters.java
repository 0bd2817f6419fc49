package dev.crema.tensor;

import dev.crema.tensor.internal.cpu.CpuBackend;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Chooses what computes: the processor's backend, wrapped for a while on one thread if wanted. */
public final class Interpreters {
  private static volatile @Nullable CpuBackend standard;

  private Interpreters() {}

  /** The processor's backend, made when it is first asked for. */
  static CpuBackend standard() {
    CpuBackend made = standard;
    return made == null ? make() : made;
  }

  private static synchronized CpuBackend make() {
    CpuBackend made = standard == null ? new CpuBackend() : standard;
    standard = made;
    return made;
  }

  /**
   * Runs a body on this thread with its interpreter wrapped, and unwraps it again.
   *
   * <pre>{@code
   * Tensor loss = Interpreters.with(NanCheck::new, () -> model.apply(x).mean());
   * }</pre>
   */
  public static <T> T with(UnaryOperator<Interpreter> wrap, Supplier<T> body) {
    ThreadState state = ThreadState.current();
    Interpreter previous = state.wrapped;
    state.wrapped = wrap.apply(state.interpreter());
    try {
      return body.get();
    } finally {
      state.wrapped = previous;
    }
  }
}
