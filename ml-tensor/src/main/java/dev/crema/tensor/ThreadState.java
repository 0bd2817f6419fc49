package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** What a thread carries through the dispatcher: one lookup serves all of it. */
final class ThreadState {
  private static final ThreadLocal<ThreadState> CURRENT = ThreadLocal.withInitial(ThreadState::new);

  /** Whether operations on tensors that require a gradient are remembered. */
  boolean recording = true;

  /** The innermost module entered on this thread. */
  CallPath.@Nullable Frame frame;

  /** What computes on this thread. */
  Interpreter interpreter = Interpreters.standard();

  private ThreadState() {}

  static ThreadState current() {
    return CURRENT.get();
  }
}
