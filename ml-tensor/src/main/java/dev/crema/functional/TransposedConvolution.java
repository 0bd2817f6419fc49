package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.Ints;
import dev.crema.tensor.Normalizations;
import dev.crema.tensor.ProductOp;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's transposed convolution over some spatial axes: the gradient of a convolution with
 * respect to its input, and therefore a convolution of the spread input with the flipped weight.
 */
record TransposedConvolution(int axes, ConvTransposeOptions options) {
  Tensor apply(Tensor x, Tensor weight, @Nullable Tensor bias) {
    checkRanks(x.shape(), weight.shape());
    boolean single = x.ndim() == axes + 1;
    Tensor batch = single ? x.unsqueeze(0) : x;
    checkChannels(batch.shape(), weight.shape(), bias);
    ProductOp.Conv conv = operation(batch.shape(), weight.shape());
    Tensor y = Dispatcher.apply(conv, batch, flipped(weight));
    Tensor shifted = bias == null ? y : y.add(Normalizations.channels(bias, axes + 2));
    return single ? shifted.squeeze(0) : shifted;
  }

  private Tensor flipped(Tensor weight) {
    Tensor swapped = ProductOp.Conv.swapped(weight, options.groups(), weight.size(1));
    for (int i = 0; i < axes; i++) {
      swapped = swapped.flip(2 + i);
    }
    return swapped;
  }

  private ProductOp.Conv operation(Shape x, Shape weight) {
    int[] stride = each("stride", options.stride(), 1);
    int[] dilation = each("dilation", options.dilation(), 1);
    int[] padding = each("padding", options.padding(), 0);
    int[] extra = each("outputPadding", options.outputPadding(), 0);
    int[] low = new int[axes];
    int[] high = new int[axes];
    for (int i = 0; i < axes; i++) {
      if (extra[i] >= stride[i] && extra[i] >= dilation[i]) {
        throw new CremaException(
            "%s: outputPadding %s must be less than the stride %s or the dilation %s"
                .formatted(name(), options.outputPadding(), options.stride(), options.dilation()));
      }
      long span = Window.spread(weight.get(2 + i), dilation[i]);
      low[i] = Math.toIntExact(span - 1 - padding[i]);
      high[i] = low[i] + extra[i];
      long length = Window.spread(x.get(2 + i), stride[i]) + span - 1 - 2L * padding[i] + extra[i];
      if (length < 1) {
        throw new CremaException(
            "%s: axis %d of the input %s would become %d long with a kernel of %d, stride %d, padding %d; give less padding"
                .formatted(name(), 2 + i, x, length, weight.get(2 + i), stride[i], padding[i]));
      }
    }
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    return new ProductOp.Conv(
        /* strides= */ Ints.of(ones),
        Ints.of(low),
        Ints.of(high),
        Ints.of(dilation),
        /* inputDilations= */ Ints.of(stride),
        options.groups(),
        /* batchGroups= */ 1);
  }

  private int[] each(String option, Ints given, int least) {
    return Sliding.each(name(), option, given, axes, least);
  }

  private void checkRanks(Shape x, Shape weight) {
    String axesWords = Convolution.axesWords(axes);
    if (x.rank() != axes + 1 && x.rank() != axes + 2) {
      throw new CremaException(
          "%s: expects an input (batch, channels, %s), or without the batch, but was given shape %s"
              .formatted(name(), axesWords, x));
    }
    if (weight.rank() != axes + 2 || weight.numel() == 0) {
      throw new CremaException(
          "%s: expects a weight (channels, outputs / groups, %s), but was given shape %s"
              .formatted(name(), axesWords, weight));
    }
  }

  private void checkChannels(Shape x, Shape weight, @Nullable Tensor bias) {
    int groups = options.groups();
    if (groups < 1 || weight.get(0) % groups != 0 || x.get(1) != weight.get(0)) {
      throw new CremaException(
          "%s: an input of shape %s has %d channels, but a weight of shape %s takes %d, in %d group(s)"
              .formatted(name(), x, x.get(1), weight, weight.get(0), groups));
    }
    int outputs = weight.get(1) * groups;
    if (bias != null && !bias.shape().equals(Shape.of(outputs))) {
      throw new CremaException(
          "%s: a weight of shape %s in %d group(s) has %d outputs and takes a bias of shape (%d,), but was given %s"
              .formatted(name(), weight, groups, outputs, outputs, bias.shape()));
    }
  }

  private String name() {
    return "convTranspose" + axes + "d";
  }
}
