package dev.crema.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.crema.api.Batch;
import dev.crema.api.Batches;
import dev.crema.api.Module;
import dev.crema.api.TrainingEvent.BatchEnded;
import dev.crema.api.TrainingEvent.GradientsReady;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A whole training against the losses, gradient norms and weights that PyTorch had. */
class IrisTraceTest {
  private static final double RELATIVE = 1e-4; // in percent: the trace's own 1e-6

  private final JsonNode trace = trace("iris_fullbatch_sgd");

  private static InputStream open(String name) {
    return IrisTraceTest.class.getResourceAsStream("/golden/" + name);
  }

  private static JsonNode trace(String id) {
    try (InputStream in = open("training_traces.json")) {
      for (JsonNode each : new ObjectMapper().readTree(in).get("cases")) {
        if (each.get("id").stringValue().equals(id)) {
          return each;
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("no case " + id);
  }

  /** The hash of the file: initial values that every framework can make. */
  private static double hash(int k, int i, double bound) {
    long h = (i * 2654435761L + k * 97531L + 12345) & 0xffffffffL;
    h ^= h >>> 15;
    h = (h * 2246822519L) & 0xffffffffL;
    h ^= h >>> 13;
    return (h / 4294967296.0 - 0.5) * 2 * bound;
  }

  private Tensor initial(int k) {
    JsonNode parameter = trace.get("parameters").get(k);
    List<Integer> sizes = new ArrayList<>();
    parameter.get("shape").forEach(size -> sizes.add(size.intValue()));
    int[] shape = sizes.stream().mapToInt(Integer::intValue).toArray();
    double[] values = new double[(int) Shape.of(shape).numel()];
    for (int i = 0; i < values.length; i++) {
      values[i] = hash(k, i, parameter.get("hash_bound").doubleValue());
    }
    return Tensor.of(values, shape);
  }

  private static final class Net extends Module {
    final Dense hidden;
    final Dense output;

    Net(Dense hidden, Dense output) {
      this.hidden = hidden;
      this.output = output;
    }

    @Override
    protected Tensor forward(Tensor x) {
      return output.apply(hidden.apply(x).sigmoid());
    }
  }

  private static Batch iris() throws IOException {
    List<String> species = List.of("setosa", "versicolor", "virginica");
    try (InputStream in = open("iris.csv")) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
      double[] x = new double[4 * lines.size()];
      long[] y = new long[lines.size()];
      for (int i = 0; i < lines.size(); i++) {
        String[] cells = lines.get(i).split(",");
        for (int j = 0; j < 4; j++) {
          x[4 * i + j] = Double.parseDouble(cells[j]);
        }
        y[i] = species.indexOf(cells[4]);
      }
      Tensor raw = Tensor.of(x, lines.size(), 4);
      Tensor scaled = raw.sub(raw.mean(true, 0)).div(raw.std(0, true, 0));
      return new Batch(scaled, Tensor.of(y));
    }
  }

  @Test
  void theHashIsTheFiles() {
    JsonNode first = trace("hash").get("check_k3_first6_bound0.5");
    for (int i = 0; i < first.size(); i++) {
      assertThat(hash(3, i, 0.5)).isEqualTo(first.get(i).doubleValue());
    }
  }

  @Test
  void twoHundredStepsAreThoseOfPyTorch() throws IOException {
    Net net = new Net(new Dense(initial(0), initial(1)), new Dense(initial(2), initial(3)));
    assertThat(net.hidden.weight.dtype()).isEqualTo(DType.FLOAT64);
    Batches data = Batches.of(List.of(iris()));
    int steps = trace.get("loss_per_step").size();
    EventNames events = new EventNames();
    ClipGradients norms = ClipGradients.byNorm(1e9);
    List<Double> seen = new ArrayList<>();
    DefaultTrainer trainer =
        DefaultTrainer.builder(net, TestData.CROSS_ENTROPY, new Momentum(net.parameters(), 0.5, 0))
            .epochs(steps)
            .metrics(new Accuracy())
            .listeners(
                norms,
                event -> {
                  if (event instanceof GradientsReady) {
                    seen.add(norms.lastNorm());
                  }
                },
                events)
            .build();
    trainer.fit(data);
    List<BatchEnded> ended = events.all(BatchEnded.class);
    assertThat(ended).hasSize(steps).hasSize(200);
    for (int i = 0; i < steps; i++) {
      near(ended.get(i).loss(), trace.get("loss_per_step").get(i), "loss of step " + i);
      near(seen.get(i), trace.get("grad_norm_per_step").get(i), "gradient norm of step " + i);
    }
    near(net.hidden.weight.norm().item(), trace.get("final").get("0.weight").get("l2"), "weights");
    near(net.output.bias.sum().item(), trace.get("final").get("2.bias").get("sum"), "bias");
    near(trainer.evaluate(data).get("accuracy"), trace.get("eval").get("accuracy"), "accuracy");
  }

  private static void near(double actual, JsonNode expected, String what) {
    assertThat(actual).as(what).isCloseTo(expected.doubleValue(), withPercentage(RELATIVE));
  }
}
