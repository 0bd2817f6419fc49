package dev.crema.tensor.internal.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Defines a loop class anew for one function: a hidden class whose class data is the function, so
 * that it is a constant to the compiler.
 *
 * <p>Its methods are padded to a length that the compiler never inlines (its FreqInlineSize is 325
 * bytes), so that each is compiled by itself. Inlined deep in some caller, the loop would meet the
 * limits of depth (15) and of nodes (18,000) before its function is inlined, and vectors that go
 * through a call are heap objects: a hundred times slower, for good. Methods that take or give a
 * vector are left as they are.
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
      byte[] bytes = padded(Objects.requireNonNull(in, file).readAllBytes());
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

  private static byte[] padded(byte[] bytes) {
    ClassFile format = ClassFile.of();
    return format.transformClass(
        format.parse(bytes),
        ClassTransform.transformingMethodBodies(
            method ->
                !method.methodName().stringValue().startsWith("<")
                    && !method.methodType().stringValue().contains("Vector"),
            CodeTransform.ofStateful(Padding::new)));
  }

  /** Begins a method with instructions that do nothing and that the compiler leaves out. */
  private static final class Padding implements CodeTransform {
    private static final int LENGTH = 330;

    @Override
    public void atStart(CodeBuilder builder) {
      for (int i = 0; i < LENGTH; i++) {
        builder.nop();
      }
    }

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      builder.with(element);
    }
  }
}
