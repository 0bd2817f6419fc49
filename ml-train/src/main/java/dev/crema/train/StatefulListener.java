package dev.crema.train;

import dev.crema.api.TrainingListener;
import dev.crema.tensor.Tensor;
import java.util.Map;
import java.util.SequencedMap;

/** A listener with a memory, which {@link Checkpoints} keep and {@code resume} gives back. */
public interface StatefulListener extends TrainingListener {
  /** What its state is filed under; listeners of one name are told apart by their order. */
  String stateName();

  /** Everything to go on from. */
  SequencedMap<String, Tensor> stateDict();

  /** Goes on from a state that {@link #stateDict} gave. */
  void loadStateDict(Map<String, ? extends Tensor> state);
}
