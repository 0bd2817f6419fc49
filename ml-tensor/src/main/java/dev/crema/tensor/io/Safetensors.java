package dev.crema.tensor.io;

import dev.crema.tensor.Storage;
import dev.crema.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files of named tensors in the safetensors format, which PyTorch and others read and write too.
 *
 * <p>A file is written beside the old one, flushed, and put in its place when it is complete. What
 * is read is checked down to the last byte before anything is made of it. Source: the format's
 * description in the safetensors project.
 *
 * <pre>{@code
 * Safetensors.save(file, model.stateDict(), Map.of("epoch", "3"));
 * model.loadStateDict(Safetensors.load(file).tensors());
 * }</pre>
 */
public final class Safetensors {
  private Safetensors() {}

  /** What a file holds: tensors in the order of their data, and words. */
  public record Contents(Map<String, Tensor> tensors, Map<String, String> metadata) {}

  /**
   * Writes tensors under their names.
   *
   * @throws IOException if the file cannot be written; an old one is then untouched
   */
  public static void save(Path file, Map<String, ? extends Tensor> tensors) throws IOException {
    save(file, tensors, Map.of());
  }

  public static void save(
      Path file, Map<String, ? extends Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    tensors.forEach(
        (name, tensor) -> {
          Storage values = tensor.toStorage();
          entries.add(new Entry(name, tensor.dtype(), tensor.shape(), values.array()));
        });
    SafetensorsFormat.write(file, entries, metadata);
  }

  /**
   * Reads a whole file.
   *
   * @throws MalformedFileException saying what is wrong, if the file is not as the format demands
   */
  public static Contents load(Path file) throws IOException {
    SafetensorsFormat.Contents read = SafetensorsFormat.read(file);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Entry entry : read.entries()) {
      Storage storage = Storage.of(entry.dtype(), entry.array());
      tensors.put(entry.name(), Tensor.of(storage, entry.shape()));
    }
    return new Contents(tensors, read.metadata());
  }
}
