package dev.crema.examples.torch;

import dev.crema.examples.torch.Values.Tuple;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of a call by the names of the parameters. */
record Arguments(Map<String, Object> values) {

  Object get(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new Unsupported("no argument '" + name + "'");
    }
    return value;
  }

  boolean has(String name) {
    return get(name) != Values.NONE;
  }

  Tensor tensor(String name) {
    return as(Tensor.class, name);
  }

  /** A tensor, or null for None. */
  @Nullable Tensor tensorOrNull(String name) {
    return has(name) ? tensor(name) : null;
  }

  /** A tensor; a number as one of no axes beside another tensor. */
  Tensor tensor(String name, Tensor beside) {
    return Operators.tensor(get(name), beside);
  }

  List<Tensor> tensors(String name) {
    return list(get(name)).stream().map(Tensor.class::cast).toList();
  }

  double number(String name) {
    return number(get(name));
  }

  static double number(Object value) {
    return switch (value) {
      case Number number -> number.doubleValue();
      case Boolean bool -> bool ? 1 : 0;
      case Tensor tensor -> tensor.item();
      default -> throw new Unsupported("%s is no number".formatted(value));
    };
  }

  int integer(String name) {
    return integer(get(name));
  }

  static int integer(Object value) {
    return switch (value) {
      case Long number -> Math.toIntExact(number);
      case Tensor tensor -> Math.toIntExact(tensor.itemLong());
      default -> throw new Unsupported("%s is no whole number".formatted(value));
    };
  }

  boolean bool(String name) {
    return as(Boolean.class, name);
  }

  String string(String name) {
    return as(String.class, name);
  }

  /** A word that is an enum's constant in lower case. */
  <E extends Enum<E>> E choice(Class<E> type, String name) {
    for (E each : type.getEnumConstants()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(string(name))) {
        return each;
      }
    }
    throw new Unsupported("%s is no %s".formatted(get(name), type.getSimpleName()));
  }

  DType dtype(String name) {
    return as(DType.class, name);
  }

  /** One whole number, or several. */
  int[] integers(String name) {
    return integers(get(name));
  }

  static int[] integers(Object value) {
    Object items =
        value instanceof Tuple tuple && tuple.items().size() == 1
            ? tuple.items().getFirst()
            : value;
    return items instanceof Tuple || items instanceof List
        ? list(items).stream().mapToInt(Arguments::integer).toArray()
        : new int[] {integer(items)};
  }

  static List<Object> list(Object value) {
    return switch (value) {
      case Tuple tuple -> tuple.items();
      case List<?> list -> List.copyOf(list);
      default -> throw new Unsupported("%s is no list".formatted(value));
    };
  }

  private <T> T as(Class<T> type, String name) {
    Object value = get(name);
    if (!type.isInstance(value)) {
      throw new Unsupported(
          "argument %s is %s, no %s".formatted(name, value, type.getSimpleName()));
    }
    return type.cast(value);
  }
}
