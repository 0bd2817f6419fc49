package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** What a thread carries through the dispatcher: one lookup serves all of it. */
final class ThreadState {
  private static final ThreadLocal<ThreadState> CURRENT = ThreadLocal.withInitial(ThreadState::new);

  /** The last states asked for, by thread id: a look here costs less than a ThreadLocal's. */
  private static final @Nullable ThreadState[] RECENT = new @Nullable ThreadState[64];

  private final Thread thread = Thread.currentThread();

  /** Whether operations on tensors that require a gradient are remembered. */
  boolean recording = true;

  /** The innermost module entered on this thread. */
  CallPath.@Nullable Frame frame;

  /** What computes on this thread in place of the processor's backend, if anything. */
  @Nullable Interpreter wrapped;

  /** Where results are taken from and noted, if their memory is to serve again. */
  @Nullable StepScope scope;

  /** The memory of closed scopes. */
  final StepScope.Arrays spare = new StepScope.Arrays();

  private ThreadState() {}

  /** What computes on this thread. */
  Interpreter interpreter() {
    Interpreter other = wrapped;
    return other == null ? Interpreters.standard() : other;
  }

  static ThreadState current() {
    Thread thread = Thread.currentThread();
    int slot = (int) thread.threadId() & RECENT.length - 1;
    ThreadState recent = RECENT[slot];
    if (recent != null && recent.thread == thread) {
      return recent;
    }
    ThreadState found = CURRENT.get();
    RECENT[slot] = found;
    return found;
  }
}
