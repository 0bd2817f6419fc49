package dev.crema.functional;

import dev.crema.tensor.Composite;
import dev.crema.tensor.Composition;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.Ints;
import dev.crema.tensor.Normalizations;
import dev.crema.tensor.Op;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.WindowOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mean 0 and variance 1 for rows and channels. Of 16-bit dtypes all is computed in float32. */
abstract sealed class NormFunctions extends PoolFunctions permits ImageFunctions {
  /**
   * {@link #layerNorm(Tensor, Shape, Tensor, Tensor, double)} without weight and bias, eps 1e-5.
   */
  public static Tensor layerNorm(Tensor x, Shape normalizedShape) {
    return layerNorm(x, normalizedShape, null, null, 1e-5);
  }

  /**
   * (x - mean) / sqrt(variance + eps) * weight + bias, with mean and biased variance of the last
   * axes: J. L. Ba et al., "Layer normalization", 2016.
   *
   * @param normalizedShape the sizes of those axes
   * @param weight of that shape, or null for 1
   * @param bias of that shape, or null for 0
   * @throws CremaException if the shape is not that of the last axes, or the dtype not floating, or
   *     not the same
   */
  public static Tensor layerNorm(
      Tensor x, Shape normalizedShape, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    int axes = rowAxes("layerNorm", x, normalizedShape);
    check("layerNorm", x, weight, bias, normalizedShape);
    Composition norm = new Normalizations.LayerNorm(axes, eps, weight != null, bias != null);
    return Dispatcher.apply(new Composite(norm), inputs("layerNorm", x, weight, bias))
        .to(x.dtype());
  }

  /**
   * (x - mean) / sqrt(variance + eps) * weight + bias, with mean and biased variance of each
   * channel of this batch, as batch normalization does in training: S. Ioffe and C. Szegedy, "Batch
   * normalization", 2015.
   *
   * @param weight one number a channel (axis 1), or null for 1
   * @param bias one number a channel, or null for 0
   * @throws CremaException if there is no axis of channels, a channel has a single element, or the
   *     dtype is not floating, or not the same
   */
  public static Normalized batchNormWithStatistics(
      Tensor x, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    checkChannels("batchNorm", x, weight, bias);
    if (x.numel() == x.size(1)) {
      throw new CremaException(
          "batchNorm: shape %s has one element a channel, whose variance says nothing; give a larger batch"
              .formatted(x.shape()));
    }
    Composition norm = new Normalizations.BatchNorm(eps, weight != null, bias != null);
    Tensor[] found = Dispatcher.applyAll(new Composite(norm), inputs("batchNorm", x, weight, bias));
    long count = x.size(1) == 0 ? 0 : x.numel() / x.size(1);
    return new Normalized(found[0].to(x.dtype()), found[1], found[2], count);
  }

  /**
   * (x - mean) / sqrt(variance + eps) * weight + bias with a given mean and variance, as batch
   * normalization does after training.
   *
   * @param mean one number a channel (axis 1)
   * @param variance one number a channel
   * @param weight one number a channel, or null for 1
   * @param bias one number a channel, or null for 0
   * @throws CremaException if there is no axis of channels, or a shape does not fit
   */
  public static Tensor batchNorm(
      Tensor x,
      Tensor mean,
      Tensor variance,
      @Nullable Tensor weight,
      @Nullable Tensor bias,
      double eps) {
    checkChannels("batchNorm", x, mean, variance);
    checkChannels("batchNorm", x, weight, bias);
    Tensor scale = variance.add(eps).rsqrt();
    scale = weight == null ? scale : scale.mul(weight);
    Tensor shift = mean.mul(scale).neg();
    shift = bias == null ? shift : shift.add(bias);
    Tensor y =
        x.mul(Normalizations.channels(scale, x.ndim()))
            .add(Normalizations.channels(shift, x.ndim()));
    return y.to(x.dtype());
  }

  /**
   * x / sqrt(mean(x²) + eps) * weight, with the mean over the last axes: B. Zhang and R. Sennrich,
   * "Root mean square layer normalization", 2019.
   *
   * @param normalizedShape the sizes of those axes
   * @param weight of that shape, or null for 1
   * @param eps null for the distance from 1 to the next number of the dtype
   * @throws CremaException if the shape is not that of the last axes, or the dtype not floating
   */
  public static Tensor rmsNorm(
      Tensor x, Shape normalizedShape, @Nullable Tensor weight, @Nullable Double eps) {
    int axes = rowAxes("rmsNorm", x, normalizedShape);
    check("rmsNorm", x, weight, null, normalizedShape);
    Tensor wide = wide(x);
    int[] row = lastAxes(axes, x.ndim());
    Tensor square = wide.square().mean(true, row);
    Tensor y = wide.mul(square.add(eps == null ? x.dtype().epsilon() : eps).rsqrt());
    return (weight == null ? y : y.mul(weight)).to(x.dtype());
  }

  /**
   * (x - mean) / sqrt(variance + eps) * weight + bias, with mean and biased variance of each group
   * of channels of each sample: Y. Wu and K. He, "Group normalization", 2018.
   *
   * @param groups into how many groups of neighbours the channels (axis 1) are divided
   * @param weight one number a channel, or null for 1
   * @param bias one number a channel, or null for 0
   * @throws CremaException if the channels do not divide into the groups, a group has a single
   *     element, or the dtype is not floating
   */
  public static Tensor groupNorm(
      Tensor x, int groups, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    checkChannels("groupNorm", x, weight, bias);
    int channels = x.size(1);
    if (groups < 1 || channels % groups != 0) {
      throw new CremaException(
          "groupNorm: the %d channels of shape %s do not divide into %d groups"
              .formatted(channels, x.shape(), groups));
    }
    if (x.numel() == groups) {
      throw new CremaException(
          "groupNorm: shape %s has one element a group of %d, whose variance says nothing"
              .formatted(x.shape(), groups));
    }
    if (x.numel() == 0) {
      return x;
    }
    Tensor rows = wide(x).reshape(x.size(0), groups, -1);
    Tensor y = layerNorm(rows, Shape.of(rows.size(2)), null, null, eps).reshape(x.shape());
    return scaled(y, weight, bias).to(x.dtype());
  }

  /**
   * (x - mean) / sqrt(variance + eps) * weight + bias, with mean and biased variance of each
   * channel of each sample: D. Ulyanov et al., "Instance normalization", 2016.
   *
   * @param weight one number a channel (axis 1), or null for 1
   * @param bias one number a channel, or null for 0
   * @return with the means and variances of a channel's samples, averaged
   * @throws CremaException if there is no axis of channels, a channel of a sample has a single
   *     element, or the dtype is not floating
   */
  public static Normalized instanceNormWithStatistics(
      Tensor x, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    checkChannels("instanceNorm", x, weight, bias);
    long planes = (long) x.size(0) * x.size(1);
    if (x.ndim() < 3 || (planes > 0 && x.numel() == planes)) {
      throw new CremaException(
          "instanceNorm: shape %s has one element a channel of a sample, whose variance says nothing"
              .formatted(x.shape()));
    }
    if (x.numel() == 0) {
      Tensor none = Tensor.zeros(x.dtype(), x.size(1));
      return new Normalized(x, none, none, 0);
    }
    Tensor instances = wide(x).reshape(1, (int) planes, -1);
    Normalized found = batchNormWithStatistics(instances, null, null, eps);
    Tensor y = scaled(found.output().reshape(x.shape()), weight, bias);
    return new Normalized(
        y.to(x.dtype()),
        found.mean().reshape(x.size(0), -1).mean(0),
        found.variance().reshape(x.size(0), -1).mean(0),
        instances.size(2));
  }

  /**
   * {@link #instanceNormWithStatistics} with a given mean and variance of each channel, which is
   * {@link #batchNorm(Tensor, Tensor, Tensor, Tensor, Tensor, double)}.
   */
  public static Tensor instanceNorm(
      Tensor x,
      Tensor mean,
      Tensor variance,
      @Nullable Tensor weight,
      @Nullable Tensor bias,
      double eps) {
    return batchNorm(x, mean, variance, weight, bias, eps);
  }

  /**
   * x / (k + alpha * the mean of x² over {@code size} neighbouring channels)^beta, with zeros
   * before the first channel and behind the last: A. Krizhevsky et al., "ImageNet classification
   * with deep convolutional neural networks", 2012. PyTorch's defaults are alpha 1e-4, beta 0.75
   * and k 1.
   *
   * @param size how many channels; one more before than behind where it is even
   * @throws CremaException for fewer than three axes, a size below 1 or a dtype that is not
   *     floating
   */
  public static Tensor localResponseNorm(Tensor x, int size, double alpha, double beta, double k) {
    check("localResponseNorm", x, null, null, x.shape());
    if (x.ndim() < 3 || size < 1) {
      throw new CremaException(
          "localResponseNorm: expects (batch, channels, length, …) and 1 channel or more, but was given shape %s and size %d"
              .formatted(x.shape(), size));
    }
    return x.numel() == 0 ? x : localResponse(x, size, alpha, beta, k);
  }

  /** How many of the last axes have these sizes. */
  private static int rowAxes(String name, Tensor x, Shape normalizedShape) {
    int axes = normalizedShape.rank();
    int[] last = x.shape().toArray();
    if (axes == 0
        || axes > x.ndim()
        || !Shape.of(Arrays.copyOfRange(last, x.ndim() - axes, x.ndim())).equals(normalizedShape)) {
      throw new CremaException(
          "%s: the last axes of the input must be %s, but its shape is %s"
              .formatted(name, axes == 0 ? "one or more" : normalizedShape, x.shape()));
    }
    return axes;
  }

  private static void checkChannels(String name, Tensor x, @Nullable Tensor a, @Nullable Tensor b) {
    Shape shape = x.shape();
    if (shape.rank() < 2) {
      throw new CremaException(
          name + ": expects (batch, channels, …), but was given shape " + shape);
    }
    check(name, x, a, b, Shape.of(shape.get(1)));
  }

  private static void check(
      String name, Tensor x, @Nullable Tensor a, @Nullable Tensor b, Shape wanted) {
    if (!x.isFloating()) {
      throw new CremaException(
          "%s: expects a floating tensor, but was given %s of shape %s; cast with to(FLOAT32)"
              .formatted(name, x.dtype(), x.shape()));
    }
    for (Tensor given : new @Nullable Tensor[] {a, b}) {
      if (given != null && !given.shape().equals(wanted)) {
        throw new CremaException(
            "%s: an input of shape %s takes numbers of shape %s, but was given %s"
                .formatted(name, x.shape(), wanted, given.shape()));
      }
    }
  }

  private static Tensor[] inputs(
      String name, Tensor x, @Nullable Tensor weight, @Nullable Tensor bias) {
    Tensor first = wide(x);
    List<Tensor> inputs = new ArrayList<>(List.of(first));
    for (Tensor given : new @Nullable Tensor[] {weight, bias}) {
      if (given != null) {
        Tensor input = wide(given);
        if (input.dtype() != first.dtype()) {
          throw new CremaException(
              "%s: an input of %s takes a weight and a bias of the same dtype, but was given %s; cast with to(…)"
                  .formatted(name, x.dtype(), given.dtype()));
        }
        inputs.add(input);
      }
    }
    return inputs.toArray(Tensor[]::new);
  }

  /** Of 16 bits a float32, since variances of them overflow or lose their digits. */
  static Tensor wide(Tensor x) {
    boolean narrow = x.dtype() == DType.FLOAT16 || x.dtype() == DType.BFLOAT16;
    return narrow ? x.to(DType.FLOAT32) : x;
  }

  /** Times one number a channel, plus another. */
  private static Tensor scaled(Tensor x, @Nullable Tensor weight, @Nullable Tensor bias) {
    Tensor y = weight == null ? x : x.mul(Normalizations.channels(weight, x.ndim()));
    return bias == null ? y : y.add(Normalizations.channels(bias, x.ndim()));
  }

  /** x / (k + alpha * the mean of x² over neighbouring channels)^beta. */
  private static Tensor localResponse(Tensor x, int size, double alpha, double beta, double k) {
    int axes = x.ndim() - 1;
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    int[] before = new int[axes];
    int[] behind = new int[axes];
    int[] sizes = ones.clone();
    sizes[0] = size;
    before[0] = size / 2;
    behind[0] = (size - 1) / 2;
    Op windows =
        new WindowOp.ReduceWindow(
            WindowOp.WindowFn.SUM,
            Ints.of(sizes),
            Ints.of(ones),
            Ints.of(ones),
            Ints.of(before),
            Ints.of(behind));
    Tensor mean = Dispatcher.apply(windows, x.square()).div(size);
    return x.div(mean.mul(alpha).add(k).pow(beta));
  }

  private static int[] lastAxes(int count, int rank) {
    int[] last = new int[count];
    Arrays.setAll(last, i -> rank - count + i);
    return last;
  }
}
