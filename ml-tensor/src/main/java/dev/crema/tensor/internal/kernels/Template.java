package dev.crema.tensor.internal.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Defines a loop class anew for one function: a hidden class whose class data is the function, so
 * that it is a constant to the compiler.
 */
public final class Template {
  private Template() {}

  /** Called by a template's static initializer; null in the template itself, which never runs. */
  @SuppressWarnings("NullAway") // the hidden classes always carry data
  public static <T> T data(MethodHandles.Lookup lookup, Class<T> type) {
    try {
      return MethodHandles.classData(lookup, "_", type);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new instance of the template for one function; the lookup is of the template's package. */
  public static Object define(
      MethodHandles.Lookup lookup, Class<?> template, Object function, Object... arguments) {
    String file = template.getSimpleName() + ".class";
    try (@Nullable InputStream in = template.getResourceAsStream(file)) {
      byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
      MethodHandles.Lookup defined = lookup.defineHiddenClassWithClassData(bytes, function, true);
      Class<?>[] types = new Class<?>[arguments.length];
      for (int i = 0; i < types.length; i++) {
        types[i] = MethodType.methodType(arguments[i].getClass()).unwrap().returnType();
      }
      return defined
          .findConstructor(defined.lookupClass(), MethodType.methodType(void.class, types))
          .invokeWithArguments(arguments);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the loop template " + file, e);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot define a loop of " + file, e);
    }
  }
}
