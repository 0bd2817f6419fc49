package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/**
 * The modules that the current thread is inside of, so that an error can name the layer.
 *
 * <p>Entering costs one small allocation and two writes; the words are put together only when an
 * error is written. A recorded operation keeps its frame, so that a failure in the backward pass
 * names the layer of the forward pass.
 */
public final class CallPath {

  /** Something that has a name inside the thing that calls it: a module in its parent. */
  public interface Named {
    /**
     * The name of this module as its caller knows it, such as {@code "layers.0"}.
     *
     * @param parent the enclosing module, or null for the outermost
     * @return the dotted name, or an empty string where there is none
     */
    String nameInside(@Nullable Object parent);
  }

  /** One entered module; frames form an immutable list towards the outermost. */
  public static final class Frame {
    private final @Nullable Frame outer;
    private final Named module;
    private final ThreadState state;

    Frame(ThreadState state, Named module) {
      this.outer = state.frame;
      this.module = module;
      this.state = state;
    }

    /** Leaves the module. */
    public void exit() {
      state.frame = outer;
    }

    /** {@code "encoder.layers.0 (Linear)"}, or {@code "XorNet"} for the outermost module. */
    public String describe() {
      StringBuilder path = new StringBuilder();
      for (Frame frame = this; frame != null; frame = frame.outer) {
        String name = frame.module.nameInside(frame.outer == null ? null : frame.outer.module);
        if (!name.isEmpty()) {
          path.insert(0, path.isEmpty() ? name : name + ".");
        }
      }
      String type = module.getClass().getSimpleName();
      String shown = type.isEmpty() ? module.getClass().getName() : type;
      return path.isEmpty() ? shown : path + " (" + shown + ")";
    }
  }

  private CallPath() {}

  /** Enters a module; call {@link Frame#exit} on the result in a finally block. */
  public static Frame enter(Named module) {
    ThreadState state = ThreadState.current();
    Frame frame = new Frame(state, module);
    state.frame = frame;
    return frame;
  }

  /** The innermost entered module, or null outside of all. */
  public static @Nullable Frame current() {
    return ThreadState.current().frame;
  }

  static String suffix() {
    Frame frame = current();
    return frame == null ? "" : " [in " + frame.describe() + "]";
  }
}
