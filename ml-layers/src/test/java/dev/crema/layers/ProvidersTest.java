package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.Loss;
import dev.crema.api.Module;
import dev.crema.api.plugin.OptionSchema;
import dev.crema.api.plugin.Plugins;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The layers and losses by their names in model files. */
class ProvidersTest {
  private final Plugins plugins = Plugins.load();

  @Test
  void allAreFound() {
    assertThat(plugins.problems()).isEmpty();
    assertThat(plugins.layers().names())
        .containsExactly(
            "adaptive_avg_pool1d",
            "adaptive_avg_pool2d",
            "avg_pool1d",
            "avg_pool2d",
            "avg_pool3d",
            "batch_norm1d",
            "batch_norm2d",
            "conv1d",
            "conv2d",
            "conv3d",
            "dropout",
            "embedding",
            "flatten",
            "gelu",
            "identity",
            "layer_norm",
            "leaky_relu",
            "linear",
            "log_softmax",
            "max_pool1d",
            "max_pool2d",
            "max_pool3d",
            "multihead_attention",
            "relu",
            "sigmoid",
            "softmax",
            "standardize",
            "tanh");
    assertThat(plugins.losses().names())
        .containsExactly("bce", "bce_with_logits", "cross_entropy", "mse", "nll");
  }

  @Test
  void everyOptionIsExplained() {
    for (String name : plugins.layers().names()) {
      assertThat(plugins.layers().schema(name)).extracting(OptionSchema::doc).doesNotContain("");
    }
    for (String name : plugins.losses().names()) {
      assertThat(plugins.losses().schema(name)).extracting(OptionSchema::doc).doesNotContain("");
    }
  }

  /** The defaults of the model file are those of the constructors. */
  @Test
  void defaultsAreTheConstructors() {
    Map<String, Module> layers =
        Map.of(
            "dropout", new Dropout(),
            "flatten", new Flatten(),
            "gelu", new GELU(),
            "identity", new Identity(),
            "leaky_relu", new LeakyReLU(),
            "relu", new ReLU(),
            "sigmoid", new Sigmoid(),
            "tanh", new Tanh());
    layers.forEach(
        (name, layer) -> {
          Module made = plugins.layers().create(name, Map.of());
          assertThat(made).hasSameClassAs(layer).hasToString(layer.toString());
        });
    Tensor x = Tensor.of(new float[] {0.2f, 0.7f, 0.9f, 0.4f}, 2, 2);
    Map<String, Loss> losses =
        Map.of(
            "bce", new BCELoss(),
            "bce_with_logits", new BCEWithLogitsLoss(),
            "cross_entropy", new CrossEntropyLoss(),
            "mse", new MSELoss());
    losses.forEach(
        (name, loss) -> {
          Loss made = plugins.losses().create(name, Map.of());
          assertThat(made).hasSameClassAs(loss);
          assertThat(made.apply(x, x.neg().add(1)).item())
              .isEqualTo(loss.apply(x, x.neg().add(1)).item());
        });
    Tensor labels = Tensor.of(-100L, 1L);
    assertThat(plugins.losses().create("nll", Map.of()).apply(x, labels).item())
        .isEqualTo(new NLLLoss().apply(x, labels).item())
        .isEqualTo(-0.4f);
  }

  @Test
  void optionsReachTheLayer() {
    assertThat(
            plugins
                .layers()
                .create("linear", Map.of("in_features", 2, "out_features", 3, "bias", false)))
        .hasToString("Linear(in_features=2, out_features=3, bias=False)");
    assertThat(plugins.layers().create("gelu", Map.of("approximate", "tanh")))
        .hasToString("GELU(approximate='tanh')");
    assertThat(plugins.layers().create("softmax", Map.of("dim", -1)))
        .hasToString("Softmax(dim=-1)");
    Tensor x = Tensor.of(new float[] {1, 2}, 1, 2);
    Map<String, Object> options = Map.of("weight", List.of(2, 3), "reduction", "sum");
    assertThat(plugins.losses().create("nll", options).apply(x, Tensor.of(new long[] {1})).item())
        .isEqualTo(-6);
  }

  @Test
  void errorsNameTheRightWords() {
    refused(
        () -> plugins.layers().create("liner", Map.of()),
        "no layer 'liner'; did you mean 'linear'? There are " + layers());
    refused(
        () -> plugins.losses().create("cross_entropy_loss", Map.of()),
        "no loss 'cross_entropy_loss'; did you mean 'cross_entropy'? There are bce,"
            + " bce_with_logits, cross_entropy, mse, nll");
    refused(
        () -> plugins.layers().create("linear", Map.of("in_features", 2, "out", 3)),
        "layer 'linear': no option 'out' (did you mean 'out_features'?); option 'out_features'"
            + " (int) is missing; its options are in_features, out_features, bias, dtype");
    refused(
        () -> plugins.layers().create("linear", Map.of("in_features", 0, "out_features", 3)),
        "layer 'linear': in_features of linear must be at least 1, but was 0");
    refused(
        () -> plugins.layers().create("dropout", Map.of("p", 2)),
        "layer 'dropout': p of dropout must be from 0 to 1, but was 2.0");
    refused(
        () -> plugins.losses().create("mse", Map.of("reduction", "average")),
        "loss 'mse': option 'reduction' is one of mean, sum, none, not \"average\"; its options are"
            + " reduction");
    refused(
        () -> plugins.layers().create("relu", Map.of("inplace", true)),
        "layer 'relu': no option 'inplace'; it has no options");
  }

  private String layers() {
    return String.join(", ", plugins.layers().names());
  }

  private static void refused(Runnable call, String message) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(call::run).withMessage(message);
  }
}
