package dev.crema.config;

import dev.crema.tensor.CremaException;

/**
 * Where something stands in a model file.
 *
 * @param file the file's name
 * @param line from 1
 * @param column from 1
 */
public record Place(String file, int line, int column) {
  /** An error about what stands here. */
  CremaException fault(String what) {
    return new CremaException(this + ": " + what);
  }

  /** The same for an error that was found elsewhere. */
  CremaException fault(CremaException cause) {
    return new CremaException(this + ": " + cause.getMessage(), cause);
  }

  @Override
  public String toString() {
    return "%s line %d, column %d".formatted(file, line, column);
  }
}
