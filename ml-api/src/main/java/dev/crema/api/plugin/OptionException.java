package dev.crema.api.plugin;

import dev.crema.tensor.CremaException;

/** An option is missing, unknown or of the wrong type. */
public final class OptionException extends CremaException {
  private static final long serialVersionUID = 1L;

  private final String option;

  OptionException(String message, String option) {
    super(message);
    this.option = option;
  }

  /** The name of the first such option, by which a reader of files can tell where it stands. */
  public String option() {
    return option;
  }
}
