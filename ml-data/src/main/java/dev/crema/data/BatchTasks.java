package dev.crema.data;

import dev.crema.api.Batch;
import dev.crema.api.Collate;
import dev.crema.tensor.CremaException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The batches of an epoch in order, each still to be made: what is handed out by one thread at a
 * time can be made by any.
 */
interface BatchTasks extends Iterator<Supplier<Batch>>, AutoCloseable {
  @Override
  default void close() {}

  /** Collates; a failure names the samples. */
  static <S> Batch collate(Collate<S> collate, List<S> samples, List<? extends Number> numbers) {
    try {
      return collate.collate(samples);
    } catch (RuntimeException e) {
      String named = numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
      throw failure("no batch could be made of samples " + named, e);
    }
  }

  /** What went wrong in the words of its cause. */
  static CremaException failure(String what, RuntimeException cause) {
    String why = cause instanceof CremaException ? cause.getMessage() : cause.toString();
    return new CremaException(what + ": " + why, cause);
  }
}
