package dev.crema.data;

import dev.crema.api.Dataset;
import dev.crema.api.DescribedDataset;
import dev.crema.api.InputReader;
import dev.crema.api.Sample;
import dev.crema.api.plugin.DatasetProvider;
import dev.crema.api.plugin.Option;
import dev.crema.tensor.DType;
import java.util.List;
import java.util.function.Function;

/** The {@link Datasets} by name, for model files. */
public abstract sealed class BundledDataset implements DatasetProvider<BundledDataset.Config> {

  /**
   * The settings.
   *
   * @param dtype the dtype of features, and of labels that are numbers
   */
  public record Config(@Option(doc = "dtype of features", defaultValue = "float32") DType dtype) {}

  /** A table in the jar as a dataset. */
  private record Samples(LabeledData data, InputReader reader, Dataset<Sample> samples)
      implements DescribedDataset {
    @Override
    public List<String> classNames() {
      return data.classNames();
    }

    @Override
    public int size() {
      return data.size();
    }

    @Override
    public Sample get(int index) {
      return samples.get(index);
    }
  }

  private final String name;
  private final Function<DType, LabeledData> load;

  private BundledDataset(String name, Function<DType, LabeledData> load) {
    this.name = name;
    this.load = load;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Class<Config> configType() {
    return Config.class;
  }

  @Override
  public final Dataset<Sample> create(Config config) {
    LabeledData data = load.apply(config.dtype);
    return new Samples(data, reader(data), data.asDataset());
  }

  /** Reads files with a header that names the features. */
  InputReader reader(LabeledData data) {
    return data.reader();
  }

  /** {@code iris}. */
  public static final class Iris extends BundledDataset {
    /** For {@link java.util.ServiceLoader}. */
    public Iris() {
      super("iris", Datasets::iris);
    }
  }

  /** {@code wine}. */
  public static final class Wine extends BundledDataset {
    /** For {@link java.util.ServiceLoader}. */
    public Wine() {
      super("wine", Datasets::wine);
    }
  }

  /** {@code breast_cancer}. */
  public static final class BreastCancer extends BundledDataset {
    /** For {@link java.util.ServiceLoader}. */
    public BreastCancer() {
      super("breast_cancer", Datasets::breastCancer);
    }
  }

  /** {@code diabetes}. */
  public static final class Diabetes extends BundledDataset {
    /** For {@link java.util.ServiceLoader}. */
    public Diabetes() {
      super("diabetes", Datasets::diabetes);
    }
  }

  /** {@code digits}. */
  public static final class Digits extends BundledDataset {
    /** For {@link java.util.ServiceLoader}. */
    public Digits() {
      super("digits", Datasets::digits);
    }

    /** Reads files without a header, as the one that the data are in. */
    @Override
    InputReader reader(LabeledData data) {
      return CsvInputs.first(data.featureNames().size());
    }
  }
}
