package dev.crema.tensor.internal.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import dev.crema.tensor.BinaryFn;
import dev.crema.tensor.ReductionOp.ReduceFn;
import dev.crema.tensor.UnaryFn;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Which functions have a form on lanes, a line each; null where the scalar loop serves.
 *
 * <p>Additions have one too: the compiler makes vectors of a plain loop only where it can prove
 * that what is written is not read again, and with arrays and offsets that come as arguments it
 * cannot (0.37 ns an element, 0.05 here). Functions that are computed in double by StrictMath have
 * none.
 */
final class Forms {
  private static final VectorSpecies<Float> F = Species.FLOATS;
  private static final VectorSpecies<Double> D = Species.DOUBLES;

  private Forms() {}

  static Lanes.@Nullable Float1 floats(UnaryFn fn) {
    return switch (fn) {
      case NEG -> x -> x.neg();
      case ABS -> x -> x.abs();
      case SIGN -> x -> FloatVector.zero(F).blend(1, x.compare(GT, 0)).blend(-1, x.compare(LT, 0));
      case FLOOR -> VectorRound::floor;
      case CEIL -> VectorRound::ceil;
      case ROUND -> VectorRound::round;
      case TRUNC -> VectorRound::trunc;
      case SQUARE -> x -> x.mul(x);
      case RELU -> x -> x.blend(0, x.compare(LE, 0));
      case EXP -> VectorExp::exp;
      case EXP2 -> VectorExp::exp2;
      case EXPM1 -> VectorExp::expm1;
      case LOG -> VectorLog::log;
      case LOG1P -> VectorLog::log1p;
      case LOG2 -> VectorLog::log2;
      case SIN -> VectorTrig::sin;
      case COS -> VectorTrig::cos;
      case TANH -> VectorLogistic::tanh;
      case SIGMOID -> VectorLogistic::sigmoid;
      case ERF -> VectorErf::erf;
      case SQRT -> x -> x.sqrt();
      case RECIPROCAL -> x -> FloatVector.broadcast(F, 1).div(x);
      case ISNAN -> x -> FloatVector.zero(F).blend(1, x.compare(NE, x));
      case ISINF -> x -> FloatVector.zero(F).blend(1, x.abs().compare(EQ, Float.POSITIVE_INFINITY));
      case ISFINITE ->
          x -> FloatVector.zero(F).blend(1, x.abs().compare(LT, Float.POSITIVE_INFINITY));
      case LOGICAL_NOT -> x -> FloatVector.zero(F).blend(1, x.compare(EQ, 0));
      case LOG10, RSQRT, TAN, ASIN, ACOS, ATAN, SINH, COSH, ASINH, ACOSH, ATANH, ERFC -> null;
      case LGAMMA, DIGAMMA, BITWISE_NOT -> null;
    };
  }

  static Lanes.@Nullable Double1 doubles(UnaryFn fn) {
    return switch (fn) {
      case NEG -> x -> x.neg();
      case ABS -> x -> x.abs();
      case SIGN -> x -> DoubleVector.zero(D).blend(1, x.compare(GT, 0)).blend(-1, x.compare(LT, 0));
      case FLOOR -> VectorRound::floor;
      case CEIL -> VectorRound::ceil;
      case ROUND -> VectorRound::round;
      case TRUNC -> VectorRound::trunc;
      case SQUARE -> x -> x.mul(x);
      case RELU -> x -> x.blend(0, x.compare(LE, 0));
      case SQRT -> x -> x.sqrt();
      case RSQRT -> x -> DoubleVector.broadcast(D, 1).div(x.sqrt());
      case RECIPROCAL -> x -> DoubleVector.broadcast(D, 1).div(x);
      case ISNAN -> x -> DoubleVector.zero(D).blend(1, x.compare(NE, x));
      case ISINF ->
          x -> DoubleVector.zero(D).blend(1, x.abs().compare(EQ, Double.POSITIVE_INFINITY));
      case ISFINITE ->
          x -> DoubleVector.zero(D).blend(1, x.abs().compare(LT, Double.POSITIVE_INFINITY));
      case LOGICAL_NOT -> x -> DoubleVector.zero(D).blend(1, x.compare(EQ, 0));
      case EXP, EXP2, EXPM1, LOG, LOG1P, LOG2, LOG10, SIN, COS, TAN, ASIN, ACOS, ATAN -> null;
      case SINH, COSH, TANH, ASINH, ACOSH, ATANH, SIGMOID, ERF, ERFC -> null;
      case LGAMMA, DIGAMMA, BITWISE_NOT -> null;
    };
  }

  static Lanes.@Nullable Float2 floats(BinaryFn fn) {
    return switch (fn) {
      case ADD -> (a, b) -> a.add(b);
      case SUB -> (a, b) -> a.sub(b);
      case MUL -> (a, b) -> a.mul(b);
      case DIV -> (a, b) -> a.div(b);
      case MAXIMUM -> (a, b) -> a.max(b);
      case MINIMUM -> (a, b) -> a.min(b);
      case TANH_GRAD -> (g, y) -> g.mul(FloatVector.broadcast(F, 1).sub(y.mul(y)));
      case SIGMOID_GRAD -> (g, y) -> g.mul(FloatVector.broadcast(F, 1).sub(y).mul(y));
      case RELU_GRAD -> (g, y) -> FloatVector.zero(F).blend(g, y.compare(GT, 0));
      case EQ -> (a, b) -> holds(a, EQ, b);
      case NE -> (a, b) -> holds(a, NE, b);
      case LT -> (a, b) -> holds(a, LT, b);
      case LE -> (a, b) -> holds(a, LE, b);
      case GT -> (a, b) -> holds(a, GT, b);
      case GE -> (a, b) -> holds(a, GE, b);
      case POW, FLOOR_DIVIDE, REMAINDER, FMOD, ATAN2 -> null;
      case BITWISE_AND, BITWISE_OR, BITWISE_XOR -> null;
    };
  }

  static Lanes.@Nullable Double2 doubles(BinaryFn fn) {
    return switch (fn) {
      case ADD -> (a, b) -> a.add(b);
      case SUB -> (a, b) -> a.sub(b);
      case MUL -> (a, b) -> a.mul(b);
      case DIV -> (a, b) -> a.div(b);
      case MAXIMUM -> (a, b) -> a.max(b);
      case MINIMUM -> (a, b) -> a.min(b);
      case TANH_GRAD -> (g, y) -> g.mul(DoubleVector.broadcast(D, 1).sub(y.mul(y)));
      case SIGMOID_GRAD -> (g, y) -> g.mul(DoubleVector.broadcast(D, 1).sub(y).mul(y));
      case RELU_GRAD -> (g, y) -> DoubleVector.zero(D).blend(g, y.compare(GT, 0));
      case EQ -> (a, b) -> holds(a, EQ, b);
      case NE -> (a, b) -> holds(a, NE, b);
      case LT -> (a, b) -> holds(a, LT, b);
      case LE -> (a, b) -> holds(a, LE, b);
      case GT -> (a, b) -> holds(a, GT, b);
      case GE -> (a, b) -> holds(a, GE, b);
      case POW, FLOOR_DIVIDE, REMAINDER, FMOD, ATAN2 -> null;
      case BITWISE_AND, BITWISE_OR, BITWISE_XOR -> null;
    };
  }

  static Lanes.FloatBoth floats(ReduceFn fn) {
    return new Lanes.FloatBoth(
        switch (fn) {
          case SUM -> (a, b) -> a.add(b);
          case PROD -> (a, b) -> a.mul(b);
          case MAX -> (a, b) -> a.max(b);
          case MIN -> (a, b) -> a.min(b);
        },
        fn.floats());
  }

  static Lanes.DoubleBoth doubles(ReduceFn fn) {
    return new Lanes.DoubleBoth(
        switch (fn) {
          case SUM -> (a, b) -> a.add(b);
          case PROD -> (a, b) -> a.mul(b);
          case MAX -> (a, b) -> a.max(b);
          case MIN -> (a, b) -> a.min(b);
        },
        fn.doubles());
  }

  private static FloatVector holds(FloatVector a, VectorOperators.Comparison test, FloatVector b) {
    return FloatVector.zero(F).blend(1, a.compare(test, b));
  }

  private static DoubleVector holds(
      DoubleVector a, VectorOperators.Comparison test, DoubleVector b) {
    return DoubleVector.zero(D).blend(1, a.compare(test, b));
  }
}
