package dev.crema.data;

import dev.crema.api.InputReader;
import dev.crema.api.plugin.Option;
import dev.crema.api.plugin.ReaderProvider;
import dev.crema.data.CsvLines.Row;
import dev.crema.data.CsvOptions.Missing;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Reads the features of a model from a CSV file: the columns by name, whatever others there are.
 *
 * <pre>{@code
 * Files.writeString(file, "sex,mass,height\nmale,80,1.8\nfemale,60,1.7\n");
 * CsvInputs inputs =
 *     new CsvInputs(
 *         new CsvInputs.Config(
 *             List.of("mass", "sex=female", "sex=male"),
 *             CsvOptions.Missing.REFUSE,
 *             true,
 *             ",",
 *             DType.FLOAT32));
 * inputs.read(file);  // tensor([[80., 0., 1.], [60., 1., 0.]])
 * }</pre>
 *
 * @param options what is read
 */
public record CsvInputs(Config options) implements InputReader {

  /**
   * The settings.
   *
   * @param features columns, or {@code column=word}, as {@link LabeledData#featureNames} names them
   * @param missing what becomes of a row that lacks a value; none can be left out here
   * @param header whether the first line names the columns; without it they are called 0, 1, 2, …
   * @param separator what stands between two values: one character
   * @param dtype the dtype of the features
   */
  public record Config(
      @Option(doc = "columns, or column=word") List<String> features,
      @Option(doc = "what becomes of a row that lacks a value", defaultValue = "refuse")
          Missing missing,
      @Option(doc = "whether the first line names the columns", defaultValue = "true")
          boolean header,
      @Option(doc = "what stands between two values", defaultValue = ",") String separator,
      @Option(doc = "dtype of features", defaultValue = "float32") DType dtype) {
    /**
     * Checks the settings.
     *
     * @throws CremaException if there is no feature, or rows are to be left out: each row of the
     *     file gets its prediction
     */
    public Config {
      features = List.copyOf(features);
      if (features.isEmpty()) {
        throw new CremaException("csv inputs have no features: give one or more");
      }
      if (missing == Missing.DROP) {
        throw new CremaException("csv inputs cannot drop rows: give missing refuse or keep");
      }
    }
  }

  /** Reads columns by name from files with a header. */
  static CsvInputs named(List<String> features, DType dtype) {
    return new CsvInputs(new Config(features, Missing.REFUSE, true, ",", dtype));
  }

  /** Reads the first columns of files without a header, in float32. */
  public static CsvInputs first(int columns) {
    List<String> names = IntStream.range(0, columns).mapToObj(String::valueOf).toList();
    return new CsvInputs(new Config(names, Missing.REFUSE, false, ",", DType.FLOAT32));
  }

  /** The reader of rows like those of a table. */
  static CsvInputs like(CsvOptions options, LabeledData data) {
    Missing missing = options.missing() == Missing.KEEP ? Missing.KEEP : Missing.REFUSE;
    return new CsvInputs(
        new Config(
            data.featureNames(), missing, options.header(), options.separator(), options.dtype()));
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public Tensor read(Path file) {
    try (InputStream in = CsvDataset.open(file);
        CsvLines lines = CsvLines.open(in, file, options.separator, options.header)) {
      return read(new CsvCells(file, lines.columns()), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private Tensor read(CsvCells cells, CsvLines lines) {
    CsvFeatures features = new CsvFeatures(cells, options.features, List.of(), options.missing);
    LongStream.Builder lineNumbers = LongStream.builder();
    for (Row row = lines.next(); row != null; row = lines.next()) {
      features.add(row);
      lineNumbers.add(row.line());
    }
    return features.values(options.dtype, lineNumbers.build().toArray());
  }

  /** {@code csv} in model files. */
  public static final class Provider implements ReaderProvider<Config> {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "csv";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public InputReader create(Config config) {
      return new CsvInputs(config);
    }
  }
}
