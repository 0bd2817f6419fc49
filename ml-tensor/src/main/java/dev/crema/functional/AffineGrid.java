package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** PyTorch's affine_grid: where the elements of an image lie under affine maps. */
final class AffineGrid {
  private AffineGrid() {}

  /** The places that a grid of this output has under affine maps of the whole. */
  static Tensor of(Tensor theta, Shape size, boolean alignCorners) {
    int axes = size.rank() - 2;
    boolean fits = axes == 2 || axes == 3;
    for (int i = 0; fits && i < size.rank(); i++) {
      fits = size.get(i) > 0;
    }
    if (!fits
        || !theta.isFloating()
        || !theta.shape().equals(Shape.of(size.get(0), axes, axes + 1))) {
      throw new CremaException(
          "affineGrid: (batch, channels, height, width) takes floating maps (batch, 2, 3), and one axis more (batch, 3, 4), but was given %s and %s of shape %s"
              .formatted(size, theta.dtype(), theta.shape()));
    }
    int points = 1;
    for (int i = 0; i < axes; i++) {
      points *= size.get(2 + i);
    }
    Shape grid = size.with(0, 1).with(1, 1);
    List<Tensor> columns = new ArrayList<>();
    for (int i = axes - 1; i >= 0; i--) {
      int[] along = new int[size.rank()];
      Arrays.fill(along, 1);
      along[2 + i] = size.get(2 + i);
      columns.add(
          line(theta.dtype(), size.get(2 + i), alignCorners)
              .reshape(along)
              .expand(grid)
              .reshape(points));
    }
    columns.add(Tensor.ones(theta.dtype(), points));
    Tensor moved = Tensor.stack(columns, 1).matmul(theta.transpose(1, 2));
    int[] to = new int[axes + 2];
    to[0] = size.get(0);
    for (int i = 0; i < axes; i++) {
      to[1 + i] = size.get(2 + i);
    }
    to[axes + 1] = axes;
    return moved.reshape(to);
  }

  /** The elements of an axis from -1 to 1, which are centres or edges. */
  private static Tensor line(DType dtype, int length, boolean centres) {
    if (length == 1) {
      return Tensor.zeros(dtype, 1);
    }
    Tensor line = Tensor.linspace(dtype, -1, 1, length);
    return centres ? line : line.mul((length - 1.0) / length);
  }
}
