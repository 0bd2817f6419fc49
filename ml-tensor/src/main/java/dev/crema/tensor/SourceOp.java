package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** Operations without inputs: where values begin. */
public sealed interface SourceOp extends Op {

  /** One value everywhere; an integer dtype takes {@code integer}, to keep all of its 64 bits. */
  record Fill(DType dtype, Shape shape, double value, long integer) implements SourceOp {
    @Override
    public String name() {
      return "full";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      return Op.one(dtype, shape);
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      return Op.none(context);
    }
  }

  /** start + i * step for i in 0 … count - 1, computed in float64 or, for integers, in int64. */
  record Iota(DType dtype, int count, double start, double step) implements SourceOp {
    @Override
    public String name() {
      return "arange";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      return Op.one(dtype, Shape.of(count));
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      return Op.none(context);
    }
  }

  /**
   * Uniform values in [0, 1) that are a function of a key: the Philox stream of (seed, stream). The
   * same key gives the same values, in whatever order and on how many threads it is asked.
   */
  record Random(DType dtype, Shape shape, long seed, long stream) implements SourceOp {
    @Override
    public String name() {
      return "rand";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      if (!dtype.isFloating()) {
        throw new CremaException("rand: uniform values need a floating dtype, not " + dtype);
      }
      return Op.one(dtype, shape);
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      return Op.none(context);
    }
  }
}
