package dev.crema.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Operations that give rows or channels the mean 0 and the variance 1.
 *
 * <p>Both are compositions whose statistics are outputs, so that a gradient rule need not compute
 * them again. The rules treat them as the outputs that they are: what arrives for a mean or a
 * variance (from a caller who used it, or in a second derivative) is passed on to the input. The
 * alternative, to recompute the statistics whenever a graph is wanted, would make the second
 * derivative right and the first one slower.
 */
public final class Normalizations {
  private Normalizations() {}

  /**
   * (x - mean) / sqrt(variance + eps), then times weight, plus bias; mean and (biased) variance are
   * those of the last axes. Inputs: x, then weight and bias of the shape of those axes, as far as
   * there are any. The caller sees the first of the outputs y, mean and 1 / sqrt(variance + eps).
   *
   * @param axes how many of the last axes are one row
   * @param weighted whether there is a weight
   * @param biased whether there is a bias
   */
  public record LayerNorm(int axes, double eps, boolean weighted, boolean biased)
      implements Composition {
    @Override
    public String name() {
      return "layerNorm";
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor x = inputs[0];
      int[] row = row(x.ndim());
      Tensor mean = x.mean(true, row);
      Tensor deviation = x.sub(mean);
      Tensor scale = deviation.square().mean(true, row).add(eps).rsqrt();
      Tensor y = deviation.mul(scale);
      y = weighted ? y.mul(inputs[1]) : y;
      return new Tensor[] {biased ? y.add(inputs[inputs.length - 1]) : y, mean, scale};
    }

    private int[] row(int rank) {
      int[] row = new int[axes];
      Arrays.setAll(row, i -> rank - axes + i);
      return row;
    }

    @Override
    public boolean hasGradient() {
      return true;
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor x = context.input(0);
      Tensor scale = context.output(2);
      Tensor normal = x.sub(context.output(1)).mul(scale);
      Tensor gradient = context.grad();
      @Nullable Tensor[] found = new @Nullable Tensor[context.inputs()];
      if (context.needs(0)) {
        int[] row = row(x.ndim());
        Tensor arriving = weighted ? gradient.mul(context.input(1)) : gradient;
        double count = count(x.shape(), row);
        found[0] =
            plus(
                centred(arriving, normal, scale, row),
                plus(over(context.grad(1), count), ofScale(context.grad(2), normal, scale, count)));
      }
      if (weighted && context.needs(1)) {
        found[1] = gradient.mul(normal);
      }
      if (biased && context.needs(found.length - 1)) {
        found[found.length - 1] = gradient;
      }
      return found;
    }

    /** d (v + eps)^(-1/2) = -1/2 (v + eps)^(-3/2) dv, and dv = 2 / n (x - mean) dx. */
    private static @Nullable Tensor ofScale(
        @Nullable Tensor gradient, Tensor normal, Tensor scale, double count) {
      return gradient == null ? null : normal.mul(scale.square()).mul(gradient).div(-count);
    }
  }

  /**
   * (x - mean) / sqrt(variance + eps), then times weight, plus bias; mean and (biased) variance are
   * those of a channel, which is axis 1, over all other axes. Inputs: x, then weight and bias, one
   * number a channel, as far as there are any. Outputs: y, the means and the variances, all of them
   * for the caller, who keeps running statistics.
   *
   * @param weighted whether there is a weight
   * @param biased whether there is a bias
   */
  public record BatchNorm(double eps, boolean weighted, boolean biased) implements Composition {
    @Override
    public String name() {
      return "batchNorm";
    }

    @Override
    public int outputs() {
      return 3;
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor x = inputs[0];
      int[] others = others(x.ndim());
      Tensor mean = x.mean(true, others);
      Tensor deviation = x.sub(mean);
      Tensor variance = deviation.square().mean(true, others);
      Tensor scale = variance.add(eps).rsqrt();
      scale = weighted ? scale.mul(channels(inputs[1], x.ndim())) : scale;
      Tensor y = deviation.mul(scale);
      y = biased ? y.add(channels(inputs[inputs.length - 1], x.ndim())) : y;
      return new Tensor[] {y, mean.flatten(), variance.flatten()};
    }

    private static int[] others(int rank) {
      int[] others = new int[rank - 1];
      Arrays.setAll(others, i -> i == 0 ? 0 : i + 1);
      return others;
    }

    @Override
    public boolean hasGradient() {
      return true;
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor x = context.input(0);
      int rank = x.ndim();
      int[] others = others(rank);
      Tensor deviation = x.sub(channels(context.output(1), rank));
      Tensor scale = channels(context.output(2), rank).add(eps).rsqrt();
      Tensor normal = deviation.mul(scale);
      Tensor gradient = context.grad();
      @Nullable Tensor[] found = new @Nullable Tensor[context.inputs()];
      if (context.needs(0)) {
        Tensor slope = weighted ? scale.mul(channels(context.input(1), rank)) : scale;
        double count = count(x.shape(), others);
        Tensor variance = context.grad(2);
        found[0] =
            plus(
                centred(gradient, normal, slope, others),
                plus(
                    over(wide(context.grad(1), rank), count),
                    variance == null
                        ? null
                        : deviation.mul(channels(variance, rank)).mul(2 / count)));
      }
      if (weighted && context.needs(1)) {
        found[1] = gradient.mul(normal).sum(others);
      }
      if (biased && context.needs(found.length - 1)) {
        found[found.length - 1] = gradient.sum(others);
      }
      return found;
    }

    private static @Nullable Tensor wide(@Nullable Tensor channels, int rank) {
      return channels == null ? null : channels(channels, rank);
    }
  }

  /** One number a channel, in the shape that broadcasts with (batch, channels, …). */
  static Tensor channels(Tensor numbers, int rank) {
    int[] sizes = new int[rank - 1];
    Arrays.fill(sizes, 1);
    sizes[0] = numbers.size(0);
    return numbers.reshape(Shape.owning(sizes));
  }

  private static double count(Shape shape, int... axes) {
    double count = 1;
    for (int axis : axes) {
      count *= shape.get(axis);
    }
    return count;
  }

  /** The gradient of x of (x - mean) * slope: less its mean, and less its part along normal. */
  private static Tensor centred(Tensor gradient, Tensor normal, Tensor slope, int... axes) {
    Tensor along = gradient.mul(normal).mean(true, axes);
    return gradient.sub(gradient.mean(true, axes)).sub(normal.mul(along)).mul(slope);
  }

  private static @Nullable Tensor over(@Nullable Tensor gradient, double count) {
    return gradient == null ? null : gradient.div(count);
  }

  private static @Nullable Tensor plus(@Nullable Tensor a, @Nullable Tensor b) {
    return a == null ? b : b == null ? a : a.add(b);
  }
}
