package dev.crema.tensor;

/** What a registration gives back, to take it away again. */
@FunctionalInterface
public interface HookHandle {
  void remove();
}
