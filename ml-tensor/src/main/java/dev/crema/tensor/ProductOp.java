package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** Operations that multiply and add along axes that both operands have. */
public sealed interface ProductOp extends Op {

  /**
   * (…, m, k) times (…, k, n) is (…, m, n); the leading axes broadcast. Any strides: a transpose is
   * never copied.
   */
  record MatMul() implements ProductOp {
    @Override
    public String name() {
      return "matmul";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape a = inputs[0].shape();
      Shape b = inputs[1].shape();
      if (inputs[0].dtype() != inputs[1].dtype()) {
        throw new CremaException(
            "matmul: the operands are %s and %s; cast one of them with to(…)"
                .formatted(inputs[0].dtype(), inputs[1].dtype()));
      }
      if (a.rank() < 2 || b.rank() < 2 || a.get(-1) != b.get(-2)) {
        throw new CremaException(
            "matmul: %s times %s: %s"
                .formatted(
                    a,
                    b,
                    a.rank() < 2 || b.rank() < 2
                        ? "both need two axes or more"
                        : "the %d columns of the left must be as many as the %d rows of the right"
                            .formatted(a.get(-1), b.get(-2))));
      }
      Shape batch = Shape.broadcast("matmul", lead(a), lead(b));
      int[] sizes = java.util.Arrays.copyOf(batch.toArray(), batch.rank() + 2);
      sizes[batch.rank()] = a.get(-2);
      sizes[batch.rank() + 1] = b.get(-1);
      return Op.one(inputs[0].dtype(), Shape.owning(sizes));
    }

    private static Shape lead(Shape shape) {
      return Shape.owning(java.util.Arrays.copyOf(shape.toArray(), shape.rank() - 2));
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor gradient = context.grad();
      return new @Nullable Tensor[] {
        context.needs(0)
            ? Dispatcher.apply(this, gradient, context.input(1).transpose(-2, -1))
            : null,
        context.needs(1)
            ? Dispatcher.apply(this, context.input(0).transpose(-2, -1), gradient)
            : null
      };
    }
  }

  /**
   * The correlation of an input (N, C, spatial…) with a weight (O, C / groups, kernel…), over any
   * number of spatial axes: (N, O, spatial…). One entry of each list a spatial axis. As {@code
   * lax.conv_general_dilated} of JAX, whose gradient rules (jax/_src/lax/convolution.py) these are:
   *
   * <p>y[n, o, i] = sum over c and k of x[n, c, i * stride + k * dilation - low] * w[o, c, k],
   * where x is first spread so that its elements lie {@code inputDilations} apart, then padded by
   * {@code low} and {@code high}, which may be negative. A spatial axis becomes (spread + low +
   * high - (kernel - 1) * dilation - 1) / stride + 1 long.
   *
   * <p>With groups, outputs o of group g see the channels of group g only. With batch groups, they
   * see the entries of the g-th part of the batch, and the batch of the output is as long as a
   * part: the form that the gradient of a grouped convolution's weight has. At most one of both
   * exceeds 1.
   *
   * <p>Every output is a chain of fused multiply-adds from 0 over the channels, inside of them over
   * the kernel in row-major order; past 4,096 terms, chunks of 4,096 are joined by a tree of
   * neighbours. Padding is zeros that are multiplied like all else (an infinite weight makes NaN
   * there); the gaps of input dilation are absent and not counted.
   */
  record Conv(
      Ints strides,
      Ints low,
      Ints high,
      Ints dilations,
      Ints inputDilations,
      int groups,
      int batchGroups)
      implements ProductOp {
    @Override
    public String name() {
      return "conv";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape x = inputs[0].shape();
      Shape w = inputs[1].shape();
      checkSettings(inputs[0], inputs[1]);
      checkGroups(x, w);
      int[] sizes = x.toArray();
      sizes[0] = x.get(0) / batchGroups;
      sizes[1] = w.get(0);
      for (int i = 0; i < strides.size(); i++) {
        sizes[2 + i] = outputs(i, x, w);
      }
      return Op.one(inputs[0].dtype(), Shape.owning(sizes));
    }

    private void checkSettings(Typed x, Typed w) {
      int count = strides.size();
      if (x.dtype() != w.dtype() || !x.dtype().isFloating()) {
        throw new CremaException(
            "conv: the input is %s, the weight %s; both must be of the same floating dtype"
                .formatted(x.dtype(), w.dtype()));
      }
      if (x.shape().rank() != count + 2 || w.shape().rank() != count + 2 || count == 0) {
        throw new CremaException(
            "conv: strides %s are for %d spatial axes, so input and weight need %d axes (batch or outputs, channels, spatial), but are %s and %s"
                .formatted(strides, count, count + 2, x.shape(), w.shape()));
      }
      for (Ints list : new Ints[] {low, high, dilations, inputDilations}) {
        if (list.size() != count) {
          throw new CremaException(
              "conv: strides %s, padding %s and %s, dilations %s and %s need one entry a spatial axis"
                  .formatted(strides, low, high, dilations, inputDilations));
        }
      }
    }

    private void checkGroups(Shape x, Shape w) {
      if (groups < 1 || batchGroups < 1 || (groups > 1 && batchGroups > 1)) {
        throw new CremaException(
            "conv: %d groups and %d batch groups were asked; both must be at least 1 and one of them 1"
                .formatted(groups, batchGroups));
      }
      if (x.get(1) != (long) w.get(1) * groups) {
        throw new CremaException(
            "conv: an input of shape %s has %d channels, but a weight of shape %s in %d group(s) takes %d"
                .formatted(x, x.get(1), w, groups, (long) w.get(1) * groups));
      }
      if (w.get(0) % (groups * batchGroups) != 0 || x.get(0) % batchGroups != 0) {
        throw new CremaException(
            "conv: %d outputs of a weight of shape %s and a batch of %d do not divide into %d group(s) and %d batch group(s)"
                .formatted(w.get(0), w, x.get(0), groups, batchGroups));
      }
    }

    private int outputs(int i, Shape x, Shape w) {
      Window window = new Window(w.get(2 + i), strides.get(i), dilations.get(i)).checked(name());
      int length = x.get(2 + i);
      if (length == 0 || inputDilations.get(i) < 1) {
        throw new CremaException(
            "conv: axis %d of the input %s has %d elements with dilation %d; both must be at least 1"
                .formatted(2 + i, x, length, inputDilations.get(i)));
      }
      long padded = Window.spread(length, inputDilations.get(i)) + low.get(i) + high.get(i);
      if (window.count(padded) == 0) {
        throw new CremaException(
            "conv: axis %d of the input %s is %d long with padding of %d and %d, but the kernel of shape %s spans %d there (dilation %d)"
                .formatted(
                    2 + i,
                    x,
                    padded,
                    low.get(i),
                    high.get(i),
                    w,
                    window.span(),
                    window.dilation()));
      }
      return Math.toIntExact(window.count(padded));
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      boolean empty = context.shape(0).numel() == 0 || context.shape(1).numel() == 0;
      return new @Nullable Tensor[] {
        context.needs(0) ? empty ? context.input(0).zerosLike() : inputGradient(context) : null,
        context.needs(1) ? empty ? context.input(1).zerosLike() : weightGradient(context) : null
      };
    }

    /** The gradient with gaps of the strides, correlated with the flipped weight. */
    private Tensor inputGradient(Backward context) {
      Shape x = context.shape(0);
      Tensor w = context.input(1);
      int parts = groups * batchGroups;
      Tensor flipped = swapped(w, parts, w.size(1));
      int count = strides.size();
      int[] before = new int[count];
      int[] behind = new int[count];
      for (int i = 0; i < count; i++) {
        flipped = flipped.flip(2 + i);
        long span = Window.spread(w.size(2 + i), dilations.get(i));
        long spread = Window.spread(x.get(2 + i), inputDilations.get(i));
        long gradient = Window.spread(context.grad().size(2 + i), strides.get(i));
        before[i] = (int) (span - 1 - low.get(i));
        behind[i] = (int) (spread + span - 1 - gradient - before[i]);
      }
      Conv conv =
          new Conv(
              /* strides= */ inputDilations,
              /* low= */ Ints.owning(before),
              /* high= */ Ints.owning(behind),
              dilations,
              /* inputDilations= */ strides,
              /* groups= */ parts,
              /* batchGroups= */ 1);
      Tensor found = Dispatcher.apply(conv, context.grad(), flipped);
      return batchGroups == 1 ? found : batchOutOfChannels(found, x);
    }

    /** (O, I, kernel…) of some groups as (groups * I, O / groups, kernel…). */
    public static Tensor swapped(Tensor w, int parts, int channels) {
      if (parts == 1) {
        return w.transpose(0, 1);
      }
      int[] split = split(w.shape(), 0, parts);
      return w.reshape(split)
          .transpose(1, 2)
          .reshape(joined(w.shape(), parts * channels, w.size(0) / parts));
    }

    /** (N / b, b * C, spatial…) as (N, C, spatial…). */
    private Tensor batchOutOfChannels(Tensor found, Shape x) {
      return found.reshape(split(found.shape(), 1, batchGroups)).transpose(0, 1).reshape(x);
    }

    private static int[] split(Shape shape, int axis, int parts) {
      int[] sizes = new int[shape.rank() + 1];
      for (int i = 0; i < shape.rank(); i++) {
        sizes[i < axis ? i : i + 1] = shape.get(i);
      }
      sizes[axis] = parts;
      sizes[axis + 1] = shape.get(axis) / parts;
      return sizes;
    }

    private static Shape joined(Shape shape, int first, int second) {
      return shape.with(0, first).with(1, second);
    }

    /** The input correlated with the gradient: batch and channels change places in both. */
    private Tensor weightGradient(Backward context) {
      Shape w = context.shape(1);
      Tensor x = context.input(0);
      Tensor gradient = context.grad();
      int count = strides.size();
      int[] behind = new int[count];
      for (int i = 0; i < count; i++) {
        long span = Window.spread(w.get(2 + i), dilations.get(i));
        long spread = Window.spread(x.size(2 + i), inputDilations.get(i));
        long apart = Window.spread(gradient.size(2 + i), strides.get(i));
        behind[i] = (int) (apart - spread + span - low.get(i) - 1);
      }
      Conv conv =
          new Conv(
              /* strides= */ dilations,
              low,
              /* high= */ Ints.owning(behind),
              /* dilations= */ strides,
              inputDilations,
              /* groups= */ batchGroups,
              /* batchGroups= */ groups);
      return Dispatcher.apply(conv, x.transpose(0, 1), gradient.transpose(0, 1)).transpose(0, 1);
    }
  }
}
