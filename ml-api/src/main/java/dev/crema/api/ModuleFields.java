package dev.crema.api;

import dev.crema.tensor.Buffer;
import dev.crema.tensor.Parameter;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which fields of a module class (or of a record in a module) can hold parameters, buffers or
 * modules; found once a class. A field whose declared type tells that nothing of the tree can be
 * inside is never read, and so need not be readable.
 */
final class ModuleFields {
  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          return new ModuleFields().find(type);
        }
      };

  /** The records being looked into, since a record may hold its own kind. */
  private final Set<Class<?>> records = new HashSet<>();

  private ModuleFields() {}

  /** The fields in declaration order, the ancestors' first. */
  static List<Field> of(Class<?> type) {
    return FIELDS.get(type);
  }

  private List<Field> find(Class<?> type) {
    if (type == ModuleTree.class || type == Module.class || type == Record.class) {
      return List.of();
    }
    List<Field> fields = new ArrayList<>(find(type.getSuperclass()));
    for (Field field : type.getDeclaredFields()) {
      int flags = field.getModifiers();
      boolean skipped =
          field.isSynthetic() || Modifier.isStatic(flags) || Modifier.isTransient(flags);
      if (!skipped && mayHoldState(field.getGenericType())) {
        fields.add(field);
      }
    }
    return List.copyOf(fields);
  }

  private boolean mayHoldState(Type type) {
    return switch (type) {
      case GenericArrayType array -> mayHoldState(array.getGenericComponentType());
      case ParameterizedType generic -> mayHoldState(generic);
      case Class<?> raw when raw.isArray() -> mayHoldState(raw.getComponentType());
      case Class<?> raw -> mayHoldState(raw);
      default -> true;
    };
  }

  private boolean mayHoldState(ParameterizedType generic) {
    Class<?> raw = (Class<?>) generic.getRawType();
    if (isContainer(raw) && raw.getName().startsWith("java.util.")) {
      Type[] arguments = generic.getActualTypeArguments();
      return mayHoldState(arguments[arguments.length - 1]); // the element, the map's value
    }
    return mayHoldState(raw);
  }

  private boolean mayHoldState(Class<?> type) {
    if (type.isPrimitive() || type.isEnum()) {
      return false;
    }
    if (type.isRecord()) {
      boolean found = records.add(type) && !find(type).isEmpty();
      records.remove(type);
      return found;
    }
    return type.isInterface()
        || isContainer(type)
        || related(type, ModuleTree.class)
        || related(type, Parameter.class)
        || related(type, Buffer.class);
  }

  private static boolean isContainer(Class<?> type) {
    return Collection.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type)
        || type == Optional.class;
  }

  private static boolean related(Class<?> a, Class<?> b) {
    return a.isAssignableFrom(b) || b.isAssignableFrom(a);
  }
}
