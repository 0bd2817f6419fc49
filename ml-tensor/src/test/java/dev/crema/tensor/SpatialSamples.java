package dev.crema.tensor;

import java.util.ArrayList;
import java.util.List;

/** Windows and convolutions with inputs to try them on. */
final class SpatialSamples {
  private static final Ints ONE = Ints.of(1);
  private static final Ints TWO = Ints.of(2);
  private static final Ints NONE = Ints.of(0);

  private SpatialSamples() {}

  static List<Op> operations() {
    List<Op> ops = new ArrayList<>();
    ops.add(new WindowOp.Unfold(0, 2, 1, 1));
    ops.add(new WindowOp.Unfold(1, 2, 2, 2));
    ops.add(new WindowOp.Fold(0, 9, 2, 1));
    for (WindowOp.WindowFn fn : WindowOp.WindowFn.values()) {
      ops.add(new WindowOp.ReduceWindow(fn, TWO, ONE, TWO, ONE, ONE));
      ops.add(
          new WindowOp.ReduceWindow(
              fn, Ints.of(2, 3), Ints.of(1, 2), Ints.of(1, 1), Ints.of(-1, 1), Ints.of(1, 0)));
    }
    ops.add(new WindowOp.ReduceWindow(WindowOp.WindowFn.SUM, TWO, TWO, ONE, TWO, ONE, NONE));
    ops.add(new ProductOp.Conv(ONE, NONE, NONE, ONE, ONE, 1, 1));
    ops.add(new ProductOp.Conv(TWO, ONE, Ints.of(-1), TWO, ONE, 1, 1));
    ops.add(new ProductOp.Conv(ONE, ONE, TWO, ONE, TWO, 1, 1));
    ops.add(new ProductOp.Conv(TWO, ONE, NONE, ONE, Ints.of(3), 2, 1));
    ops.add(new ProductOp.Conv(TWO, NONE, ONE, ONE, ONE, 1, 2));
    return ops;
  }

  /** Plain, strided, and of an empty batch. */
  static List<Tensor[]> inputs(WindowOp op) {
    Tensor strided = OpSamples.values(7, 6).t().slice(0, 5, -7, -1);
    return switch (op) {
      case WindowOp.Fold f ->
          List.<Tensor[]>of(
              new Tensor[] {OpSamples.values(4, 3)},
              new Tensor[] {OpSamples.values(2, 3, 4).transpose(0, 2)},
              new Tensor[] {OpSamples.values(4, 0, 3)});
      case WindowOp.Unfold u -> List.of(one(OpSamples.values(4, 5)), one(strided));
      case WindowOp.ReduceWindow r ->
          List.of(one(OpSamples.values(4, 5)), one(strided), one(OpSamples.values(0, 4, 5)));
    };
  }

  static List<Tensor[]> inputs(ProductOp.Conv op) {
    int channels = 2 * op.groups();
    Tensor weight = OpSamples.values(2, 2, 2);
    return List.of(
        new Tensor[] {OpSamples.values(2, channels, 5), weight},
        new Tensor[] {OpSamples.values(5, channels, 4).permute(2, 1, 0).flip(2), weight.flip(1)},
        new Tensor[] {OpSamples.values(0, channels, 5), weight});
  }

  private static Tensor[] one(Tensor tensor) {
    return new Tensor[] {tensor};
  }
}
