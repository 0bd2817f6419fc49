package dev.crema.data;

import dev.crema.api.Batch;
import dev.crema.api.Dataset;
import dev.crema.api.DescribedDataset;
import dev.crema.api.InputReader;
import dev.crema.api.Sample;
import dev.crema.api.plugin.DatasetProvider;
import dev.crema.api.plugin.Option;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Grey images and their classes, out of two files in the IDX format of MNIST.
 *
 * <p>A sample is an image (1, height, width) in float32, {@code (pixel / 255 - mean) / std}, and
 * its class, a 0-d int64. Pixels stay bytes in memory and become numbers when they are asked for;
 * {@link #batches} does that for a whole batch at once.
 *
 * <pre>{@code
 * byte[] twoImages = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, (byte) 255, 51, 0};
 * byte[] twoLabels = {0, 0, 8, 1, 0, 0, 0, 2, 7, 4};
 * Path images = Files.write(folder.resolve("images"), twoImages);
 * Path labels = Files.write(folder.resolve("labels"), twoLabels);
 * IdxDataset data =
 *     new IdxDataset(
 *         new IdxDataset.Config(images, labels, 0, 1, List.of()));
 * data.get(1).input();   // tensor([[[0.2000, 0.0000]]])
 * data.get(1).target();  // tensor(4)
 * data.batches(2).epoch(0).iterator().next().inputs().shape();  // (2, 1, 1, 2)
 * }</pre>
 */
public final class IdxDataset implements DescribedDataset {
  private static final int LEVELS = 256;

  /**
   * The settings.
   *
   * @param images the path of the images: uint8 (n, height, width)
   * @param labels the path of the classes: integers (n)
   * @param mean of the pixels / 255, which is taken off
   * @param std the standard deviation of the pixels / 255, which they are divided by
   * @param classes the names of classes 0, 1, …; empty where they are not to be checked
   */
  public record Config(
      @Option(doc = "path of the images; gzip is recognised") Path images,
      @Option(doc = "path of the classes; gzip is recognised") Path labels,
      @Option(doc = "what is taken off pixel / 255", defaultValue = "0.0") double mean,
      @Option(doc = "what that is divided by", defaultValue = "1.0") double std,
      @Option(doc = "names of the classes; not checked if none is given", defaultValue = "")
          List<String> classes) {
    /**
     * Checks the settings.
     *
     * @throws CremaException if mean and std are not finite, or std not above 0
     */
    public Config {
      classes = List.copyOf(classes);
      if (!Double.isFinite(mean) || !(std > 0) || Double.isInfinite(std)) {
        throw new CremaException(
            "pixels with mean %s and std %s: give finite numbers, and a std above 0"
                .formatted(mean, std));
      }
    }
  }

  private final Config config;
  private final Shape shape;
  private final byte[] pixels;
  private final long[] labels;
  private final float[] values = new float[LEVELS];

  /**
   * Reads both files.
   *
   * @throws CremaException if one cannot be read, is not what it should be, or they do not belong
   *     together; the message names the file
   */
  public IdxDataset(Config config) {
    this.config = config;
    Tensor images = IdxFile.read(config.images);
    if (images.ndim() != 3 || images.dtype() != DType.UINT8 || images.numel() == 0) {
      throw new CremaException(
          "%s holds %s of shape %s, but images are uint8 (n, height, width), one or more"
              .formatted(config.images, images.dtype(), images.shape()));
    }
    this.shape = images.shape();
    this.pixels = images.toStorage().bytes();
    this.labels = labels(config, shape.get(0));
    for (int level = 0; level < LEVELS; level++) {
      values[level] = (level / 255f - (float) config.mean) / (float) config.std;
    }
  }

  private static long[] labels(Config config, int count) {
    Tensor found = IdxFile.read(config.labels);
    if (found.ndim() != 1 || found.isFloating()) {
      throw new CremaException(
          "%s holds %s of shape %s, but labels are integers (n,)"
              .formatted(config.labels, found.dtype(), found.shape()));
    }
    if (found.size(0) != count) {
      throw new CremaException(
          "%s holds %d labels, but %s holds %d images"
              .formatted(config.labels, found.size(0), config.images, count));
    }
    long[] labels = found.toLongs();
    int classes = config.classes.size();
    for (int i = 0; i < count && classes > 0; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new CremaException(
            "%s: label %d is %d, but the classes are 0 to %d"
                .formatted(config.labels, i, labels[i], classes - 1));
      }
    }
    return labels;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Sample get(int index) {
    if (index < 0 || index >= size()) {
      throw new CremaException(
          "sample %d was asked for: there are samples 0 to %d".formatted(index, size() - 1));
    }
    Batch one = batch(List.of(index));
    return new Sample(one.inputs().get(0), one.targets().get(0));
  }

  /** The pixels as they are in the file: uint8 (n, height, width). */
  public Tensor images() {
    return Tensor.of(Storage.of(DType.UINT8, pixels), shape);
  }

  /** The classes: int64 (n,). */
  public Tensor labels() {
    return Tensor.of(labels);
  }

  /** The names of the classes; empty where the settings give none. */
  @Override
  public List<String> classNames() {
    return config.classes;
  }

  @Override
  public InputReader reader() {
    return new ImageInputs(
        new ImageInputs.Config(shape.get(1), shape.get(2), config.mean, config.std));
  }

  /** The same batches as those of the samples, made without a tensor for each image. */
  public DataLoader<Integer> batches(int batchSize) {
    List<Integer> numbers = IntStream.range(0, size()).boxed().toList();
    return DataLoader.of(Dataset.of(numbers), batchSize, this::batch);
  }

  private Batch batch(List<Integer> numbers) {
    int height = shape.get(1);
    int width = shape.get(2);
    int area = height * width;
    float[] inputs = new float[numbers.size() * area];
    long[] targets = new long[numbers.size()];
    for (int i = 0; i < targets.length; i++) {
      int number = numbers.get(i);
      int from = number * area;
      int to = i * area;
      for (int k = 0; k < area; k++) {
        inputs[to + k] = values[pixels[from + k] & 0xff];
      }
      targets[i] = labels[number];
    }
    return new Batch(
        Tensor.of(Storage.of(DType.FLOAT32, inputs), Shape.of(targets.length, 1, height, width)),
        Tensor.of(Storage.of(DType.INT64, targets), Shape.of(targets.length)));
  }

  /** {@code idx} in model files. */
  public static final class Provider implements DatasetProvider<Config> {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "idx";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Dataset<Sample> create(Config config) {
      return new IdxDataset(config);
    }
  }
}
