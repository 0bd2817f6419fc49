package dev.crema.tensor;

/**
 * What was asked cannot be done with what was given.
 *
 * <p>The one unchecked exception of the framework. Its message says what was asked, what was given
 * (shapes, dtypes, values) and what to do. When it is made inside a module's {@code forward}, the
 * path of that module is appended: {@code "… [in encoder.layers.0 (Linear)]"}.
 */
public class CremaException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public CremaException(String message) {
    super(message + CallPath.suffix());
  }

  public CremaException(String message, Throwable cause) {
    super(message + CallPath.suffix(), cause);
  }
}
