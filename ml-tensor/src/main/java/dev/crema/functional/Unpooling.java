package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Ints;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;

/** PyTorch's max_unpool: maxima back where they were, zeros elsewhere. */
final class Unpooling {
  private Unpooling() {}

  static Tensor of(Tensor x, Tensor indices, int axes, WindowOptions options, int... outputs) {
    String name = "maxUnpool" + axes + "d";
    Pooling.checkRank(name, axes, x);
    if (indices.dtype() != DType.INT64 || !indices.shape().equals(x.shape())) {
      throw new CremaException(
          "%s: the indices must be int64 and of the shape %s of the input, but are %s of shape %s"
              .formatted(name, x.shape(), indices.dtype(), indices.shape()));
    }
    int lead = x.ndim() - axes;
    int[] sizes = sizes(name, x.shape(), axes, options, outputs);
    Shape to = x.shape();
    int area = 1;
    for (int i = 0; i < axes; i++) {
      to = to.with(lead + i, sizes[i]);
      area *= sizes[i];
    }
    Tensor wrong = indices.lt(0L).logicalOr(indices.ge((long) area));
    if (wrong.any().itemBoolean()) {
      throw new CremaException(
          "%s: there is no index %d in an output of shape %s, whose planes have %d elements"
              .formatted(name, indices.maskedSelect(wrong).get(0).itemLong(), to, area));
    }
    Tensor flat = x.flatten(lead, -1);
    Shape planes = flat.shape().with(lead, area);
    return Tensor.zeros(x.dtype(), planes)
        .scatter(lead, indices.flatten(lead, -1), flat)
        .reshape(to);
  }

  private static int[] sizes(
      String name, Shape x, int axes, WindowOptions options, int... outputs) {
    Ints step = options.stride();
    int[] kernel = Sliding.each(name, "kernel", options.kernel(), axes, 1);
    int[] stride = step == null ? kernel : Sliding.each(name, "stride", step, axes, 1);
    int[] padding = Sliding.each(name, "padding", options.padding(), axes, 0);
    int[] asked =
        outputs.length == 0
            ? outputs
            : Sliding.each(name, "the output size", Ints.of(outputs), axes, 1);
    int[] sizes = new int[axes];
    for (int i = 0; i < axes; i++) {
      int own = (x.get(i - axes) - 1) * stride[i] + kernel[i] - 2 * padding[i];
      sizes[i] = asked.length == 0 ? own : asked[i];
      if (sizes[i] < 1 || Math.abs(sizes[i] - own) >= stride[i] && sizes[i] != own) {
        throw new CremaException(
            "%s: axis %d of the output would be %d long; an input of shape %s with kernel %s, stride %d, padding %d can come from %d to %d"
                .formatted(
                    name,
                    i,
                    sizes[i],
                    x,
                    options.kernel(),
                    stride[i],
                    padding[i],
                    Math.max(1, own - stride[i] + 1),
                    own + stride[i] - 1));
      }
    }
    return sizes;
  }
}
