package dev.crema.api;

import dev.crema.api.plugin.Words;
import dev.crema.tensor.CremaException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The numbers and switches in an options record by name, read and replaced by reflection. */
final class Options {
  private Options() {}

  /** Every number and boolean of the record, a boolean as 0 or 1, by its name in snake_case. */
  static SequencedMap<String, Double> numbers(Record options) {
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    for (RecordComponent component : options.getClass().getRecordComponents()) {
      Double number = number(value(options, component));
      if (number != null) {
        numbers.put(Words.snakeCase(component.getName()), number);
      }
    }
    return numbers;
  }

  static double get(Record options, String name) {
    Double number = numbers(options).get(name);
    if (number == null) {
      throw unknown(options, name);
    }
    return number;
  }

  /** The record with one number or boolean replaced. */
  static Record with(Record options, String name, double number) {
    RecordComponent[] components = options.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    boolean found = false;
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(options, components[i]);
      if (Words.snakeCase(components[i].getName()).equals(name) && number(values[i]) != null) {
        values[i] = as(types[i], number);
        found = true;
      }
    }
    if (!found) {
      throw unknown(options, name);
    }
    return make(options.getClass(), types, values);
  }

  private static Record make(
      Class<? extends Record> type, Class<?>[] types, @Nullable Object[] values) {
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new CremaException("options " + type.getName() + " cannot be made", e);
    } catch (ReflectiveOperationException e) {
      throw new CremaException("options " + type.getName() + " cannot be made", e);
    }
  }

  private static @Nullable Object value(Record options, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(options);
    } catch (ReflectiveOperationException e) {
      throw new CremaException("options " + options + " cannot be read", e);
    }
  }

  private static @Nullable Double number(@Nullable Object value) {
    return switch (value) {
      case Number number -> number.doubleValue();
      case Boolean on -> on ? 1.0 : 0.0;
      case null, default -> null;
    };
  }

  private static Object as(Class<?> type, double number) {
    if (type == boolean.class || type == Boolean.class) {
      return number != 0;
    }
    if (type == int.class || type == Integer.class) {
      return (int) number;
    }
    if (type == long.class || type == Long.class) {
      return (long) number;
    }
    return number;
  }

  private static CremaException unknown(Record options, String name) {
    List<String> names = new ArrayList<>(numbers(options).keySet());
    return new CremaException(
        "%s has no number '%s', only %s"
            .formatted(options.getClass().getSimpleName(), name, String.join(", ", names)));
  }
}
