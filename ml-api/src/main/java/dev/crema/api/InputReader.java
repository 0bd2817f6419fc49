package dev.crema.api;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.nio.file.Path;

/**
 * Reads the inputs of a model from a file, in the form of those that it was trained on: the same
 * columns in the same order, images of the same size.
 *
 * <p>It is saved beside a model's weights as the name of its provider and its options, and comes
 * back with them. What depends on the training data, such as the values of a category, is in its
 * options, so that it needs nothing else.
 */
public interface InputReader {
  /**
   * Reads a file.
   *
   * @return the inputs, shape (n, …)
   * @throws CremaException if it cannot be read; the message says where and why
   */
  Tensor read(Path file);

  /** The name of its {@link dev.crema.api.plugin.ReaderProvider}. */
  String name();

  /** The options that its provider makes it of. */
  Record options();
}
