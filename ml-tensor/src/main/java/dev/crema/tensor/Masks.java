package dev.crema.tensor;

/** Elements chosen by a mask: bool, broadcast with the tensor. */
public sealed interface Masks permits Tensor {
  /** x with a value where the mask is true. */
  default Tensor maskedFill(Tensor mask, double value) {
    return maskedFill(mask, Tensor.full(self().dtype(), value, Shape.of()));
  }

  /**
   * x with a value where the mask is true.
   *
   * @param value of no axes
   * @throws CremaException if the value has axes, or the mask is not bool
   */
  default Tensor maskedFill(Tensor mask, Tensor value) {
    Tensor x = self();
    if (value.ndim() != 0) {
      throw new CremaException(
          "maskedFill: the value must be 0-d, but has shape %s; use where"
              .formatted(value.shape()));
    }
    checkMask("maskedFill", mask);
    return Tensor.where(mask, value.to(x.dtype()), x);
  }

  /**
   * The elements where the mask is true, in row-major order along one axis. The rows that a mask of
   * the leading axes chooses are {@link Subscripts#get(Index...) get(mask)}.
   *
   * @throws CremaException if the mask is not bool or does not broadcast
   */
  default Tensor maskedSelect(Tensor mask) {
    Tensor x = self();
    checkMask("maskedSelect", mask);
    Shape shape = Shape.broadcast("maskedSelect", x.shape(), mask.shape());
    Tensor places = mask.expand(shape).flatten().nonzero().flatten();
    return x.expand(shape).flatten().indexSelect(0, places);
  }

  /**
   * x with elements of a source, in their row-major order, where the mask is true.
   *
   * @throws CremaException if the source has fewer elements or another dtype, or the mask is not
   *     bool or does not broadcast
   */
  default Tensor maskedScatter(Tensor mask, Tensor source) {
    Tensor x = self();
    checkMask("maskedScatter", mask);
    Shape shape = Shape.broadcast("maskedScatter", x.shape(), mask.shape());
    Tensor places = mask.expand(shape).flatten().nonzero().flatten();
    int count = places.size(0);
    if (source.numel() < count || source.dtype() != x.dtype()) {
      throw new CremaException(
          "maskedScatter: a source %s%s for the %d true elements of a mask over %s%s: give as many of the same dtype"
              .formatted(source.dtype(), source.shape(), count, x.dtype(), shape));
    }
    Tensor values = source.flatten().narrow(0, 0, count);
    return x.expand(shape).flatten().scatter(0, places, values).reshape(shape);
  }

  private static void checkMask(String name, Tensor mask) {
    if (mask.dtype() != DType.BOOL) {
      throw new CremaException(
          "%s: the mask must be bool, but is %s; compare first".formatted(name, mask.dtype()));
    }
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
