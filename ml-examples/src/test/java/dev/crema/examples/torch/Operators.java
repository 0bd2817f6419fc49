package dev.crema.examples.torch;

import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Python's operators on tensors and numbers. */
final class Operators {
  private Operators() {}

  static Object binary(String operator, Object left, Object right) {
    if (!(left instanceof Tensor) && !(right instanceof Tensor)) {
      return numbers(operator, left, right);
    }
    Tensor a = left instanceof Tensor tensor ? tensor : tensor(left, (Tensor) right);
    return right instanceof Tensor b ? tensors(operator, a, b) : scalar(operator, a, right);
  }

  private static Tensor tensors(String operator, Tensor a, Tensor b) {
    return switch (operator) {
      case "+" -> a.add(b);
      case "-" -> a.sub(b);
      case "*" -> a.mul(b);
      case "/" -> a.div(b);
      case "//" -> a.floorDivide(b);
      case "%" -> a.remainder(b);
      case "**" -> a.pow(b);
      case "@" -> a.matmul(b);
      case "==" -> a.eq(b);
      case "!=" -> a.ne(b);
      case "<" -> a.lt(b);
      case "<=" -> a.le(b);
      case ">" -> a.gt(b);
      case ">=" -> a.ge(b);
      case "&" -> a.bitwiseAnd(b);
      case "|" -> a.bitwiseOr(b);
      case "^" -> a.bitwiseXor(b);
      default -> throw new Unsupported("operator " + operator);
    };
  }

  /** With a number of Python's on the right, whose type counts for less than a tensor's. */
  private static Tensor scalar(String operator, Tensor a, Object right) {
    return switch (right) {
      case Long b -> whole(operator, a, b);
      case Double b -> number(operator, a, b);
      default -> tensors(operator, a, tensor(right, a));
    };
  }

  private static Tensor whole(String operator, Tensor a, long b) {
    return switch (operator) {
      case "+" -> a.add(b);
      case "-" -> a.sub(b);
      case "*" -> a.mul(b);
      case "/" -> a.div(b);
      case "//" -> a.floorDivide(b);
      case "%" -> a.remainder(b);
      case "**" -> a.pow(b);
      default -> tensors(operator, a, tensor(b, a));
    };
  }

  private static Tensor number(String operator, Tensor a, double b) {
    return switch (operator) {
      case "+" -> a.add(b);
      case "-" -> a.sub(b);
      case "*" -> a.mul(b);
      case "/" -> a.div(b);
      case "//" -> a.floorDivide(b);
      case "%" -> a.remainder(b);
      case "**" -> a.pow(b);
      default -> tensors(operator, a, tensor(b, a));
    };
  }

  /**
   * A value as a tensor; a number of Python's as one of no axes, which leaves the other's dtype.
   */
  static Tensor tensor(Object value, Tensor beside) {
    return switch (value) {
      case Tensor tensor -> tensor;
      case Boolean bool -> Tensor.of(new boolean[] {bool}).reshape();
      case Long whole -> Tensor.full(DType.INT64, whole, Shape.of());
      case Double number ->
          Tensor.full(beside.isFloating() ? beside.dtype() : DType.FLOAT32, number, Shape.of());
      default -> throw new Unsupported("%s is no tensor".formatted(value));
    };
  }

  private static Object lists(String operator, List<?> left, Object right) {
    List<Object> joined = new ArrayList<>(left);
    if (operator.equals("+")) {
      joined.addAll(Arguments.list(right));
    } else if (operator.equals("*")) {
      for (int i = 1; i < Arguments.integer(right); i++) {
        joined.addAll(left);
      }
    } else {
      throw new Unsupported("operator " + operator + " of lists");
    }
    return joined;
  }

  private static Object numbers(String operator, Object left, Object right) {
    if (left instanceof List<?> list) {
      return lists(operator, list, right);
    }
    double a = Arguments.number(left);
    double b = Arguments.number(right);
    boolean fraction = operator.equals("/") || (operator.equals("**") && b < 0);
    boolean whole = left instanceof Long && right instanceof Long && !fraction;
    Double value =
        switch (operator) {
          case "+" -> a + b;
          case "-" -> a - b;
          case "*" -> a * b;
          case "/" -> a / b;
          case "//" -> StrictMath.floor(a / b);
          case "%" -> a - b * StrictMath.floor(a / b);
          case "**" -> StrictMath.pow(a, b);
          default -> null;
        };
    if (value != null) {
      return whole ? (Object) value.longValue() : value;
    }
    return switch (operator) {
      case "==" -> a == b;
      case "!=" -> a != b;
      case "<" -> a < b;
      case "<=" -> a <= b;
      case ">" -> a > b;
      case ">=" -> a >= b;
      default -> throw new Unsupported("operator " + operator);
    };
  }

  static Object unary(String operator, Object of) {
    return switch (of) {
      case Tensor tensor when operator.equals("-") -> tensor.neg();
      case Tensor tensor when operator.equals("~") -> tensor.bitwiseNot();
      case Tensor tensor when operator.equals("+") -> tensor;
      case Long whole when operator.equals("-") -> -whole;
      case Double number when operator.equals("-") -> -number;
      case Boolean bool when operator.equals("not") -> !bool;
      case Number number when operator.equals("+") -> number;
      default -> throw new Unsupported("%s %s".formatted(operator, of));
    };
  }
}
