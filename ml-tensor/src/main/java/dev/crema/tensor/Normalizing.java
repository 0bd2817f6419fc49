package dev.crema.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mean 0 and variance 1 for rows and channels. Of 16-bit dtypes all is computed in float32. */
public sealed interface Normalizing permits Tensor {
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
  default Tensor layerNorm(
      Shape normalizedShape, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    Tensor x = self();
    int axes = rowAxes("layerNorm", normalizedShape);
    check("layerNorm", weight, bias, normalizedShape);
    Composition norm = new Normalizations.LayerNorm(axes, eps, weight != null, bias != null);
    return Dispatcher.apply(new Composite(norm), inputs("layerNorm", weight, bias)).to(x.dtype());
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
  default Normalized batchNorm(@Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    Tensor x = self();
    checkChannels("batchNorm", weight, bias);
    if (x.numel() == x.size(1)) {
      throw new CremaException(
          "batchNorm: shape %s has one element a channel, whose variance says nothing; give a larger batch"
              .formatted(x.shape()));
    }
    Composition norm = new Normalizations.BatchNorm(eps, weight != null, bias != null);
    Tensor[] found = Dispatcher.applyAll(new Composite(norm), inputs("batchNorm", weight, bias));
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
  default Tensor batchNorm(
      Tensor mean, Tensor variance, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    Tensor x = self();
    checkChannels("batchNorm", mean, variance);
    checkChannels("batchNorm", weight, bias);
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
  default Tensor rmsNorm(Shape normalizedShape, @Nullable Tensor weight, @Nullable Double eps) {
    Tensor x = self();
    int axes = rowAxes("rmsNorm", normalizedShape);
    check("rmsNorm", weight, null, normalizedShape);
    Tensor wide = Normalizations.wide(x);
    int[] row = Normalizations.lastAxes(axes, x.ndim());
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
  default Tensor groupNorm(int groups, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    Tensor x = self();
    checkChannels("groupNorm", weight, bias);
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
    Tensor rows = Normalizations.wide(x).reshape(x.size(0), groups, -1);
    Tensor y = rows.layerNorm(Shape.of(rows.size(2)), null, null, eps).reshape(x.shape());
    return Normalizations.scaled(y, weight, bias).to(x.dtype());
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
  default Normalized instanceNorm(@Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    Tensor x = self();
    checkChannels("instanceNorm", weight, bias);
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
    Tensor instances = Normalizations.wide(x).reshape(1, (int) planes, -1);
    Normalized found = instances.batchNorm(null, null, eps);
    Tensor y = Normalizations.scaled(found.output().reshape(x.shape()), weight, bias);
    return new Normalized(
        y.to(x.dtype()),
        found.mean().reshape(x.size(0), -1).mean(0),
        found.variance().reshape(x.size(0), -1).mean(0),
        instances.size(2));
  }

  /**
   * {@link #instanceNorm(Tensor, Tensor, double)} with a given mean and variance of each channel,
   * which is {@link #batchNorm(Tensor, Tensor, Tensor, Tensor, double)}.
   */
  default Tensor instanceNorm(
      Tensor mean, Tensor variance, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    return batchNorm(mean, variance, weight, bias, eps);
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
  default Tensor localResponseNorm(int size, double alpha, double beta, double k) {
    Tensor x = self();
    check("localResponseNorm", null, null, x.shape());
    if (x.ndim() < 3 || size < 1) {
      throw new CremaException(
          "localResponseNorm: expects (batch, channels, length, …) and 1 channel or more, but was given shape %s and size %d"
              .formatted(x.shape(), size));
    }
    return x.numel() == 0 ? x : Normalizations.localResponse(x, size, alpha, beta, k);
  }

  /** How many of the last axes have these sizes. */
  private int rowAxes(String name, Shape normalizedShape) {
    Tensor x = self();
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

  private void checkChannels(String name, @Nullable Tensor a, @Nullable Tensor b) {
    Shape shape = self().shape();
    if (shape.rank() < 2) {
      throw new CremaException(
          name + ": expects (batch, channels, …), but was given shape " + shape);
    }
    check(name, a, b, Shape.of(shape.get(1)));
  }

  private void check(String name, @Nullable Tensor a, @Nullable Tensor b, Shape wanted) {
    Tensor x = self();
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

  private Tensor[] inputs(String name, @Nullable Tensor weight, @Nullable Tensor bias) {
    Tensor x = Normalizations.wide(self());
    List<Tensor> inputs = new ArrayList<>(List.of(x));
    for (Tensor given : new @Nullable Tensor[] {weight, bias}) {
      if (given != null) {
        Tensor input = Normalizations.wide(given);
        if (input.dtype() != x.dtype()) {
          throw new CremaException(
              "%s: an input of %s takes a weight and a bias of the same dtype, but was given %s; cast with to(…)"
                  .formatted(name, self().dtype(), given.dtype()));
        }
        inputs.add(input);
      }
    }
    return inputs.toArray(Tensor[]::new);
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
