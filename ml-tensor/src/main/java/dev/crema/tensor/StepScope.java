package dev.crema.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of work on this thread, such as a training step, whose values are let go at its end so
 * that their memory serves the next stretch.
 *
 * <pre>{@code
 * Tensor x = Tensor.randn(2000, 3);
 * Parameter w = new Parameter(Tensor.zeros(3, 1));
 * for (int i = 0; i < 10; i++) {
 *   try (StepScope _ = StepScope.open()) {
 *     w.zeroGrad();
 *     x.matmul(w).sub(1).square().mean().backward();
 *     w.assign(w.sub(w.grad().mul(0.1)));
 *   }
 * }
 * }</pre>
 *
 * <p>Fresh Java arrays are zeroed, and come from memory that no cache holds; writing into one takes
 * twice the time of writing into one that has just served. A step makes the same values as the step
 * before it, so the arrays of one fit the next. Reference counts would free them earlier, but every
 * view and every closure of a user would have to take part.
 *
 * <p>What is made inside is gone afterwards, gradients included: reading it then is an error in
 * words. What stays: parameters and buffers, {@link Tensor#snapshot()}, and whatever was copied
 * into Java numbers. The memory held back is that of one step.
 */
public final class StepScope implements AutoCloseable {
  /** Elements from which on an array is worth keeping. */
  static final int WORTHWHILE = 1024;

  private record Size(DType dtype, int length) {}

  private final ThreadState state;
  private final @Nullable StepScope outer;
  private final List<Storage> made = new ArrayList<>();

  private StepScope(ThreadState state) {
    this.state = state;
    this.outer = state.scope;
  }

  /** Opens a scope on this thread; close it on the same thread, inner ones first. */
  public static StepScope open() {
    ThreadState state = ThreadState.current();
    StepScope scope = new StepScope(state);
    state.scope = scope;
    return scope;
  }

  /** Runs a body whose values outlive the scope. */
  static <T> T outside(Supplier<T> body) {
    ThreadState state = ThreadState.current();
    StepScope scope = state.scope;
    state.scope = null;
    try {
      return body.get();
    } finally {
      state.scope = scope;
    }
  }

  Storage take(DType dtype, int n) {
    Object found = state.spare.take(dtype, n);
    Storage storage = Storage.of(dtype, found == null ? Storage.zeros(dtype, n) : found);
    made.add(storage);
    return storage;
  }

  /**
   * Ends the scope.
   *
   * @throws CremaException if it is not the innermost one of this thread
   */
  @Override
  public void close() {
    if (ThreadState.current() != state || state.scope != this) {
      throw new CremaException(
          "a StepScope was closed on another thread, twice, or before one that was opened in it;"
              + " open it in a try statement");
    }
    state.scope = outer;
    if (outer == null) {
      state.spare.clear();
    }
    made.forEach(state.spare::give);
  }

  /** Arrays that wait to serve again. */
  static final class Arrays {
    private final Map<Size, ArrayDeque<Object>> bySize = new HashMap<>();

    void give(Storage storage) {
      Object array = storage.surrender();
      Size size = new Size(storage.dtype(), java.lang.reflect.Array.getLength(array));
      bySize.computeIfAbsent(size, _ -> new ArrayDeque<>()).push(array);
    }

    @Nullable Object take(DType dtype, int n) {
      ArrayDeque<Object> found = bySize.get(new Size(dtype, n));
      return found == null ? null : found.poll();
    }

    /** What the last scope had no use for goes to the garbage collector. */
    void clear() {
      bySize.clear();
    }
  }
}
