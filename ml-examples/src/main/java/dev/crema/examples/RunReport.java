package dev.crema.examples;

import dev.crema.api.Batch;
import dev.crema.api.Batches;
import dev.crema.api.History;
import dev.crema.api.Trainer;
import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.TrainingEnded;
import dev.crema.api.TrainingListener;
import dev.crema.config.Output;
import dev.crema.examples.plot.HeatMap;
import dev.crema.examples.plot.Plot;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run leaves beside its weights: {@code metrics.csv} and {@code loss.png} of its epochs,
 * {@code confusion.png} or {@code regression.png} of the rows that it is tested on, and {@code
 * run.json}, what it was.
 */
final class RunReport implements TrainingListener {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path folder;

  RunReport(Path folder) {
    this.folder = folder;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof TrainingEnded ended && !ended.history().epochs().isEmpty()) {
      write("metrics.csv", csv(ended.history()));
      losses(ended.history());
    }
  }

  private void write(String name, String text) {
    Path file = folder.resolve(name);
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new CremaException("%s cannot be written: %s".formatted(file, e), e);
    }
  }

  /** A line an epoch, a column a metric; empty where an epoch did not measure it. */
  static String csv(History history) {
    Set<String> names = new LinkedHashSet<>();
    history.epochs().forEach(epoch -> names.addAll(epoch.metrics().keySet()));
    StringBuilder text = new StringBuilder("epoch,seconds");
    names.forEach(name -> text.append(',').append(name));
    for (History.Epoch epoch : history.epochs()) {
      double seconds = epoch.duration().toNanos() / 1e9;
      text.append(String.format(Locale.ROOT, "%n%d,%.3f", epoch.number() + 1, seconds));
      for (String name : names) {
        Double value = epoch.metrics().get(name);
        text.append(',').append(value == null ? "" : value.toString());
      }
    }
    return text.append(System.lineSeparator()).toString();
  }

  private void losses(History history) {
    double[] epochs = history.epochs().stream().mapToDouble(e -> e.number() + 1).toArray();
    Plot plot = new Plot("loss", "epoch", "loss");
    plot.line("training", epochs, values(history, "loss"));
    if (history.last().metrics().containsKey("validation_loss")) {
      double[] heldOut = values(history, "validation_loss");
      plot.line("validation", epochs, heldOut, Plot.Line.DASHED);
    }
    plot.save(folder.resolve("loss.png"));
  }

  private static double[] values(History history, String metric) {
    return history.values(metric).stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Shows how the held-out rows were predicted.
   *
   * @return the name of the picture
   */
  String picture(Trainer trainer, Job job) {
    boolean numbers = job.output() == Output.VALUES;
    String name = numbers ? "regression.png" : "confusion.png";
    if (numbers) {
      regression(trainer, job.heldOut()).save(folder.resolve(name));
    } else {
      confusion(trainer, job).save(folder.resolve(name));
    }
    return name;
  }

  /** The predicted numbers over the true ones; right ones lie on the line. */
  private static Plot regression(Trainer trainer, Batches rows) {
    List<double[]> wanted = new ArrayList<>();
    List<double[]> got = new ArrayList<>();
    for (Batch batch : rows.epoch(0)) {
      wanted.add(batch.targets().flatten().toDoubles());
      got.add(trainer.predict(batch.inputs()).flatten().toDoubles());
    }
    double[] x = wanted.stream().flatMapToDouble(Arrays::stream).toArray();
    double[] y = got.stream().flatMapToDouble(Arrays::stream).toArray();
    DoubleSummaryStatistics all =
        DoubleStream.concat(Arrays.stream(x), Arrays.stream(y)).summaryStatistics();
    double[] ends = {all.getMin(), all.getMax()};
    return new Plot("held-out rows", "true", "predicted")
        .scatter("rows", x, y, Plot.Marker.CIRCLE)
        .line("predicted = true", ends, ends, Plot.Line.DASHED);
  }

  /** Counts which class was taken for which; two classes where there is a single output. */
  private static HeatMap confusion(Trainer trainer, Job job) {
    List<String> names = job.classes();
    double threshold = job.output() == Output.PROBABILITY ? 0.5 : 0;
    List<long[]> pairs = new ArrayList<>();
    int classes = names.size();
    for (Batch batch : job.heldOut().epoch(0)) {
      Tensor scores = trainer.predict(batch.inputs());
      boolean single = job.output() != Output.SCORES;
      Tensor predicted = single ? scores.flatten().gt(threshold) : scores.argmax(-1);
      long[] wanted = batch.targets().flatten().toLongs();
      long[] got = predicted.toLongs();
      for (int i = 0; i < wanted.length; i++) {
        pairs.add(new long[] {wanted[i], got[i]});
        classes = (int) Math.max(classes, Math.max(wanted[i], got[i]) + 1);
      }
    }
    long[][] counts = new long[classes][classes];
    pairs.forEach(pair -> counts[(int) pair[0]][(int) pair[1]]++);
    List<String> known =
        names.size() == classes
            ? names
            : IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    return HeatMap.confusion(known, counts);
  }

  /** What the run was: settings, data, Java, machine, result. */
  void describe(RunSettings settings, Batches rows, String metric, double value) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("settings", settings);
    run.put("test_" + metric, value);
    run.put("test_data_sha256", fingerprint(rows));
    run.put("java", Runtime.version().toString());
    run.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    run.put("processors", Runtime.getRuntime().availableProcessors());
    run.put("threads", Crema.threads());
    run.put("kernels", Crema.kernels());
    write("run.json", JSON.writeValueAsString(run) + System.lineSeparator());
  }

  /** Of the inputs and targets of all rows, as float64, in their order. */
  private static String fingerprint(Batches rows) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Batch batch : rows.epoch(0)) {
        for (Tensor part : List.of(batch.inputs(), batch.targets())) {
          digest.update(part.shape().toString().getBytes(StandardCharsets.UTF_8));
          double[] values = part.toDoubles();
          ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
          bytes.asDoubleBuffer().put(values);
          digest.update(bytes);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
