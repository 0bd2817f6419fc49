package dev.crema.tensor;

/**
 * What stands behind the door of the {@link Dispatcher}: something that carries an operation out.
 *
 * <p>A backend is an interpreter that computes. NaN checking, profiling and tracing are
 * interpreters that wrap another one.
 */
public interface Interpreter {
  /**
   * Carries out one operation. Operands may lie in storage in any way; the results are new storage
   * in row-major order, one for each promised output. View operations and composites without a
   * claim never arrive here.
   */
  Storage[] run(Op op, Operand[] operands, TensorType[] outputs);

  /** Whether this interpreter has a fused kernel for a composite, equal to its body to the bit. */
  default boolean claims(Composition composition) {
    return false;
  }
}
