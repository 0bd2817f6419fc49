package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.Ints;
import dev.crema.tensor.ProductOp;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** PyTorch's convolution over some spatial axes, in terms of {@link ProductOp.Conv}. */
record Convolution(int axes, ConvOptions options) {
  Tensor apply(Tensor x, Tensor weight, @Nullable Tensor bias) {
    checkRanks(x.shape(), weight.shape());
    boolean single = x.ndim() == axes + 1;
    Tensor batch = single ? x.unsqueeze(0) : x;
    Tensor y = Dispatcher.apply(operation(weight.shape()), batch, weight);
    Tensor shifted = bias == null ? y : y.add(channels(bias, weight));
    return single ? shifted.squeeze(0) : shifted;
  }

  private ProductOp.Conv operation(Shape weight) {
    int[] stride = each("stride", options.stride(), 1);
    int[] dilation = each("dilation", options.dilation(), 1);
    int[] low = options.same() ? new int[axes] : each("padding", options.padding(), 0);
    int[] high = low;
    if (options.same()) {
      if (Arrays.stream(stride).anyMatch(step -> step != 1)) {
        throw new CremaException(
            "%s: padding 'same' keeps the length, so the stride must be 1, but is %s"
                .formatted(name(), options.stride()));
      }
      high = new int[axes];
      for (int i = 0; i < axes; i++) {
        int total = dilation[i] * (weight.get(2 + i) - 1);
        low[i] = total / 2;
        high[i] = total - low[i];
      }
    }
    int[] gapless = new int[axes];
    Arrays.fill(gapless, 1);
    return new ProductOp.Conv(
        Ints.of(stride),
        Ints.of(low),
        Ints.of(high),
        Ints.of(dilation),
        /* inputDilations= */ Ints.of(gapless),
        options.groups(),
        /* batchGroups= */ 1);
  }

  private int[] each(String option, Ints given, int least) {
    return Sliding.each(name(), option, given, axes, least);
  }

  private void checkRanks(Shape x, Shape weight) {
    String axesWords = axesWords(axes);
    if (x.rank() != axes + 1 && x.rank() != axes + 2) {
      throw new CremaException(
          "%s: expects an input (batch, channels, %s), or without the batch, but was given shape %s"
              .formatted(name(), axesWords, x));
    }
    if (weight.rank() != axes + 2) {
      throw new CremaException(
          "%s: expects a weight (outputs, channels / groups, %s), but was given shape %s"
              .formatted(name(), axesWords, weight));
    }
  }

  static String axesWords(int axes) {
    return axes == 1 ? "length" : axes == 2 ? "height, width" : "depth, height, width";
  }

  /** A number an output channel, in the shape that adds to (batch, channels, spatial…). */
  private Tensor channels(Tensor bias, Tensor weight) {
    if (bias.ndim() != 1 || bias.size(0) != weight.size(0)) {
      throw new CremaException(
          "%s: a weight of shape %s has %d outputs and takes a bias of shape (%d,), but was given %s"
              .formatted(name(), weight.shape(), weight.size(0), weight.size(0), bias.shape()));
    }
    int[] sizes = new int[axes + 1];
    Arrays.fill(sizes, 1);
    sizes[0] = bias.size(0);
    return bias.reshape(Shape.of(sizes));
  }

  private String name() {
    return "conv" + axes + "d";
  }
}
