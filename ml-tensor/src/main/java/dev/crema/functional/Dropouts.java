package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.Arrays;

/** Elements or whole channels left out at random. */
final class Dropouts {
  /** What SELU tends to for small numbers: its scale times its alpha. */
  private static final double ALPHA = 1.7580993408473766;

  private Dropouts() {}

  /** Zeroes with probability p and multiplies by 1 / (1 - p) else. */
  static Tensor zeroed(String name, Tensor x, double p, boolean training, Shape noise) {
    if (isIdle(name, x, p, training)) {
      return x;
    }
    Tensor kept = kept(p, noise).to(x.dtype());
    return x.mul(p == 1 ? kept : kept.mul(1 / (1 - p)));
  }

  /** Sets to -ALPHA with probability p, then scales and shifts to keep mean 0 and variance 1. */
  static Tensor alpha(String name, Tensor x, double p, boolean training, Shape noise) {
    if (isIdle(name, x, p, training)) {
      return x;
    }
    if (p == 1) {
      return x.mul(0.0);
    }
    double scale = 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
    Tensor kept = kept(p, noise).to(x.dtype());
    Tensor shift = kept.sub(1).mul(ALPHA * scale).add(ALPHA * scale * p);
    return x.mul(kept.mul(scale)).add(shift);
  }

  private static boolean isIdle(String name, Tensor x, double p, boolean training) {
    Noise.checkProbability(name, p);
    if (training) {
      Noise.checkFloating(name, x);
    }
    return !training || p == 0;
  }

  private static Tensor kept(double p, Shape shape) {
    return Noise.uniform(DType.FLOAT32, shape).ge(p);
  }

  /** One number for each entry of the leading axes: (batch, channels), or (channels). */
  static Shape leading(String name, Tensor x, int axes, int... ranks) {
    if (Arrays.stream(ranks).noneMatch(rank -> rank == x.ndim())) {
      throw new CremaException(
          "%s: expects a tensor of %s axes, was given shape %s"
              .formatted(
                  name,
                  String.join(" or ", Arrays.stream(ranks).mapToObj(String::valueOf).toList()),
                  x.shape()));
    }
    int[] sizes = x.shape().toArray();
    Arrays.fill(sizes, axes, sizes.length, 1);
    return Shape.of(sizes);
  }

  /** x below 0 times a random slope. */
  static Tensor rrelu(Tensor x, double lower, double upper, boolean training) {
    if (!(lower <= upper) || Double.isInfinite(lower) || Double.isInfinite(upper)) {
      throw new CremaException(
          "rrelu: the slopes go from lower to upper, but these are %s and %s"
              .formatted(lower, upper));
    }
    Noise.checkFloating("rrelu", x);
    if (!training) {
      return x.leakyRelu((lower + upper) / 2);
    }
    Tensor uniform = Noise.uniform(DType.FLOAT32, x.shape()).to(x.dtype());
    Tensor slope = uniform.mul(upper - lower).add(lower);
    return Tensor.where(x.le(0), x.mul(slope), x);
  }
}
