package dev.crema.train;

import dev.crema.api.Optimizer;
import dev.crema.api.ParameterGroup;
import dev.crema.api.Schedule;
import dev.crema.tensor.Tensor;
import java.util.Map;
import java.util.SequencedMap;

/** Multiplies the rate by 0.5 after each epoch whose metric is not the best: has a state. */
class OnPlateau extends Schedule {
  private double best = Double.POSITIVE_INFINITY;
  private boolean better;

  @SuppressWarnings("this-escape") // the contract of Schedule
  OnPlateau(Optimizer optimizer) {
    super(optimizer);
    start();
  }

  @Override
  protected double rate(long step, ParameterGroup group) {
    return step == 0 || better ? group.learningRate() : group.learningRate() * 0.5;
  }

  @Override
  public void step(double metric) {
    better = metric < best;
    best = Math.min(best, metric);
    step();
  }

  @Override
  public SequencedMap<String, Tensor> stateDict() {
    SequencedMap<String, Tensor> state = super.stateDict();
    state.put("best", Tensor.of(new double[] {best}));
    return state;
  }

  @Override
  public void loadStateDict(Map<String, ? extends Tensor> state) {
    super.loadStateDict(state);
    best = state.get("best").item();
  }
}
