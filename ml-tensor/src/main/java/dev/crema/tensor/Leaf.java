package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** What {@link Parameter} and {@link Buffer} share: storage of their own that can be written. */
final class Leaf {
  private Leaf() {}

  static Operand own(Tensor initial) {
    return initial.snapshot().operand();
  }

  static void write(Tensor leaf, Tensor values) {
    if (!values.shape().equals(leaf.shape()) || values.dtype() != leaf.dtype()) {
      throw new CremaException(
          "%s cannot be assigned %s%s: a parameter or buffer keeps its shape and dtype"
              .formatted(leaf.describe(), values.dtype(), values.shape()));
    }
    Operand source = Autograd.noGrad(values::contiguous).operand();
    leaf.operand().storage().write(source.storage(), source.layout().offset());
  }

  static String describe(String kind, @Nullable String name, Tensor leaf) {
    String called = name == null ? "a " + kind : kind + " '" + name + "'";
    return called + " (" + leaf.dtype() + leaf.shape() + ")";
  }
}
