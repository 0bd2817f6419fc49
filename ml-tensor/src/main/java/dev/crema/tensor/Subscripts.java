package dev.crema.tensor;

/**
 * What stands in square brackets in Python: reading and writing at an {@link Index}.
 *
 * <p>Positions, ranges, new axes and the ellipsis give a view. Tensors among the parts are
 * broadcast together, and give the entries that they name: their axes stand where the first of them
 * stood, or in front where a range separates them. As in PyTorch, and unlike NumPy, a position is
 * no such tensor: it takes its axis away before they are looked at.
 */
public sealed interface Subscripts permits Tensor {
  /**
   * Python's {@code x[index]}.
   *
   * @throws CremaException if there are more parts than axes, a position or an entry of a tensor is
   *     out of range, a mask does not fit its axes, or tensors cannot be broadcast
   */
  default Tensor get(Index... index) {
    return Subscript.of((Tensor) this, index);
  }

  /**
   * x with {@code x[index] = values}; the values are broadcast. Of several values for one element
   * the last stands.
   *
   * @throws CremaException as {@link #get(Index...)}, or if the values do not fit
   */
  default Tensor indexPut(Tensor values, Index... index) {
    return Subscript.put((Tensor) this, values, false, index);
  }

  /** x with {@code x[index] = value}. */
  default Tensor indexPut(double value, Index... index) {
    Tensor x = (Tensor) this;
    return Subscript.put(x, Tensor.full(x.dtype(), value, Shape.of()), false, index);
  }

  /** x with the values at the index, or with their sums added there: PyTorch's accumulate. */
  default Tensor indexPut(Tensor values, boolean accumulate, Index... index) {
    return Subscript.put((Tensor) this, values, accumulate, index);
  }
}
