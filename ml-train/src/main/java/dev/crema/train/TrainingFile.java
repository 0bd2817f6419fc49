package dev.crema.train;

import dev.crema.api.ModuleTree;
import dev.crema.api.Schedule;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that a training goes on from, in one safetensors file, so that no crash can leave
 * parts of two moments: {@code model.*}, {@code loss.*}, {@code optimizer.*}, {@code schedule.*},
 * {@code listener.NAME.*}, {@code history.*} and {@code generator}.
 */
final class TrainingFile {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingFile.class);
  private static final String FORMAT = "crema.training";
  private static final String VERSION = "1";
  private static final String EPOCHS = "epochs";
  private static final String STEP = "step";
  private static final String GENERATOR = "generator";

  private TrainingFile() {}

  static void save(Path file, Parts parts, Progress progress) throws IOException {
    SequencedMap<String, Tensor> tensors = states(parts);
    byte[] generator = progress.generator();
    tensors.put(
        GENERATOR,
        Tensor.of(Storage.of(DType.UINT8, generator.clone()), Shape.of(generator.length)));
    Map<String, String> words = new TreeMap<>();
    words.put(FORMAT, VERSION);
    words.put(EPOCHS, Integer.toString(progress.epochs()));
    words.put(STEP, Long.toString(progress.step()));
    HistoryColumns.put(progress.history(), tensors, words);
    Safetensors.save(file, tensors, words);
  }

  private static SequencedMap<String, Tensor> states(Parts parts) {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    put("model.", parts.model().stateDict(), tensors);
    put("optimizer.", parts.optimizer().stateDict(), tensors);
    ModuleTree loss = parts.lossTree();
    if (loss != null) {
      put("loss.", loss.stateDict(), tensors);
    }
    Schedule schedule = parts.schedule();
    if (schedule != null) {
      put("schedule.", schedule.stateDict(), tensors);
    }
    parts
        .listeners()
        .stateful()
        .forEach((name, each) -> put("listener." + name + ".", each.stateDict(), tensors));
    return tensors;
  }

  private static void put(
      String prefix, Map<String, Tensor> state, SequencedMap<String, Tensor> tensors) {
    state.forEach((name, tensor) -> tensors.put(prefix + name, tensor));
  }

  /**
   * Puts all states in place.
   *
   * @throws CremaException if one does not fit; all are then what they were
   */
  static Progress load(Path file, Parts parts) throws IOException {
    Safetensors.Contents contents = Safetensors.load(file);
    SequencedMap<String, Tensor> before = states(parts);
    try {
      Progress progress = progress(contents);
      restore(contents.tensors(), parts);
      return progress;
    } catch (RuntimeException e) {
      restore(before, parts);
      throw new CremaException(
          "%s does not fit this training, and nothing was changed: %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static Progress progress(Safetensors.Contents contents) {
    Map<String, String> words = contents.metadata();
    if (!VERSION.equals(words.get(FORMAT))) {
      throw new CremaException(
          "it is no training file of version %s. A file of a model's weights is read by"
                  .formatted(VERSION)
              + " Safetensors.load and model.loadStateDict");
    }
    Tensor generator = contents.tensors().get(GENERATOR);
    if (generator == null || generator.dtype() != DType.UINT8) {
      throw new CremaException("it has no state of the random generator");
    }
    return new Progress(
        Integer.parseInt(word(words, EPOCHS)),
        Long.parseLong(word(words, STEP)),
        HistoryColumns.read(contents.tensors(), words),
        generator.toStorage().bytes());
  }

  private static String word(Map<String, String> words, String name) {
    String value = words.get(name);
    if (value == null) {
      throw new CremaException("it does not say its '" + name + "'");
    }
    return value;
  }

  private static void restore(Map<String, Tensor> tensors, Parts parts) {
    parts.model().loadStateDict(part("model.", tensors));
    parts.optimizer().loadStateDict(part("optimizer.", tensors));
    ModuleTree tree = parts.lossTree();
    Schedule schedule = parts.schedule();
    Map<String, Tensor> lossState = part("loss.", tensors);
    Map<String, Tensor> scheduleState = part("schedule.", tensors);
    if (tree != null) {
      tree.loadStateDict(lossState);
    } else if (!lossState.isEmpty()) {
      throw new CremaException("it holds the state of a loss with parameters, and this has none");
    }
    if (schedule != null) {
      schedule.loadStateDict(scheduleState);
    } else if (!scheduleState.isEmpty()) {
      throw new CremaException("it holds the state of a schedule, and this trainer has none");
    }
    parts
        .listeners()
        .stateful()
        .forEach((name, each) -> restore(name, each, part("listener." + name + ".", tensors)));
  }

  private static void restore(String name, StatefulListener listener, Map<String, Tensor> state) {
    if (state.isEmpty()) {
      LOG.warn("the resumed training has no state of listener '{}', which begins anew", name);
    } else {
      listener.loadStateDict(state);
    }
  }

  private static Map<String, Tensor> part(String prefix, Map<String, Tensor> tensors) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), tensor);
          }
        });
    return part;
  }
}
