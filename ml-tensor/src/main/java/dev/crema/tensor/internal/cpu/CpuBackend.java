package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Composite;
import dev.crema.tensor.Composition;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Custom;
import dev.crema.tensor.ElementwiseOp;
import dev.crema.tensor.IndexOp;
import dev.crema.tensor.Interpreter;
import dev.crema.tensor.LinalgOp;
import dev.crema.tensor.MovementOp;
import dev.crema.tensor.Op;
import dev.crema.tensor.Operand;
import dev.crema.tensor.OrderOp;
import dev.crema.tensor.ProductOp;
import dev.crema.tensor.ReductionOp;
import dev.crema.tensor.SourceOp;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.Typed;
import dev.crema.tensor.WindowOp;
import dev.crema.tensor.internal.kernels.Kernels;

/** Computes on the processor: from an operation and operands that lie anyhow to kernels. */
public final class CpuBackend implements Interpreter {
  private final Kernels kernels;
  private final ElementwiseRun elementwise;
  private final ReduceRun reduce;
  private final ProductRun product;
  private final FusedRun fused;

  public CpuBackend() {
    this(KernelChoice.choose());
  }

  /** A backend of these kernels. */
  public CpuBackend(Kernels kernels) {
    this.kernels = kernels;
    this.elementwise = new ElementwiseRun(kernels);
    this.reduce = new ReduceRun(kernels);
    this.product = new ProductRun(kernels);
    this.fused = new FusedRun(kernels, product);
  }

  /** The kernels in a few words: {@code "vector, 512 bit"}. */
  public String kernels() {
    return kernels.description();
  }

  @Override
  public Storage[] run(Op op, Operand[] operands, TensorType[] outputs) {
    try {
      return switch (op) {
        case ElementwiseOp e -> one(elementwise.run(e, operands, outputs[0]));
        case ReductionOp r -> one(reduce.run(r, operands[0], outputs[0]));
        case MovementOp m -> one(MovementRun.run(m, operands, outputs[0]));
        case OrderOp o -> OrderRun.run(o, operands[0], outputs);
        case ProductOp p -> one(product.run(p, operands, outputs[0]));
        case IndexOp i -> one(IndexRun.run(i, operands, outputs[0]));
        case WindowOp w -> WindowRun.run(kernels, w, operands[0], outputs);
        case LinalgOp l -> LinalgRun.run(l, operands, outputs);
        case SourceOp s -> one(SourceRun.run(s, outputs[0]));
        case Composite c -> fused.run(c.composition(), operands, outputs);
        case Custom c -> throw new IllegalStateException(c.name() + " computes itself");
      };
    } catch (ArithmeticException e) {
      throw new CremaException(op.name() + " of integers: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean claims(Composition composition, Typed... inputs) {
    return fused.claims(composition, inputs);
  }

  @Override
  public boolean update(Composition composition, Operand[] operands) {
    return StepRun.run(composition, operands);
  }

  private static Storage[] one(Storage storage) {
    return new Storage[] {storage};
  }
}
