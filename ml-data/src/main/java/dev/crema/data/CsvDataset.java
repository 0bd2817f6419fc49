package dev.crema.data;

import dev.crema.api.Dataset;
import dev.crema.api.DescribedDataset;
import dev.crema.api.InputReader;
import dev.crema.api.Sample;
import dev.crema.api.plugin.DatasetProvider;
import dev.crema.tensor.CremaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows of a CSV file (RFC 4180, UTF-8, plain or gzip) as samples.
 *
 * <pre>{@code
 * Files.writeString(file, "area;age;price\n120;30;1.5\n80;2;1.25\n");
 * CsvOptions options = CsvOptions.numbers(file).withSeparator(';').withLabel("price");
 * CsvDataset houses = new CsvDataset(options);
 * houses.get(1).input();   // tensor([80.,  2.])
 * houses.get(1).target();  // tensor([1.2500])
 * }</pre>
 *
 * <p>Features are decimal numbers, or words, each of which becomes a feature of its own ({@link
 * CsvOptions#withCategories}); spaces around a value are left off. A value that is missing (unless
 * {@link CsvOptions#withMissing} says otherwise), or is no number, is refused with its line and
 * column, and so are rows that are too long or too short: the file is not guessed at. All rows are
 * read at once, into memory.
 */
public final class CsvDataset implements DescribedDataset {
  private final CsvOptions options;
  private final LabeledData data;
  private final TensorDataset samples;

  /**
   * Reads a file.
   *
   * @throws CremaException if it cannot be read; the message names the file, the line, the column,
   *     the value, and what may stand there
   */
  public CsvDataset(CsvOptions options) {
    this.options = options;
    this.data = read(options);
    this.samples = data.asDataset();
  }

  private static LabeledData read(CsvOptions options) {
    try (InputStream in = open(options.file())) {
      return read(in, options);
    } catch (IOException e) {
      throw new UncheckedIOException(options.file() + " cannot be read", e);
    }
  }

  static InputStream open(Path file) throws IOException {
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw NoFile.at(file, e);
    }
  }

  static LabeledData read(InputStream in, CsvOptions options) throws IOException {
    try (CsvLines lines =
        CsvLines.open(in, options.file(), options.separator(), options.header())) {
      return new CsvColumns(lines, options).read();
    }
  }

  /** The rows as tensors, with the names of features and classes. */
  public LabeledData data() {
    return data;
  }

  @Override
  public List<String> classNames() {
    return data.classNames();
  }

  @Override
  public InputReader reader() {
    return CsvInputs.like(options, data);
  }

  @Override
  public int size() {
    return samples.size();
  }

  @Override
  public Sample get(int index) {
    return samples.get(index);
  }

  /** {@code csv} in model files. */
  public static final class Provider implements DatasetProvider<CsvOptions> {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "csv";
    }

    @Override
    public Class<CsvOptions> configType() {
      return CsvOptions.class;
    }

    @Override
    public Dataset<Sample> create(CsvOptions options) {
      return new CsvDataset(options);
    }
  }
}
