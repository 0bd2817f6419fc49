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
      return lastAxes(axes, rank);
    }

    @Override
    public boolean hasGradient() {
      return true;
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      DType dtype = inputs[0].dtype();
      Shape shape = inputs[0].shape();
      TensorType rows = new TensorType(dtype, shape.without(row(shape.rank()), true));
      return new TensorType[] {new TensorType(dtype, shape), rows, rows};
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor x = context.input(0);
      Tensor mean = context.output(1);
      Tensor scale = context.output(2);
      Tensor gradient = context.grad();
      Composite own = new Composite(new LayerNormGrad(axes, weighted));
      Tensor[] parts =
          weighted
              ? Dispatcher.applyAll(own, gradient, x, mean, scale, context.input(1))
              : Dispatcher.applyAll(own, gradient, x, mean, scale);
      @Nullable Tensor[] found = new @Nullable Tensor[context.inputs()];
      found[0] = plus(parts[0], ofStatistics(context, x.sub(mean), scale));
      if (weighted) {
        found[1] = parts[1];
      }
      if (biased) {
        found[found.length - 1] = gradient;
      }
      return found;
    }

    /** What arrives for the mean and the scale, passed on to x. */
    private @Nullable Tensor ofStatistics(Backward context, Tensor deviation, Tensor scale) {
      double count = count(deviation.shape(), row(deviation.ndim()));
      Tensor ofScale = context.grad(2);
      return plus(
          over(context.grad(1), count),
          ofScale == null ? null : ofScale(ofScale, deviation.mul(scale), scale, count));
    }

    /** d (v + eps)^(-1/2) = -1/2 (v + eps)^(-3/2) dv, and dv = 2 / n (x - mean) dx. */
    private static Tensor ofScale(Tensor gradient, Tensor normal, Tensor scale, double count) {
      return normal.mul(scale.square()).mul(gradient).div(-count);
    }
  }

  /**
   * The gradient of x in {@link LayerNorm} by its first output alone; and, where weighted, the
   * gradient times the normalized x, whose sum is that of the weight. Inputs: the gradient, x,
   * mean, scale, and the weight.
   */
  public record LayerNormGrad(int axes, boolean weighted) implements Composition {
    @Override
    public String name() {
      return "layerNormGrad";
    }

    @Override
    public int outputs() {
      return weighted ? 2 : 1;
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor gradient = inputs[0];
      Tensor scale = inputs[3];
      int[] row = lastAxes(axes, gradient.ndim());
      Tensor normal = inputs[1].sub(inputs[2]).mul(scale);
      Tensor arriving = weighted ? gradient.mul(inputs[4]) : gradient;
      Tensor along = arriving.mul(normal).mean(true, row);
      Tensor centred = arriving.sub(arriving.mean(true, row));
      Tensor ofInput = centred.sub(normal.mul(along)).mul(scale);
      return weighted ? new Tensor[] {ofInput, gradient.mul(normal)} : new Tensor[] {ofInput};
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

    @Override
    public boolean hasGradient() {
      return true;
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      DType dtype = inputs[0].dtype();
      TensorType channels = new TensorType(dtype, Shape.of(inputs[0].shape().get(1)));
      return new TensorType[] {new TensorType(dtype, inputs[0].shape()), channels, channels};
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor x = context.input(0);
      Composite own = new Composite(new BatchNormGrad(eps, weighted));
      Tensor[] parts =
          weighted
              ? Dispatcher.applyAll(
                  own, context.grad(), x, context.output(1), context.output(2), context.input(1))
              : Dispatcher.applyAll(own, context.grad(), x, context.output(1), context.output(2));
      @Nullable Tensor[] found = new @Nullable Tensor[context.inputs()];
      found[0] = plus(parts[0], ofStatistics(context, x));
      if (weighted) {
        found[1] = parts[1];
      }
      if (biased) {
        found[found.length - 1] = parts[2];
      }
      return found;
    }

    /** What arrives for the means and the variances, passed on to x. */
    private static @Nullable Tensor ofStatistics(Backward context, Tensor x) {
      int rank = x.ndim();
      double count = count(x.shape(), others(rank));
      Tensor variance = context.grad(2);
      if (variance == null) {
        return over(wide(context.grad(1), rank), count);
      }
      Tensor deviation = x.sub(channels(context.output(1), rank));
      return plus(
          over(wide(context.grad(1), rank), count),
          deviation.mul(channels(variance, rank)).mul(2 / count));
    }

    private static @Nullable Tensor wide(@Nullable Tensor channels, int rank) {
      return channels == null ? null : channels(channels, rank);
    }
  }

  /**
   * The gradients of x, weight and bias in {@link BatchNorm} by its first output alone. Inputs: the
   * gradient, x, means, variances, and the weight where there is one.
   */
  public record BatchNormGrad(double eps, boolean weighted) implements Composition {
    @Override
    public String name() {
      return "batchNormGrad";
    }

    @Override
    public int outputs() {
      return 3;
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor gradient = inputs[0];
      Tensor x = inputs[1];
      int rank = x.ndim();
      int[] others = others(rank);
      double count = count(x.shape(), others);
      Tensor scale = channels(inputs[3], rank).add(eps).rsqrt();
      Tensor normal = x.sub(channels(inputs[2], rank)).mul(scale);
      Tensor along = gradient.mul(normal).sum(true, others);
      Tensor total = gradient.sum(true, others);
      Tensor centred = gradient.sub(total.div(count));
      Tensor slope = weighted ? scale.mul(channels(inputs[4], rank)) : scale;
      Tensor ofInput = centred.sub(normal.mul(along.div(count))).mul(slope);
      return new Tensor[] {ofInput, along.flatten(), total.flatten()};
    }
  }

  /** One number a channel, in the shape that broadcasts with (batch, channels, …). */
  public static Tensor channels(Tensor numbers, int rank) {
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

  static int[] lastAxes(int count, int rank) {
    int[] last = new int[count];
    Arrays.setAll(last, i -> rank - count + i);
    return last;
  }

  /** All axes but that of the channels. */
  private static int[] others(int rank) {
    int[] others = new int[rank - 1];
    Arrays.setAll(others, i -> i == 0 ? 0 : i + 1);
    return others;
  }

  private static @Nullable Tensor over(@Nullable Tensor gradient, double count) {
    return gradient == null ? null : gradient.div(count);
  }

  private static @Nullable Tensor plus(@Nullable Tensor a, @Nullable Tensor b) {
    return a == null ? b : b == null ? a : a.add(b);
  }
}
