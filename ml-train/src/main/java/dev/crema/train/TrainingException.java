package dev.crema.train;

import dev.crema.api.History;
import dev.crema.tensor.CremaException;

/**
 * An exception ended a training: the cause. The message says in which epoch and step and in whose
 * code. What was done stays done: the model keeps its weights, and the whole epochs are in {@link
 * #history()}.
 */
public final class TrainingException extends CremaException {
  private static final long serialVersionUID = 1L;

  private final transient History history;

  TrainingException(String message, Throwable cause, History history) {
    super(message, cause);
    this.history = history;
  }

  /** What was measured in the whole epochs before. */
  public History history() {
    return history;
  }
}
