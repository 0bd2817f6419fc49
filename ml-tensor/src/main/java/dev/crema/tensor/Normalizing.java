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
   * @throws CremaException if the shape is not that of the last axes, or the dtype not floating
   */
  default Tensor layerNorm(
      Shape normalizedShape, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    Tensor x = self();
    int axes = normalizedShape.rank();
    int[] last = x.shape().toArray();
    if (axes == 0
        || axes > x.ndim()
        || !Shape.of(Arrays.copyOfRange(last, x.ndim() - axes, x.ndim())).equals(normalizedShape)) {
      throw new CremaException(
          "layerNorm: the last axes of the input must be %s, but its shape is %s"
              .formatted(axes == 0 ? "one or more" : normalizedShape, x.shape()));
    }
    check("layerNorm", weight, bias, normalizedShape);
    Composition norm = new Normalizations.LayerNorm(axes, eps, weight != null, bias != null);
    return Dispatcher.apply(new Composite(norm), inputs(weight, bias)).to(x.dtype());
  }

  /**
   * (x - mean) / sqrt(variance + eps) * weight + bias, with mean and biased variance of each
   * channel of this batch, as batch normalization does in training: S. Ioffe and C. Szegedy, "Batch
   * normalization", 2015.
   *
   * @param weight one number a channel (axis 1), or null for 1
   * @param bias one number a channel, or null for 0
   * @throws CremaException if there is no axis of channels, a channel has a single element, or the
   *     dtype is not floating
   */
  default Normalized batchNorm(@Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    Tensor x = self();
    checkChannels(weight, bias);
    if (x.numel() == x.size(1)) {
      throw new CremaException(
          "batchNorm: shape %s has one element a channel, whose variance says nothing; give a larger batch"
              .formatted(x.shape()));
    }
    Composition norm = new Normalizations.BatchNorm(eps, weight != null, bias != null);
    Tensor[] found = Dispatcher.applyAll(new Composite(norm), inputs(weight, bias));
    return new Normalized(found[0].to(x.dtype()), found[1], found[2]);
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
    checkChannels(mean, variance);
    checkChannels(weight, bias);
    Tensor scale = variance.add(eps).rsqrt();
    scale = weight == null ? scale : scale.mul(weight);
    Tensor shift = mean.mul(scale).neg();
    shift = bias == null ? shift : shift.add(bias);
    Tensor y =
        x.mul(Normalizations.channels(scale, x.ndim()))
            .add(Normalizations.channels(shift, x.ndim()));
    return y.to(x.dtype());
  }

  private void checkChannels(@Nullable Tensor a, @Nullable Tensor b) {
    Shape shape = self().shape();
    if (shape.rank() < 2) {
      throw new CremaException(
          "batchNorm: expects (batch, channels, …), but was given shape " + shape);
    }
    check("batchNorm", a, b, Shape.of(shape.get(1)));
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

  private Tensor[] inputs(@Nullable Tensor weight, @Nullable Tensor bias) {
    List<Tensor> inputs = new ArrayList<>();
    for (Tensor input : new @Nullable Tensor[] {self(), weight, bias}) {
      if (input != null) {
        boolean narrow = input.dtype() == DType.FLOAT16 || input.dtype() == DType.BFLOAT16;
        inputs.add(narrow ? input.to(DType.FLOAT32) : input);
      }
    }
    return inputs.toArray(Tensor[]::new);
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
