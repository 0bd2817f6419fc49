package dev.crema.train;

import dev.crema.api.History;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A history as tensors, and back: {@code history.epochs} and {@code history.nanoseconds}; for the
 * k-th metric {@code history.k.values} and {@code history.k.rows}, the epochs that measured it. The
 * names of the metrics, which have an order, are words.
 */
final class HistoryColumns {
  private static final String NAME = "history.name.";

  private HistoryColumns() {}

  static void put(History history, Map<String, Tensor> tensors, Map<String, String> words) {
    List<History.Epoch> epochs = history.epochs();
    tensors.put("history.epochs", longs(epochs.stream().map(e -> (long) e.number()).toList()));
    tensors.put(
        "history.nanoseconds", longs(epochs.stream().map(e -> e.duration().toNanos()).toList()));
    Set<String> names = new LinkedHashSet<>();
    epochs.forEach(epoch -> names.addAll(epoch.metrics().keySet()));
    int k = 0;
    for (String name : names) {
      words.put(NAME + k, name);
      column("history." + k + ".", name, epochs, tensors);
      k++;
    }
  }

  private static void column(
      String prefix, String name, List<History.Epoch> epochs, Map<String, Tensor> tensors) {
    List<Long> rows = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < epochs.size(); i++) {
      Double value = epochs.get(i).metrics().get(name);
      if (value != null) {
        rows.add((long) i);
        values.add(value);
      }
    }
    tensors.put(prefix + "rows", longs(rows));
    tensors.put(
        prefix + "values", Tensor.of(values.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  private static Tensor longs(List<Long> values) {
    return Tensor.of(values.stream().mapToLong(Long::longValue).toArray());
  }

  /** The history in a file's tensors and words. */
  static History read(Map<String, Tensor> tensors, Map<String, String> words) {
    long[] numbers = column(tensors, "history.epochs").toLongs();
    long[] nanoseconds = column(tensors, "history.nanoseconds").toLongs();
    List<SequencedMap<String, Double>> measured = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      measured.add(new LinkedHashMap<>());
    }
    String name = words.get(NAME + 0);
    for (int k = 0; name != null; k++, name = words.get(NAME + k)) {
      long[] rows = column(tensors, "history." + k + ".rows").toLongs();
      double[] values = column(tensors, "history." + k + ".values").toDoubles();
      for (int i = 0; i < rows.length; i++) {
        measured.get(Math.toIntExact(rows[i])).put(name, values[i]);
      }
    }
    List<History.Epoch> epochs = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      Duration duration = Duration.ofNanos(nanoseconds[i]);
      epochs.add(new History.Epoch(Math.toIntExact(numbers[i]), measured.get(i), duration));
    }
    return new History(epochs);
  }

  private static Tensor column(Map<String, Tensor> tensors, String name) {
    Tensor column = tensors.get(name);
    if (column == null) {
      throw new CremaException("a training file has a tensor '" + name + "', and this one has not");
    }
    return column;
  }
}
