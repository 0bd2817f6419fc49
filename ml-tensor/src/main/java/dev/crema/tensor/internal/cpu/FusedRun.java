package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.BinaryFn;
import dev.crema.tensor.Composition;
import dev.crema.tensor.Compositions;
import dev.crema.tensor.DType;
import dev.crema.tensor.LossCompositions;
import dev.crema.tensor.Normalizations;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.Typed;
import dev.crema.tensor.UnaryFn;
import dev.crema.tensor.WindowOp;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.parallel.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Compositions in one pass: which are claimed, and the kernel of each.
 *
 * <p>A fused kernel makes the same calls of the same loops as the body, a row at a time instead of
 * a tensor at a time, so its bits are the body's; what it saves is memory traffic and trips through
 * the door. float32 is claimed, and of softmax and the losses what one chunk of a reduction holds.
 */
final class FusedRun {
  /** Elements that are worth a block of their own. */
  static final int GRAIN = 16_384;

  private final Kernels kernels;
  private final ProductRun product;
  private final RowRun rows;
  private final LayerNormRun layerNorm;

  FusedRun(Kernels kernels, ProductRun product) {
    this.kernels = kernels;
    this.product = product;
    this.rows = new RowRun(kernels);
    this.layerNorm = new LayerNormRun(kernels);
  }

  boolean claims(Composition composition, Typed[] in) {
    int whole = positions(composition);
    for (int i = 0; i < in.length; i++) {
      if (in[i].dtype() != (i == whole ? DType.INT64 : DType.FLOAT32)) {
        return false;
      }
    }
    return switch (composition) {
      case Compositions.Linear _ -> fits(in);
      case Compositions.Softmax rows -> lastAxis(in[0], rows.axis());
      case Compositions.SoftmaxGrad rows -> lastAxis(in[0], rows.axis());
      case Compositions.LogSoftmax rows -> lastAxis(in[0], rows.axis());
      case Compositions.LogSoftmaxGrad rows -> lastAxis(in[0], rows.axis());
      case LossCompositions.MeanSquaredError _ -> oneChunk(in[0]);
      case LossCompositions.MeanSquaredErrorGrad _ -> oneChunk(in[1]);
      case LossCompositions.CrossEntropy _ ->
          lastAxis(in[0], 1) && in[0].shape().get(0) <= Kernels.CHUNK;
      case LossCompositions.CrossEntropyGrad _ -> lastAxis(in[1], 1);
      case Normalizations.LayerNorm norm -> shortRows(in[0], norm.axes());
      case Normalizations.LayerNormGrad norm -> shortRows(in[0], norm.axes());
      case Normalizations.BatchNorm _ -> hasRuns(in[0]);
      case Normalizations.BatchNormGrad _ -> hasRuns(in[0]);
      case WindowOp.Scattered _ -> in[0].shape().numel() > 0;
      default -> false;
    };
  }

  /** Which input is labels or positions; -1 if none is. */
  private static int positions(Composition composition) {
    return switch (composition) {
      case LossCompositions.CrossEntropy _ -> 1;
      case LossCompositions.CrossEntropyGrad _ -> 2;
      case WindowOp.Scattered _ -> 1;
      default -> -1;
    };
  }

  /** Misfits are left to the body, which refuses them in words. */
  private static boolean fits(Typed[] in) {
    Shape x = in[0].shape();
    Shape weight = in[1].shape();
    boolean product =
        x.rank() > 0 && weight.rank() == 2 && x.get(-1) == weight.get(1) && x.numel() > 0;
    return product
        && weight.numel() > 0
        && (in.length < 3 || (in[2].shape().rank() == 1 && in[2].shape().get(0) == weight.get(0)));
  }

  private static boolean lastAxis(Typed x, int axis) {
    Shape shape = x.shape();
    return shape.numel() > 0 && axis == shape.rank() - 1 && shape.get(axis) <= Kernels.CHUNK;
  }

  private static boolean shortRows(Typed x, int axes) {
    return x.shape().numel() > 0 && LayerNormRun.row(x.shape(), axes) <= Kernels.CHUNK;
  }

  /** Without axes behind the channels, their statistics are columns, in another order. */
  private static boolean hasRuns(Typed x) {
    return x.shape().numel() > 0 && x.shape().rank() > 2;
  }

  private static boolean oneChunk(Typed x) {
    return x.shape().numel() > 0 && x.shape().numel() <= Kernels.CHUNK;
  }

  Storage[] run(Composition composition, Operand[] in, TensorType[] out) {
    return switch (composition) {
      case Compositions.Linear linear -> new Storage[] {linear(linear, in, out[0])};
      case Compositions.Softmax _ -> rows.softmax(in[0]);
      case Compositions.SoftmaxGrad _ -> rows.softmaxGrad(in[0], in[1]);
      case Compositions.LogSoftmax _ -> rows.logSoftmax(in[0]);
      case Compositions.LogSoftmaxGrad _ -> rows.logSoftmaxGrad(in[0], in[1]);
      case LossCompositions.MeanSquaredError _ -> rows.meanSquaredError(in[0], in[1]);
      case LossCompositions.MeanSquaredErrorGrad _ ->
          rows.meanSquaredErrorGrad(in[0], in[1], in[2]);
      case LossCompositions.CrossEntropy _ -> rows.crossEntropy(in[0], in[1]);
      case LossCompositions.CrossEntropyGrad _ -> rows.crossEntropyGrad(in[0], in[1], in[2]);
      case Normalizations.LayerNorm norm -> layerNorm.run(norm, in);
      case Normalizations.LayerNormGrad norm -> layerNorm.gradient(norm, in);
      case Normalizations.BatchNorm norm -> new BatchNormRun(kernels, in[0].shape()).run(norm, in);
      case Normalizations.BatchNormGrad norm ->
          new BatchNormRun(kernels, in[0].shape()).gradient(norm, in);
      case WindowOp.Scattered _ -> new Storage[] {scatter(in[0], in[1], out[0])};
      default -> throw new IllegalStateException(composition.name() + " is not claimed");
    };
  }

  private Storage linear(Compositions.Linear linear, Operand[] in, TensorType out) {
    Operand x = in[0];
    Operand weight = in[1];
    int n = weight.shape().get(0);
    int m = Math.toIntExact(out.shape().numel() / n);
    Operand left =
        x.shape().rank() == 2 ? x : Dense.of(x, Compute.FLOAT).matrix(m, x.shape().get(-1));
    Operand right = new Operand(weight.storage(), weight.layout().permute(new int[] {1, 0}));
    Storage result = product.matmul(left, right, new TensorType(DType.FLOAT32, Shape.of(m, n)));
    if (in.length == 3 || linear.activation() != null) {
      Dense bias = in.length == 3 ? Dense.of(in[2], Compute.FLOAT) : null;
      finish(result.floats(), m, n, bias, linear.activation());
    }
    return result;
  }

  /** Adds the bias to each row and applies the activation. */
  private void finish(float[] y, int m, int n, @Nullable Dense bias, @Nullable UnaryFn activation) {
    Loops.Float2 add = kernels.floats(BinaryFn.ADD);
    Loops.Float1 function = activation == null ? null : kernels.floats(activation);
    Workers.forRange(
        m,
        Math.max(1, GRAIN / n),
        (from, to) -> {
          for (int i = from; i < to && bias != null; i++) {
            add.run(y, i * n, 1, (float[]) bias.array(), bias.offset(), 1, y, i * n, n);
          }
          if (function != null) {
            function.run(y, from * n, y, from * n, (to - from) * n);
          }
        });
  }

  /** Positions are those that pooling found, so none is out of range. */
  private static Storage scatter(Operand values, Operand positions, TensorType out) {
    FloatRows x = FloatRows.of(values);
    Dense at = Dense.of(positions, Compute.LONG);
    long[] places = (long[]) at.array();
    Storage result = Storage.forResult(DType.FLOAT32, out.shape().numel());
    float[] y = result.floats();
    int length = out.shape().get(1);
    x.each(
        (row, _, _) -> {
          int start = row * length;
          Arrays.fill(y, start, start + length, 0);
          for (int i = 0; i < x.columns(); i++) {
            y[start + (int) places[at.offset() + row * x.columns() + i]] +=
                x.array()[x.at(row) + i];
          }
        });
    return result;
  }
}
