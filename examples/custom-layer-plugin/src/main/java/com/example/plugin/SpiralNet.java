package com.example.plugin;

import dev.crema.api.Module;
import dev.crema.layers.Linear;
import dev.crema.tensor.Tensor;

/** Two coordinates, 32 hidden units that wave, a score for each spiral. */
public final class SpiralNet extends Module {
  private final Linear hidden = new Linear(2, 32);
  private final Snake snake = new Snake(32, 3);
  private final Linear output = new Linear(32, 2);

  @Override
  protected Tensor forward(Tensor points) {
    return output.apply(snake.apply(hidden.apply(points)));
  }
}
