package dev.crema.examples;

import dev.crema.api.Batches;
import dev.crema.api.Loss;
import dev.crema.api.Module;
import dev.crema.api.Optimizer;
import dev.crema.data.DataLoader;
import dev.crema.data.TensorDataset;
import dev.crema.layers.CrossEntropyLoss;
import dev.crema.layers.Linear;
import dev.crema.optim.SGD;
import dev.crema.tensor.Crema;
import dev.crema.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names that an example in the Javadoc may take for granted; it may declare them anew. */
public abstract class JavadocNames {
  static {
    Crema.manualSeed(0);
  }

  /** From 4 features to the scores of 3 classes. */
  protected Module model = new Linear(4, 3);

  protected Loss loss = new CrossEntropyLoss();
  protected Optimizer optimizer = new SGD(model.parameters(), 0.1);

  /** Inputs of the model. */
  protected Tensor x = Tensor.randn(20, 4);

  /** The classes of {@link #x}. */
  protected Tensor y = Tensor.randint(0, 3, 20);

  /** Samples for the model. */
  protected TensorDataset dataset = new TensorDataset(x, y);

  /** The samples to learn from. */
  protected TensorDataset train = new TensorDataset(x.narrow(0, 0, 15), y.narrow(0, 0, 15));

  /** The other samples. */
  protected TensorDataset test = new TensorDataset(x.narrow(0, 15, 5), y.narrow(0, 15, 5));

  /** {@link #train} in batches. */
  protected Batches training = DataLoader.of(train, 5);

  /** {@link #test} in batches. */
  protected Batches validation = DataLoader.of(test, 5);

  /** An empty folder, set before {@link #run}. */
  protected Path folder = Path.of("");

  /** A file in it that does not exist yet. */
  protected Path file = folder;

  /** Runs the statements of an example; one that declares classes has none. */
  public void run() throws Exception {}

  final void in(Path empty) {
    folder = empty;
    file = empty.resolve("file");
  }

  /**
   * Compares what a statement gives with the comment after it.
   *
   * @param comment the text of the value, with … for anything; spaces and line ends are one space
   */
  protected static void says(int line, String comment, Object value) {
    String gives = String.valueOf(value).replaceAll("\\s+", " ");
    String pattern =
        Arrays.stream(comment.replaceAll("\\s+", " ").split("…", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    if (!gives.matches(pattern)) {
      throw new AssertionError("line %d says %s and gives %s".formatted(line, comment, gives));
    }
  }
}
