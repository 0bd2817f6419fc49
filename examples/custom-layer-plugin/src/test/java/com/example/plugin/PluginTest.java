package com.example.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.crema.api.Module;
import dev.crema.api.plugin.Plugins;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.GradCheck;
import dev.crema.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginTest {
  @Test
  void theLayerIsFoundByName() {
    Plugins plugins = Plugins.load();
    Module snake = plugins.layers().create("snake", Map.of("num_features", 3));
    assertTrue(plugins.problems().isEmpty());
    assertEquals(3, snake.parameters().getFirst().numel());
  }

  /** sin(2)² / 2 at x = 1 with a = 2, to single precision. */
  @Test
  void theLayerComputesItsFormula() {
    Snake snake = new Snake(1, 2);
    float y = snake.apply(Tensor.of(new float[] {1})).toFloats()[0];
    assertEquals(1 + Math.pow(Math.sin(2), 2) / 2, y, 1e-6);
  }

  @Test
  void theGradientIsThatOfFiniteDifferences() {
    Tensor x = Tensor.of(new double[] {-1, 0.5, 2});
    Tensor a = Tensor.of(new double[] {1.5, 1, 0.5});
    assertTrue(GradCheck.check(in -> Snake.snake(in[0], in[1]), x, a).compared() > 0);
    assertTrue(GradCheck.checkSecond(in -> Snake.snake(in[0], in[1]), x, a).compared() > 0);
  }

  @Test
  void aFrequencyOfZeroIsRefused() {
    assertThrows(CremaException.class, () -> new Snake(3, 0));
  }

  @Test
  void theSpiralsAreToldApart() {
    assertTrue(Main.train(60) > 0.95);
  }
}
