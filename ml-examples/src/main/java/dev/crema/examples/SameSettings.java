package dev.crema.examples;

import dev.crema.api.TrainingEvent;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import dev.crema.train.StatefulListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the settings in the checkpoint, so that a training is not resumed with others. The number
 * of epochs may change: more of them make a longer training.
 */
final class SameSettings implements StatefulListener {
  private final RunSettings settings;

  SameSettings(RunSettings settings) {
    this.settings = settings;
  }

  @Override
  public void on(TrainingEvent event) {}

  @Override
  public String stateName() {
    return "settings";
  }

  @Override
  public SequencedMap<String, Tensor> stateDict() {
    SequencedMap<String, Tensor> state = new LinkedHashMap<>();
    state.put("batch", Tensor.of(settings.batch()));
    state.put("lr", Tensor.of(settings.learningRate()));
    state.put("seed", Tensor.of(settings.seed()));
    return state;
  }

  @Override
  public void loadStateDict(Map<String, ? extends Tensor> state) {
    stateDict().forEach((name, own) -> check(name, state.get(name), own));
  }

  private static void check(String name, @Nullable Tensor saved, Tensor own) {
    if (saved == null) {
      throw new CremaException("it does not say with which --" + name + " it was trained");
    }
    if (!saved.eq(own).all().itemBoolean()) {
      throw new CremaException(
          "it was trained with --%s %s and not %s".formatted(name, saved.toArray(), own.toArray()));
    }
  }
}
