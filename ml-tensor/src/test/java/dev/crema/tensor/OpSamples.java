package dev.crema.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * Every operation with inputs to try it on: in row-major order, strided, empty, 0-d and broadcast.
 *
 * <p>The {@code switch} is exhaustive, so an operation without samples does not compile; {@link
 * #operations()} lists each with the settings that are worth a try.
 */
final class OpSamples {
  private static final Shape MATRIX = Shape.of(2, 3);

  private OpSamples() {}

  static List<Op> operations() {
    List<Op> ops = new ArrayList<>();
    for (UnaryFn fn : UnaryFn.values()) {
      ops.add(new ElementwiseOp.Unary(fn));
    }
    for (BinaryFn fn : BinaryFn.values()) {
      ops.add(new ElementwiseOp.Binary(fn));
    }
    ops.add(new ElementwiseOp.Select());
    ops.add(new ElementwiseOp.Cast(DType.FLOAT64));
    ops.add(new ElementwiseOp.Cast(DType.INT32));
    ops.add(new ElementwiseOp.Copy());
    for (ReductionOp.ReduceFn fn : ReductionOp.ReduceFn.values()) {
      ops.add(new ReductionOp.Reduce(fn, Ints.of(0)));
      ops.add(new ReductionOp.Reduce(fn, Ints.of(1)));
      ops.add(new ReductionOp.Reduce(fn, Ints.of(0, 1)));
      ops.add(new ReductionOp.Reduce(fn, Ints.of()));
    }
    ops.add(new ReductionOp.ArgReduce(true, 1));
    ops.add(new ReductionOp.ArgReduce(false, 0));
    for (OrderOp.ScanFn fn : OrderOp.ScanFn.values()) {
      ops.add(new OrderOp.Scan(fn, 0));
      ops.add(new OrderOp.Scan(fn, 1));
    }
    ops.add(new OrderOp.ArgSort(1, true));
    ops.add(new OrderOp.Nonzero(6));
    ops.add(new MovementOp.Reshape(Shape.of(3, 2)));
    ops.add(new MovementOp.Permute(Ints.of(1, 0)));
    ops.add(new MovementOp.Expand(Shape.of(4, 2, 3)));
    ops.add(new MovementOp.Slice(1, 2, -2, 2));
    ops.add(new MovementOp.Slice(0, 1, 1, 1));
    ops.add(new MovementOp.Slice(1, 0, 1, 0));
    ops.add(new MovementOp.Pad(1, 2, 1, 1, 0.5));
    ops.add(new MovementOp.Concat(0));
    ops.add(new MovementOp.Concat(1));
    ops.add(new ProductOp.MatMul());
    ops.addAll(SpatialSamples.operations());
    ops.addAll(MatrixSamples.operations());
    ops.add(new IndexOp.Gather(0));
    ops.add(new IndexOp.Gather(1));
    ops.add(new IndexOp.ScatterAdd(1));
    ops.add(new IndexOp.IndexPut(1));
    ops.add(new SourceOp.Fill(DType.FLOAT64, MATRIX, 2.5, 2));
    ops.add(new SourceOp.Iota(DType.FLOAT64, 4, 1, 0.5));
    ops.add(new SourceOp.Random(DType.FLOAT64, MATRIX, 3, 4));
    ops.add(new Composite(new Compositions.Linear()));
    ops.add(new Composite(new Compositions.Linear(UnaryFn.TANH)));
    ops.add(new Composite(new Compositions.Linear(UnaryFn.SIGMOID)));
    ops.add(new Composite(new Compositions.Linear(UnaryFn.RELU)));
    ops.add(new Composite(new Compositions.Softmax(1)));
    ops.add(new Composite(new Compositions.LogSoftmax(0)));
    ops.add(new Composite(new Compositions.SoftmaxGrad(0)));
    ops.add(new Composite(new Compositions.LogSoftmaxGrad(1)));
    ops.add(new Composite(new LossCompositions.MeanSquaredError()));
    ops.add(new Composite(new LossCompositions.MeanSquaredErrorGrad()));
    ops.add(new Composite(new LossCompositions.CrossEntropy()));
    ops.add(new Composite(new LossCompositions.CrossEntropyGrad()));
    ops.add(new Composite(new Compositions.Gelu()));
    ops.add(new Composite(new Compositions.GeluTanh()));
    ops.add(new Composite(new Compositions.HardSigmoid()));
    ops.addAll(NormSamples.operations());
    ops.add(new Composite(new ReductionOp.ProductByHalves(Ints.of(0, 1))));
    ops.add(new Composite(new OrderOp.ProductByDoubling(1)));
    ops.add(new Custom(new Cube()));
    return ops;
  }

  /** The input lists to apply an operation to. */
  static List<Tensor[]> inputs(Op op) {
    return switch (op) {
      case ElementwiseOp.Unary(UnaryFn fn) ->
          fn.kind() == UnaryFn.Kind.BITWISE
              ? List.<Tensor[]>of(of(Tensor.of(1, 2, -3)), of(Tensor.of(true, false)))
              : unary(fn.domain());
      case ElementwiseOp.Binary(BinaryFn fn) -> binary(fn);
      case ElementwiseOp.Select s -> select();
      case ElementwiseOp.Cast c -> unary(UnaryFn.Domain.ALL);
      case ElementwiseOp.Copy c -> unary(UnaryFn.Domain.ALL);
      case ReductionOp.Reduce r -> reduce(r);
      case ReductionOp.ArgReduce a -> matrices();
      case OrderOp.Scan s -> s.fn() == OrderOp.ScanFn.CUMPROD ? withZeros() : matrices();
      case OrderOp.ArgSort a -> matrices();
      case OrderOp.Nonzero n -> matrices();
      case MovementOp.Reshape r -> matrices();
      case MovementOp.Permute p -> matrices();
      case MovementOp.Expand e -> List.<Tensor[]>of(of(matrix()), of(values(2, 1)), of(values()));
      case MovementOp.Slice s -> matrices();
      case MovementOp.Pad p -> matrices();
      case MovementOp.Concat c ->
          List.<Tensor[]>of(of(matrix(), strided()), of(strided(), matrix(), matrix()));
      case ProductOp.MatMul m -> matmul();
      case ProductOp.Conv c -> SpatialSamples.inputs(c);
      case WindowOp w -> SpatialSamples.inputs(w);
      case LinalgOp l -> MatrixSamples.inputs(l);
      case IndexOp.Gather g -> gather();
      case IndexOp.ScatterAdd s -> scatter(true);
      case IndexOp.IndexPut i -> scatter(false);
      case SourceOp s -> List.<Tensor[]>of(of());
      case Composite c when NormSamples.operations().contains(c) -> NormSamples.inputs(c);
      case Composite c -> composite(c.composition());
      case Custom c -> matrices();
    };
  }

  private static List<Tensor[]> composite(Composition composition) {
    Tensor labels = Tensor.of(2L, 0L);
    return switch (composition) {
      case Compositions.Linear _ -> linear();
      case Compositions.SoftmaxGrad _,
          Compositions.LogSoftmaxGrad _,
          LossCompositions.MeanSquaredError _ ->
          List.<Tensor[]>of(of(matrix(), strided()), of(strided(), values(2, 3)));
      case LossCompositions.MeanSquaredErrorGrad _ ->
          List.<Tensor[]>of(of(values(), matrix(), strided()));
      case LossCompositions.CrossEntropy _ ->
          List.<Tensor[]>of(of(matrix(), labels), of(strided(), labels.flip(0)));
      case LossCompositions.CrossEntropyGrad _ ->
          List.<Tensor[]>of(
              of(values(), matrix(), labels), of(values(), strided(), labels.flip(0)));
      default -> matrices();
    };
  }

  /** x cubed, by the author's own rule. */
  static final class Cube extends CustomOp {
    @Override
    protected Tensor[] forward(Tensor... inputs) {
      return of(inputs[0].mul(inputs[0]).mul(inputs[0]));
    }

    @Override
    protected Tensor[] backward(Backward context) {
      return of(context.grad().mul(context.input(0).square().mul(3)));
    }
  }

  private static Tensor[] of(Tensor... tensors) {
    return tensors;
  }

  /** Values in a smooth domain, none near a multiple of a half, no two alike. */
  private static Tensor spread(UnaryFn.Domain domain, double shift, int... shape) {
    double[] values = new double[(int) Shape.of(shape).numel()];
    for (int i = 0; i < values.length; i++) {
      double fraction = ((i + 1) * 0.6180339887498949 + shift) % 1;
      double value = domain.low + fraction * (domain.high - domain.low);
      boolean kink = Math.abs(2 * value - Math.rint(2 * value)) < 0.02;
      values[i] = kink ? value + 0.021 : value;
    }
    return Tensor.of(values, shape);
  }

  static Tensor values(int... shape) {
    return spread(UnaryFn.Domain.ALL, 0, shape);
  }

  private static Tensor matrix() {
    return values(2, 3);
  }

  /** Of shape (2, 3), every other row of a transpose. */
  private static Tensor strided() {
    return values(3, 4).t().slice(0, 3, -5, -2);
  }

  private static List<Tensor[]> matrices() {
    return List.<Tensor[]>of(of(matrix()), of(strided()));
  }

  private static List<Tensor[]> withZeros() {
    Tensor one = Tensor.of(new double[] {1.5, 0, -0.7, 2, 0, 0}, 2, 3);
    return List.<Tensor[]>of(of(matrix()), of(strided()), of(one));
  }

  private static List<Tensor[]> unary(UnaryFn.Domain domain) {
    return List.<Tensor[]>of(
        of(spread(domain, 0, 2, 3)),
        of(spread(domain, 0, 3, 4).t().slice(0, 3, -5, -2)),
        of(spread(domain, 0, 1, 3).expand(2, 3)),
        of(spread(domain, 0, 0, 3)),
        of(spread(domain, 0.2)));
  }

  private static List<Tensor[]> binary(BinaryFn fn) {
    if (fn.kind() == UnaryFn.Kind.BITWISE) {
      return List.<Tensor[]>of(of(Tensor.of(1, 2, -3), Tensor.of(5)));
    }
    UnaryFn.Domain left = fn == BinaryFn.POW ? UnaryFn.Domain.POSITIVE : UnaryFn.Domain.ALL;
    boolean divisor =
        fn == BinaryFn.DIV
            || fn == BinaryFn.FLOOR_DIVIDE
            || fn == BinaryFn.REMAINDER
            || fn == BinaryFn.FMOD;
    UnaryFn.Domain right = divisor ? UnaryFn.Domain.ABOVE_ONE : UnaryFn.Domain.ALL;
    return List.<Tensor[]>of(
        of(spread(left, 0, 2, 3), spread(right, 0.3, 2, 3)),
        of(spread(left, 0, 3, 4).t().slice(0, 3, -5, -2), spread(right, 0.3, 3, 2).t()),
        of(spread(left, 0, 2, 1), spread(right, 0.3, 3)),
        of(spread(left, 0), spread(right, 0.3, 2, 3)),
        of(spread(left, 0, 2, 3), spread(right, 0.3)),
        of(spread(left, 0), spread(right, 0.3)),
        of(spread(left, 0, 0, 3), spread(right, 0.3, 1, 3)));
  }

  private static List<Tensor[]> select() {
    Tensor mask = Tensor.of(new boolean[][] {{true, false, true}, {false, false, true}});
    return List.<Tensor[]>of(
        of(mask, matrix(), spread(UnaryFn.Domain.ALL, 0.3, 2, 3)),
        of(mask, strided(), values()),
        of(Tensor.of(true), values(2, 1), values(3)),
        of(mask.slice(0, 0, 0), values(0, 3), values(1, 3)));
  }

  private static List<Tensor[]> reduce(ReductionOp.Reduce op) {
    List<Tensor[]> samples = new ArrayList<>(matrices());
    samples.add(of(values(2, 3, 2).permute(1, 0, 2)));
    if (op.axes().size() == 0) {
      samples.add(of(values()));
    }
    if (op.fn() == ReductionOp.ReduceFn.PROD) {
      samples.addAll(withZeros());
    }
    if (!op.fn().needsElements()) {
      samples.add(of(values(0, 3)));
    }
    return samples;
  }

  private static List<Tensor[]> matmul() {
    return List.<Tensor[]>of(
        of(matrix(), values(3, 4)),
        of(strided(), values(4, 3).t()),
        of(matrix(), values(3, 1)),
        of(values(2, 1, 2, 3), values(4, 3, 2)),
        of(values(0, 3), values(3, 2)),
        of(values(2, 0), values(0, 2)));
  }

  private static List<Tensor[]> linear() {
    return List.<Tensor[]>of(
        of(matrix(), values(4, 3), values(4)),
        of(strided(), values(3, 4).t()),
        of(values(3), values(2, 3), values(2)),
        of(values(2, 2, 3), values(2, 3), values(2)),
        of(values(0, 3), values(2, 3), values(2)));
  }

  private static List<Tensor[]> gather() {
    Tensor index = Tensor.of(new long[][] {{1, 0, 1}, {0, 1, 1}});
    return List.<Tensor[]>of(
        of(matrix(), index), of(strided(), index.flip(1)), of(matrix(), index.slice(0, 0, 1)));
  }

  private static List<Tensor[]> scatter(boolean repeats) {
    Tensor index =
        repeats
            ? Tensor.of(new long[][] {{1, 1}, {0, 2}})
            : Tensor.of(new long[][] {{1, 2}, {0, 2}});
    return List.<Tensor[]>of(
        of(matrix(), index, values(2, 2)), of(strided(), index.flip(1), values(2, 2).t()));
  }
}
