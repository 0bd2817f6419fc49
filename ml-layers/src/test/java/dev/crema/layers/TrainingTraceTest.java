package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.crema.api.Loss;
import dev.crema.api.Module;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Whole trainings from weights made by a hash, with updates written here: the loss and the norm of
 * the gradient at each step, and the weights at the end, are PyTorch's.
 */
class TrainingTraceTest {

  /** An update of one parameter by its gradient. */
  private interface Rule {
    Tensor update(int step, Parameter parameter, Tensor[] memory);
  }

  /** Rows of numbers and their labels. */
  private record Data(Tensor x, Tensor labels) {
    Data rows(int from, int to) {
      return new Data(x.slice(0, from, to), labels.slice(0, from, to));
    }
  }

  private static Rule sgd(double rate, double momentum) {
    return (step, parameter, memory) -> {
      memory[0] = memory[0].mul(momentum).add(parameter.grad());
      return parameter.sub(memory[0].mul(rate));
    };
  }

  private static Rule rmsprop(double rate) {
    return (step, parameter, memory) -> {
      memory[0] = memory[0].mul(0.99).add(parameter.grad().square().mul(1 - 0.99));
      return parameter.sub(parameter.grad().div(memory[0].sqrt().add(1e-8)).mul(rate));
    };
  }

  private static Rule adam(double rate) {
    return (step, parameter, memory) -> {
      memory[0] = memory[0].mul(0.9).add(parameter.grad().mul(1 - 0.9));
      memory[1] = memory[1].mul(0.999).add(parameter.grad().square().mul(1 - 0.999));
      Tensor mean = memory[0].div(1 - StrictMath.pow(0.9, step));
      Tensor square = memory[1].div(1 - StrictMath.pow(0.999, step));
      return parameter.sub(mean.div(square.sqrt().add(1e-8)).mul(rate));
    };
  }

  private final Data digits = digits();

  @Test
  void irisWithSigmoidAndCrossEntropy() {
    Data iris = iris();
    Module model =
        start("iris_fullbatch_sgd", "nn.Sequential(nn.Linear(4,8), nn.Sigmoid(), nn.Linear(8,3))");
    List<Data> batches = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      batches.add(iris);
    }
    train("iris_fullbatch_sgd", model, new CrossEntropyLoss(), sgd(0.5, 0), batches);
    double accuracy = accuracy(model, iris);
    assertThat(accuracy).isCloseTo(0.966666667, within(1e-8));
  }

  @Test
  void digitsWithTanhAndCrossEntropy() {
    Module model =
        start("digits_tanh_sgd", "nn.Sequential(nn.Linear(64,32), nn.Tanh(), nn.Linear(32,10))");
    train("digits_tanh_sgd", model, new CrossEntropyLoss(), sgd(0.1, 0.9), batches(40));
    evaluate("digits_tanh_sgd", model, new CrossEntropyLoss());
  }

  @Test
  void digitsWithGeluAndSmoothedLabels() {
    Loss loss = new CrossEntropyLoss().withLabelSmoothing(0.1);
    Module model =
        start(
            "digits_gelu_ls_rmsprop",
            "nn.Sequential(nn.Linear(64,20), nn.GELU(), nn.Linear(20,10))");
    train("digits_gelu_ls_rmsprop", model, loss, rmsprop(0.003), batches(40));
    evaluate("digits_gelu_ls_rmsprop", model, new CrossEntropyLoss());
  }

  @Test
  void digitsThroughABottleneckWithSquaredError() {
    Module model =
        start(
            "digits_autoencoder_adam",
            "nn.Sequential(nn.Linear(64,8), nn.ReLU(), nn.Linear(8,64), nn.Sigmoid())");
    List<Data> pictures = batches(30).stream().map(batch -> new Data(batch.x, batch.x)).toList();
    train("digits_autoencoder_adam", model, new MSELoss(), adam(0.01), pictures);
  }

  private static Module start(String id, String constructor) {
    Module model = new PyTorch(DType.FLOAT64).module(constructor);
    Map<String, Parameter> parameters = model.namedParameters();
    JsonNode described = Golden.named("training_traces", id).get("parameters");
    assertThat(described.size()).isEqualTo(parameters.size());
    for (JsonNode node : described.values()) {
      Parameter parameter = parameters.get(node.get("name").asString());
      double[] values = new double[(int) parameter.numel()];
      for (int i = 0; i < values.length; i++) {
        values[i] = hash(node.get("index").asInt(), i, node.get("hash_bound").asDouble());
      }
      parameter.assign(Tensor.of(values, Golden.shape(node)));
    }
    return model;
  }

  /** The definition that the reference file states. */
  private static double hash(long k, long i, double bound) {
    long h = (i * 2654435761L + k * 97531 + 12345) & 0xffffffffL;
    h ^= h >>> 15;
    h = (h * 2246822519L) & 0xffffffffL;
    h ^= h >>> 13;
    return (h / 0x1p32 - 0.5) * 2 * bound;
  }

  @Test
  void theHashIsTheOneOfTheReference() {
    double[] want =
        Golden.numbers(Golden.named("training_traces", "hash").get("check_k3_first6_bound0.5"));
    for (int i = 0; i < want.length; i++) {
      assertThat(hash(3, i, 0.5)).isEqualTo(want[i]);
    }
  }

  private static void train(String id, Module model, Loss loss, Rule rule, List<Data> batches) {
    JsonNode want = Golden.named("training_traces", id);
    double[] losses = Golden.numbers(want.get("loss_per_step"));
    double[] norms = Golden.numbers(want.get("grad_norm_per_step"));
    assertThat(batches).hasSameSizeAs(losses);
    double rtol = want.get("rtol").asDouble();
    List<Tensor[]> memory =
        model.parameters().stream().map(p -> new Tensor[] {p.zerosLike(), p.zerosLike()}).toList();
    for (int step = 0; step < losses.length; step++) {
      model.zeroGrad();
      Tensor value = loss.apply(model.apply(batches.get(step).x), batches.get(step).labels);
      value.backward();
      double squares = 0;
      for (Parameter parameter : model.parameters()) {
        squares += parameter.grad().square().sum().item();
      }
      near(id + " loss " + step, value.item(), losses[step], rtol);
      near(id + " gradient " + step, Math.sqrt(squares), norms[step], rtol);
      int now = step + 1;
      Autograd.noGrad(() -> update(model, rule, now, memory));
    }
    model.namedParameters().forEach((name, parameter) -> compareFinal(want, name, parameter, rtol));
  }

  private static void update(Module model, Rule rule, int step, List<Tensor[]> memory) {
    List<Parameter> parameters = model.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).assign(rule.update(step, parameters.get(i), memory.get(i)));
    }
  }

  private static void compareFinal(JsonNode want, String name, Tensor parameter, double rtol) {
    JsonNode end = want.get("final").get(name);
    near(name + " sum", parameter.sum().item(), end.get("sum").asDouble(), rtol);
    near(name + " norm", parameter.norm().item(), end.get("l2").asDouble(), rtol);
  }

  private void evaluate(String id, Module model, Loss loss) {
    JsonNode want = Golden.named("training_traces", id).get("eval");
    Data rest = digits.rows(1280, 1797);
    double value = loss.apply(model.apply(rest.x), rest.labels).item();
    near(id, value, want.get("loss_rows_1280_1796").asDouble(), 1e-6);
    assertThat(accuracy(model, rest))
        .isCloseTo(want.get("accuracy_rows_1280_1796").asDouble(), within(1e-8));
  }

  private static double accuracy(Module model, Data data) {
    Tensor right = model.apply(data.x).argmax(1).eq(data.labels);
    return right.to(DType.FLOAT64).mean().item();
  }

  private static void near(String what, double got, double want, double rtol) {
    assertThat(got).as(what).isCloseTo(want, within(rtol * Math.abs(want) + 1e-9));
  }

  private List<Data> batches(int count) {
    List<Data> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batches.add(digits.rows(32 * i, 32 * i + 32));
    }
    return batches;
  }

  private static Data digits() {
    List<double[]> rows = new ArrayList<>();
    for (String line : lines("digits.csv.gz")) {
      rows.add(Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray());
    }
    Tensor all = Tensor.of(rows.toArray(double[][]::new));
    return new Data(all.slice(1, 0, 64).div(16), all.select(1, 64).to(DType.INT64));
  }

  /** Each column less its mean, over its (population) standard deviation. */
  private static Data iris() {
    List<double[]> rows = new ArrayList<>();
    List<String> names = List.of("setosa", "versicolor", "virginica");
    List<String> lines = lines("iris.csv");
    long[] labels = new long[lines.size() - 1];
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      labels[rows.size()] = names.indexOf(cells[4]);
      rows.add(Arrays.stream(cells).limit(4).mapToDouble(Double::parseDouble).toArray());
    }
    Tensor x = Tensor.of(rows.toArray(double[][]::new));
    assertThat(x.shape()).isEqualTo(Shape.of(150, 4));
    Tensor centred = x.sub(x.mean(true, 0));
    return new Data(centred.div(x.std(0, true, 0)), Tensor.of(labels));
  }

  private static List<String> lines(String file) {
    try (InputStream raw = TrainingTraceTest.class.getResourceAsStream("/golden/" + file);
        InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
