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

  /**
   * Whether this interpreter has a fused kernel for a composition of such inputs, equal to its body
   * to the bit.
   */
  default boolean claims(Composition composition, Typed... inputs) {
    return false;
  }

  /**
   * Carries out a composition whose outputs overwrite its first operands, such as an optimizer's
   * step, if this interpreter has a kernel that does it in place, equal to the body to the bit.
   *
   * @return false where it has none; nothing is written then
   */
  default boolean update(Composition composition, Operand[] operands) {
    return false;
  }
}
