package dev.crema.examples;

import dev.crema.config.Prediction;
import dev.crema.config.TrainedModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crema predict}: what a trained model says of the rows of a file, or of an image. */
@Command(
    name = "predict",
    description = "Use a trained model on a CSV file or an image; prints CSV, a line a row.")
final class PredictCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN_DIR", description = "The folder of a run.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path folder;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "A CSV file with the columns that the model was trained on, or an image.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Override
  public void run() {
    TrainedModel model = TrainedModel.load(folder);
    List<Prediction> predictions = model.predict(file);
    PrintWriter out = spec.commandLine().getOut();
    int values = predictions.isEmpty() ? 0 : predictions.getFirst().values().size();
    boolean numbers = model.predictsNumbers();
    out.println(numbers ? "predicted" : "predicted" + names(model, values));
    for (Prediction prediction : predictions) {
      out.println(numbers ? prediction.label() : cell(prediction.label()) + shares(prediction));
    }
    out.flush();
  }

  private static String names(TrainedModel model, int classes) {
    return IntStream.range(0, classes)
        .mapToObj(number -> "," + cell(model.name(number)))
        .collect(Collectors.joining());
  }

  private static String shares(Prediction prediction) {
    return prediction.values().stream()
        .map(value -> String.format(Locale.ROOT, ",%.4f", value))
        .collect(Collectors.joining());
  }

  /** In quotes where CSV needs them. */
  private static String cell(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
