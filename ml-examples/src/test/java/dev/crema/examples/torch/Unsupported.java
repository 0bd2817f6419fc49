package dev.crema.examples.torch;

/** The interpreter does not know something: neither a failure of Crema nor a refusal by it. */
final class Unsupported extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unsupported(String message) {
    super(message);
  }
}
