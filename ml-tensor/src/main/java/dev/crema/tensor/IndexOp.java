package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** Operations that read or write where an integer tensor says. */
public sealed interface IndexOp extends Op {

  /** y[i][j] = x[index[i][j]][j] along an axis: PyTorch's gather. */
  record Gather(int axis) implements IndexOp {
    @Override
    public String name() {
      return "gather";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      checkIndex(name(), axis, inputs[0], inputs[1]);
      return Op.one(inputs[0].dtype(), inputs[1].shape());
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor gradient = context.grad();
      return new @Nullable Tensor[] {
        Tensor.zeros(gradient.dtype(), context.shape(0))
            .scatterAdd(axis, context.input(1), gradient),
        null
      };
    }
  }

  /** y = x, and y[index[i][j]][j] += source[i][j] along an axis, in the order of the source. */
  record ScatterAdd(int axis) implements IndexOp {
    @Override
    public String name() {
      return "scatterAdd";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      checkIndex(name(), axis, inputs[0], inputs[1]);
      checkSource(name(), inputs);
      return Op.one(inputs[0].dtype(), inputs[0].shape());
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor gradient = context.grad();
      return new @Nullable Tensor[] {
        gradient, null, context.needs(2) ? gradient.gather(axis, context.input(1)) : null
      };
    }
  }

  /** y = x, and y[index[i][j]][j] = source[i][j] along an axis; the last of several stands. */
  record IndexPut(int axis) implements IndexOp {
    @Override
    public String name() {
      return "indexPut";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      checkIndex(name(), axis, inputs[0], inputs[1]);
      checkSource(name(), inputs);
      return Op.one(inputs[0].dtype(), inputs[0].shape());
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor gradient = context.grad();
      Tensor index = context.input(1);
      Tensor zeros = Tensor.zeros(gradient.dtype(), index.shape());
      return new @Nullable Tensor[] {
        Dispatcher.apply(this, gradient, index, zeros),
        null,
        context.needs(2) ? gradient.gather(axis, index) : null
      };
    }
  }

  private static void checkIndex(String name, int axis, Typed x, Typed index) {
    if (index.dtype() != DType.INT64) {
      throw new CremaException(
          name + ": the index must be int64, but is " + index.dtype() + "; cast with to(INT64)");
    }
    Shape from = x.shape();
    Shape at = index.shape();
    boolean fits = from.rank() == at.rank();
    for (int i = 0; fits && i < from.rank(); i++) {
      fits = i == axis || at.get(i) <= from.get(i);
    }
    if (!fits) {
      throw new CremaException(
          "%s along axis %d: an index of shape %s does not fit into shape %s: equal rank, and no axis but %d longer"
              .formatted(name, axis, at, from, axis));
    }
  }

  private static void checkSource(String name, Typed[] inputs) {
    if (!inputs[2].shape().equals(inputs[1].shape()) || inputs[2].dtype() != inputs[0].dtype()) {
      throw new CremaException(
          "%s: the source is %s%s, but must be %s and of the index's shape %s"
              .formatted(
                  name,
                  inputs[2].dtype(),
                  inputs[2].shape(),
                  inputs[0].dtype(),
                  inputs[1].shape()));
    }
  }
}
