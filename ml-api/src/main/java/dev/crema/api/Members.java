package dev.crema.api;

import dev.crema.api.plugin.Words;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters, buffers and children that one module holds itself, by their local names, in the
 * order of its fields.
 */
record Members(
    SequencedMap<String, Parameter> parameters,
    SequencedMap<String, Buffer> buffers,
    SequencedMap<String, ModuleTree> children) {

  /**
   * Reads a module's fields.
   *
   * @throws CremaException if a field cannot be read, or two things have one name
   */
  static Members of(ModuleTree module) {
    return new Reader(module, true).read();
  }

  /** As {@link #of}, but passes over what cannot be read: for writing an error. */
  static Members readable(ModuleTree module) {
    return new Reader(module, false).read();
  }

  /** Collects the members of one module. */
  private static final class Reader {
    private final ModuleTree module;
    private final boolean strict;
    private final Members found =
        new Members(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());

    Reader(ModuleTree module, boolean strict) {
      this.module = module;
      this.strict = strict;
    }

    Members read() {
      Map<String, Object> registered = module.registered();
      for (Field field : ModuleFields.of(module.getClass())) {
        String name = Words.snakeCase(field.getName());
        if (!registered.containsKey(name)) {
          add(name, value(field, module));
        }
      }
      registered.forEach(this::add);
      return found;
    }

    private @Nullable Object value(Field field, Object owner) {
      try {
        field.setAccessible(true);
        return field.get(owner);
      } catch (InaccessibleObjectException | IllegalAccessException e) {
        if (!strict) {
          return null;
        }
        throw new CremaException(unreadable(field), e);
      }
    }

    private static String unreadable(Field field) {
      Class<?> owner = field.getDeclaringClass();
      java.lang.Module reader = ModuleTree.class.getModule();
      String opens =
          "opens " + owner.getPackageName() + (reader.isNamed() ? " to " + reader.getName() : "");
      String name = field.getName();
      return ("field '%s' of %s cannot be read: module %s does not open package %s. Either write"
              + " '%s;' in its module-info.java, or call register(\"%s\", %s) in the constructor;"
              + " a field that holds no part of the model may be transient")
          .formatted(
              name,
              owner.getName(),
              owner.getModule().getName(),
              owner.getPackageName(),
              opens,
              Words.snakeCase(name),
              name);
    }

    private void add(String name, @Nullable Object value) {
      switch (value) {
        case Parameter parameter -> put(found.parameters, name, parameter);
        case Buffer buffer -> put(found.buffers, name, buffer);
        case ModuleTree child -> put(found.children, name, child);
        case Object[] array -> addAll(name, Arrays.asList(array));
        case Collection<?> collection -> addAll(name, collection);
        case Map<?, ?> map -> addEntries(name, map);
        case Record record -> addComponents(name, record);
        case Optional<?> optional -> add(name, optional.orElse(null));
        case null, default -> {}
      }
    }

    private void addAll(String name, Collection<?> elements) {
      int index = 0;
      for (Object element : elements) {
        if (holdsState(element)) {
          if (!(elements instanceof SequencedCollection<?>)) {
            unordered(name);
          }
          add(name + "." + index, element);
        }
        index++;
      }
    }

    private void addEntries(String name, Map<?, ?> map) {
      Map<String, @Nullable Object> named =
          map instanceof SequencedMap<?, ?> ? new LinkedHashMap<>() : new TreeMap<>();
      map.forEach(
          (key, value) -> {
            if (holdsState(value)) {
              named.put(String.valueOf(key), value);
            }
          });
      named.forEach((key, value) -> add(name + "." + checkedKey(name, key), value));
    }

    private void addComponents(String name, Record record) {
      for (Field field : ModuleFields.of(record.getClass())) {
        add(name + "." + Words.snakeCase(field.getName()), value(field, record));
      }
    }

    private static boolean holdsState(@Nullable Object element) {
      return element instanceof Parameter
          || element instanceof Buffer
          || element instanceof ModuleTree
          || element instanceof Object[]
          || element instanceof Collection<?>
          || element instanceof Map<?, ?>
          || element instanceof Record;
    }

    private void unordered(String name) {
      if (strict) {
        throw new CremaException(
            "'%s' of %s is a set, whose elements have no order and so no names: use a List"
                .formatted(name, ModuleTree.typeName(module)));
      }
    }

    private String checkedKey(String name, String key) {
      if (strict && (key.isEmpty() || key.indexOf('.') >= 0)) {
        throw new CremaException(
            "map '%s' of %s has the key '%s': a key names a part of the path, so it must not be"
                    .formatted(name, ModuleTree.typeName(module), key)
                + " empty or hold a dot");
      }
      return key;
    }

    private <T> void put(Map<String, T> into, String name, T value) {
      boolean taken =
          found.parameters.containsKey(name)
              || found.buffers.containsKey(name)
              || found.children.containsKey(name);
      if (taken && strict) {
        throw new CremaException(
            "%s has two members named '%s'; names are the fields' in snake_case, those of"
                    .formatted(ModuleTree.typeName(module), name)
                + " superclasses included: rename one");
      }
      into.putIfAbsent(name, value);
    }
  }
}
