package dev.crema.tensor;

import dev.crema.tensor.random.Generator;
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
 * here.
 */
public sealed class Tensor
    implements Typed,
        Arithmetic,
        Pointwise,
        Activations,
        Comparisons,
        Reductions,
        Statistics,
        Views,
        Indexing,
        Subscripts,
        Index,
        LinearAlgebra,
        Distances,
        Contractions,
        Windows,
        Resampling,
        Normalizing,
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

  // ---- creation

  /**
   * A tensor of a Java number, boolean or (nested, rectangular) array, copied. The Java type
   * decides the dtype: float is float32, double float64, int int32, long int64, boolean bool, and
   * so on.
   *
   * @throws CremaException if the nesting is ragged or the type has no dtype
   */
  public static Tensor of(Object values) {
    return JavaArrays.tensor(values);
  }

  /** A 1-D float32 tensor of an array or of several values; a single value is 0-d. */
  public static Tensor of(float... values) {
    return of(values, values.length);
  }

  /** A 1-D float64 tensor of an array or of several values; a single value is 0-d. */
  public static Tensor of(double... values) {
    return of(values, values.length);
  }

  /** A 1-D int32 tensor of an array or of several values; a single value is 0-d. */
  public static Tensor of(int... values) {
    return of(values, new int[] {values.length});
  }

  /** A 1-D int64 tensor of an array or of several values; a single value is 0-d. */
  public static Tensor of(long... values) {
    return of(values, values.length);
  }

  /** A 1-D bool tensor of an array or of several values; a single value is 0-d. */
  public static Tensor of(boolean... values) {
    return JavaArrays.tensor(values);
  }

  /** A float32 tensor of row-major values. */
  public static Tensor of(float[] values, int... shape) {
    return JavaArrays.flat(DType.FLOAT32, values.clone(), values.length, shape);
  }

  /** A float64 tensor of row-major values. */
  public static Tensor of(double[] values, int... shape) {
    return JavaArrays.flat(DType.FLOAT64, values.clone(), values.length, shape);
  }

  /** An int32 tensor of row-major values. */
  public static Tensor of(int[] values, int... shape) {
    return JavaArrays.flat(DType.INT32, values.clone(), values.length, shape);
  }

  /** An int64 tensor of row-major values. */
  public static Tensor of(long[] values, int... shape) {
    return JavaArrays.flat(DType.INT64, values.clone(), values.length, shape);
  }

  /**
   * A tensor over row-major storage that the caller hands over and forgets: for readers of files.
   */
  public static Tensor of(Storage storage, Shape shape) {
    int length = java.lang.reflect.Array.getLength(storage.array());
    if (length != shape.numel()) {
      throw new CremaException(
          "storage of %d elements was given for shape %s".formatted(length, shape));
    }
    return new Tensor(Operand.contiguous(storage, shape));
  }

  /** Zeros (float32). */
  public static Tensor zeros(int... shape) {
    return zeros(DType.FLOAT32, Shape.of(shape));
  }

  public static Tensor zeros(DType dtype, int... shape) {
    return zeros(dtype, Shape.of(shape));
  }

  public static Tensor zeros(DType dtype, Shape shape) {
    return full(dtype, 0.0, shape);
  }

  /** Ones (float32). */
  public static Tensor ones(int... shape) {
    return ones(DType.FLOAT32, Shape.of(shape));
  }

  public static Tensor ones(DType dtype, int... shape) {
    return ones(dtype, Shape.of(shape));
  }

  public static Tensor ones(DType dtype, Shape shape) {
    return full(dtype, 1.0, shape);
  }

  /** One value (float32) everywhere. */
  public static Tensor full(double value, int... shape) {
    return full(DType.FLOAT32, value, Shape.of(shape));
  }

  public static Tensor full(DType dtype, double value, Shape shape) {
    return Dispatcher.apply(new SourceOp.Fill(dtype, shape, value, (long) value));
  }

  public static Tensor full(DType dtype, long value, Shape shape) {
    return Dispatcher.apply(new SourceOp.Fill(dtype, shape, value, value));
  }

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

  /** 0, 1, … end - 1 (int64). */
  public static Tensor arange(long end) {
    return arange(0, end, 1);
  }

  /** start, start + step, … below end (int64). */
  public static Tensor arange(long start, long end, long step) {
    return Sources.arange(DType.INT64, start, end, step);
  }

  /** start, start + step, … below end (float32). */
  public static Tensor arange(double start, double end, double step) {
    return Sources.arange(DType.FLOAT32, start, end, step);
  }

  /** {@code steps} values (float32) from start to end, both included. */
  public static Tensor linspace(double start, double end, int steps) {
    return Sources.linspace(DType.FLOAT32, start, end, steps);
  }

  public static Tensor linspace(DType dtype, double start, double end, int steps) {
    return Sources.linspace(dtype, start, end, steps);
  }

  /** The identity matrix (float32). */
  public static Tensor eye(int n) {
    return eye(DType.FLOAT32, n);
  }

  public static Tensor eye(DType dtype, int n) {
    Tensor i = arange(n);
    return i.unsqueeze(1).eq(i).to(dtype);
  }

  /** Uniform values (float32) in [0, 1), of the default generator. */
  public static Tensor rand(int... shape) {
    return rand(Crema.generator(), DType.FLOAT32, Shape.of(shape));
  }

  public static Tensor rand(Generator generator, DType dtype, Shape shape) {
    return Sources.rand(generator, dtype, shape);
  }

  /** Normal values (float32) of mean 0 and variance 1, of the default generator. */
  public static Tensor randn(int... shape) {
    return randn(Crema.generator(), DType.FLOAT32, Shape.of(shape));
  }

  public static Tensor randn(Generator generator, DType dtype, Shape shape) {
    return Sources.randn(generator, dtype, shape);
  }

  /** Integers (int64) from low to high - 1, of the default generator. */
  public static Tensor randint(long low, long high, int... shape) {
    return randint(Crema.generator(), low, high, Shape.of(shape));
  }

  public static Tensor randint(Generator generator, long low, long high, Shape shape) {
    return Sources.randint(generator, low, high, shape);
  }

  /** 0 … n - 1 (int64) in random order. */
  public static Tensor randperm(Generator generator, int n) {
    return Sources.randperm(generator, n);
  }

  /** Tensors one after the other along an axis; dtypes promote. */
  public static Tensor cat(List<Tensor> tensors, int axis) {
    return Views.cat(tensors, axis);
  }

  /** Tensors of equal shape side by side along a new axis. */
  public static Tensor stack(List<Tensor> tensors, int axis) {
    List<Tensor> wide = new ArrayList<>();
    tensors.forEach(tensor -> wide.add(tensor.unsqueeze(axis)));
    return cat(wide, axis);
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
