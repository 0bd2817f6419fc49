package dev.crema.examples.training;

import dev.crema.layers.GELU;
import dev.crema.layers.ReLU;
import dev.crema.tensor.Crema;
import dev.crema.tensor.DType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What PyTorch computes in a training, from trainings.json, and the same training here.
 *
 * @param seed what the generator is set to before the model is made
 * @param parameters how many numbers the model has
 * @param norm the length of all first parameters as one vector
 * @param losses the loss of each step
 */
record LossTrace(
    String name, long seed, DType dtype, long parameters, double norm, List<Double> losses) {

  static List<LossTrace> all() {
    try (InputStream in = LossTrace.class.getResourceAsStream("/training/trainings.json")) {
      return JsonMapper.shared()
          .readTree(in)
          .get("trainings")
          .valueStream()
          .map(LossTrace::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LossTrace named(String name) {
    return all().stream().filter(trace -> trace.name.equals(name)).findFirst().orElseThrow();
  }

  private static LossTrace of(JsonNode json) {
    return new LossTrace(
        json.get("name").asString(),
        json.get("seed").asLong(),
        DType.valueOf(json.get("dtype").asString().toUpperCase(Locale.ROOT)),
        json.get("parameters").asLong(),
        json.get("norm").asDouble(),
        json.get("losses").valueStream().map(JsonNode::asDouble).toList());
  }

  /** The training that this is the trace of, at its first step. */
  Training start() {
    Crema.manualSeed(seed);
    return switch (name) {
      case "quickstart", "quickstart_float64" -> Classifiers.quickstart(dtype);
      case "vae" -> VariationalAutoencoder.training(dtype, GELU::new);
      case "vae_relu", "vae_relu_float64" -> VariationalAutoencoder.training(dtype, ReLU::new);
      case "lenet" -> Classifiers.lenet(dtype, GELU::new);
      case "lenet_relu", "lenet_relu_float64" -> Classifiers.lenet(dtype, ReLU::new);
      case "residual" -> ResidualNet.training(dtype, GELU::new);
      case "residual_relu_float64" -> ResidualNet.training(dtype, ReLU::new);
      case "gpt" -> SmallGpt.training();
      case "wide" -> Classifiers.wide();
      default -> throw new IllegalArgumentException("no training is called " + name);
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
