package dev.crema.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An n-dimensional array of one dtype, and its place in the graph of the operations that made it.
 *
 * <p>A tensor never changes after it was made; only {@link Parameter} and {@link Buffer} can be
 * written. Views (reshape, transpose, slices) share storage. There is nothing to close: tensors are
 * Java arrays.
 *
 * <pre>{@code
 * Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 4}}).requiresGrad(true);
 * Tensor loss = x.square().sum();
 * loss.backward();
 * x.grad();  // tensor([[2., 4.], [6., 8.]])
 * }</pre>
 *
 * <p>The methods are grouped by subject in the interfaces that this class implements; creation is
 * inherited.
 */
public sealed class Tensor extends Creation
    implements Typed,
        Arithmetic,
        Pointwise,
        GammaFunctions,
        Activations,
        Comparisons,
        Reductions,
        Statistics,
        Counting,
        Views,
        Parts,
        Rearrangements,
        Diagonals,
        Indexing,
        Masks,
        Scatters,
        Ordering,
        Subscripts,
        Index,
        LinearAlgebra,
        Distances,
        Contractions,
        Values,
        Differentiation
    permits Parameter, Buffer {
  private final Operand operand;
  private final @Nullable Node node;
  private boolean requiresGrad;
  private @Nullable Tensor grad;
  private boolean retainsGrad;
  private List<UnaryOperator<Tensor>> hooks = List.of();

  Tensor(Operand operand) {
    this.operand = operand;
    this.node = null;
  }

  Tensor(Operand operand, @Nullable Node node) {
    this.operand = operand;
    this.node = node;
    this.requiresGrad = node != null;
  }

  // ---- of several tensors

  /**
   * Tensors one after the other along an axis; dtypes promote. Empty ones of shape (0,) count for
   * nothing, as in PyTorch.
   */
  public static Tensor cat(List<Tensor> tensors, int axis) {
    return Joins.cat(tensors, axis);
  }

  /** Tensors of equal shape side by side along a new axis. */
  public static Tensor stack(List<Tensor> tensors, int axis) {
    return Joins.stack(tensors, axis);
  }

  /** Vectors one after the other; other tensors along axis 1. */
  public static Tensor hstack(List<Tensor> tensors) {
    return Joins.hstack(tensors);
  }

  /** Tensors along axis 0; vectors are rows. */
  public static Tensor vstack(List<Tensor> tensors) {
    return Joins.vstack(tensors);
  }

  /** Tensors along axis 2; matrices are (n, m, 1) and vectors (1, n, 1). */
  public static Tensor dstack(List<Tensor> tensors) {
    return Joins.dstack(tensors);
  }

  /**
   * The coordinates of a grid, one tensor each for vectors of its ticks.
   *
   * @param indexing {@code "ij"}: axis k of the results is that of vector k; {@code "xy"}: with the
   *     first two axes swapped, as pictures have it
   * @throws CremaException if a tensor has more than one axis, dtypes differ, or for another word
   */
  public static List<Tensor> meshgrid(List<Tensor> ticks, String indexing) {
    return Joins.meshgrid(ticks, indexing);
  }

  /**
   * Every choice of one element of each vector, a row each, the last one changing fastest; of one
   * vector the vector itself.
   *
   * @throws CremaException if a tensor is not 1-D or dtypes differ
   */
  public static Tensor cartesianProd(List<Tensor> vectors) {
    return Joins.cartesianProd(vectors);
  }

  /**
   * Einstein's summation: {@code einsum("ij,jk->ik", a, b)} is a matrix product. A label that
   * stands twice in a term takes the diagonal; one that is not in the output is summed over;
   * without {@code ->} the output has the labels that stand once, in the alphabet's order; {@code
   * ...} stands for axes that are broadcast.
   *
   * @throws CremaException if the equation does not fit the operands
   */
  public static Tensor einsum(String equation, Tensor... operands) {
    return Einsum.of(equation, List.of(operands));
  }

  /** condition ? a : b, broadcast; dtypes promote. */
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    DType dtype = DType.promote(a, b);
    return Dispatcher.apply(new ElementwiseOp.Select(), condition, a.to(dtype), b.to(dtype));
  }

  // ---- what it is

  @Override
  public final Shape shape() {
    return operand.layout().shape();
  }

  /** The size of an axis; a negative axis counts from the last. */
  public final int size(int axis) {
    return shape().get(axis);
  }

  /** The number of axes. */
  public final int ndim() {
    return shape().rank();
  }

  /** The number of elements. */
  public final long numel() {
    return shape().numel();
  }

  @Override
  public final DType dtype() {
    return operand.storage().dtype();
  }

  public final boolean isFloating() {
    return dtype().isFloating();
  }

  /** Steps in storage, in elements, an axis. */
  public final int[] strides() {
    return operand.layout().strides();
  }

  public final boolean isContiguous() {
    return operand.layout().isContiguous();
  }

  // ---- of the same shape

  /** Zeros of this tensor's shape and dtype. */
  public Tensor zerosLike() {
    return zeros(dtype(), shape());
  }

  /** Ones of this tensor's shape and dtype. */
  public Tensor onesLike() {
    return ones(dtype(), shape());
  }

  /** A value of this tensor's shape and dtype. */
  public Tensor fullLike(double value) {
    return full(dtype(), value, shape());
  }

  // ---- dtype

  /** The values in another dtype; itself where it has it already. */
  public final Tensor to(DType dtype) {
    return dtype == dtype() ? this : Dispatcher.apply(new ElementwiseOp.Cast(dtype), this);
  }

  // ---- gradients

  public final boolean requiresGrad() {
    return requiresGrad;
  }

  /**
   * A new leaf over the same values that does (or does not) require a gradient.
   *
   * @throws CremaException if this is not of a floating dtype
   */
  public Tensor requiresGrad(boolean required) {
    if (required && !isFloating()) {
      throw new CremaException(
          "only floating tensors can require a gradient, but this one is %s: cast it with to(FLOAT32)"
              .formatted(dtype()));
    }
    Tensor leaf = new Tensor(operand);
    leaf.requiresGrad = required;
    return leaf;
  }

  /** Whether no remembered operation made this tensor. */
  public final boolean isLeaf() {
    return node == null;
  }

  /** The accumulated gradient of a leaf, or of a tensor that retains it; null before. */
  public final @Nullable Tensor grad() {
    return grad;
  }

  /** Sets or clears the accumulated gradient. */
  public final void setGrad(@Nullable Tensor gradient) {
    if (gradient != null && !gradient.shape().equals(shape())) {
      throw new CremaException(
          "a gradient of shape %s was set on %s".formatted(gradient.shape(), describe()));
    }
    this.grad = gradient;
  }

  /** The operation that made this tensor, such as {@code AddBackward0}; null for a leaf. */
  public final @Nullable String gradFn() {
    return node == null ? null : node.label();
  }

  /** Keeps the gradient of a tensor that is not a leaf in {@link #grad()}. */
  public final Tensor retainGrad() {
    retainsGrad = true;
    return this;
  }

  /**
   * Calls a function with the gradient of this tensor in each backward pass; what it returns is
   * used in its place.
   */
  public final HookHandle registerHook(UnaryOperator<Tensor> hook) {
    if (!requiresGrad) {
      throw new CremaException("a hook was registered on a tensor that requires no gradient");
    }
    List<UnaryOperator<Tensor>> more = new ArrayList<>(hooks);
    more.add(hook);
    hooks = List.copyOf(more);
    return () -> {
      List<UnaryOperator<Tensor>> fewer = new ArrayList<>(hooks);
      fewer.remove(hook);
      hooks = List.copyOf(fewer);
    };
  }

  final void markRequiresGrad(boolean required) {
    this.requiresGrad = required;
  }

  final boolean retainsGrad() {
    return retainsGrad && node != null;
  }

  final List<UnaryOperator<Tensor>> hooks() {
    return hooks;
  }

  final void accumulate(Tensor gradient) {
    grad = grad == null ? gradient : grad.add(gradient);
  }

  // ---- behind the door

  final Operand operand() {
    return operand;
  }

  final @Nullable Node node() {
    return node;
  }

  final Tensor unary(UnaryFn fn) {
    Tensor x = fn.kind() == UnaryFn.Kind.FLOATING ? floating() : this;
    return Dispatcher.apply(new ElementwiseOp.Unary(fn), x);
  }

  final Tensor binary(BinaryFn fn, Tensor other) {
    DType dtype = DType.promote(this, other);
    if (fn.kind() == UnaryFn.Kind.FLOATING && !dtype.isFloating()) {
      dtype = DType.FLOAT32;
    }
    return Dispatcher.apply(new ElementwiseOp.Binary(fn), to(dtype), other.to(dtype));
  }

  /** Integers and bool as float32. */
  final Tensor floating() {
    return isFloating() ? this : to(DType.FLOAT32);
  }

  /** A Java number as a 0-d tensor that promotes as PyTorch's Python numbers do. */
  final Tensor scalar(double value) {
    return full(isFloating() ? dtype() : DType.FLOAT32, value, Shape.of());
  }

  final Tensor scalar(long value) {
    return full(dtype() == DType.BOOL ? DType.INT64 : dtype(), value, Shape.of());
  }

  /** The same tensor as another vertex of the graph. */
  final Tensor alias() {
    return Dispatcher.apply(new MovementOp.Reshape(shape()), this);
  }

  /** For errors: what this tensor is, in a few words. */
  String describe() {
    return "a " + dtype() + " tensor of shape " + shape();
  }

  /** As PyTorch prints it: rows, four digits, dtype where it is not the default, grad_fn. */
  @Override
  public String toString() {
    return JavaArrays.text(this);
  }
}
