package dev.crema.tensor.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An array as PyTorch prints a tensor:
 *
 * <pre>
 * tensor([[1., 2.],
 *         [3., 4.]], grad_fn=&lt;AddBackward0&gt;)
 * </pre>
 *
 * <p>Elements are asked for by their row-major index, and only those that are printed: of a large
 * array a few dozen. Source: PyTorch 1.13, {@code torch/_tensor_str.py}.
 */
public final class ArrayText {
  private final int[] shape;
  private final long numel;
  private final long[] strides;
  private final PrintOptions options;
  private final Elements elements;

  /** What the elements of one kind need in order to be printed. */
  private interface Elements {
    /** Sees the elements to be printed, and gives the words for each and the width of all. */
    Words words(ArrayText array);
  }

  /** The words for each element, not padded, and the width to which they are. */
  private record Words(LongFunction<String> text, int width) {
    String padded(long index) {
      String word = text.apply(index);
      return " ".repeat(Math.max(0, width - word.length())) + word;
    }
  }

  private ArrayText(int[] shape, PrintOptions options, Elements elements) {
    this.shape = shape.clone();
    this.strides = new long[shape.length];
    this.options = options;
    this.elements = elements;
    long size = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = size;
      size *= shape[axis];
    }
    this.numel = size;
  }

  /** An array of floating-point numbers. */
  public static ArrayText floats(int[] shape, LongToDoubleFunction valueAt, PrintOptions options) {
    return new ArrayText(
        shape,
        options,
        array -> {
          FloatFormat format = new FloatFormat(options.precision());
          array.visit(0, 0, index -> format.see(valueAt.applyAsDouble(index)));
          array.visit(0, 0, index -> format.measure(valueAt.applyAsDouble(index)));
          return new Words(index -> format.text(valueAt.applyAsDouble(index)), format.width());
        });
  }

  /** An array of integers. */
  public static ArrayText integers(int[] shape, LongUnaryOperator valueAt, PrintOptions options) {
    return words(shape, index -> String.valueOf(valueAt.applyAsLong(index)), options);
  }

  /** An array of truth values, printed as {@code True} and {@code False}. */
  public static ArrayText booleans(int[] shape, LongPredicate valueAt, PrintOptions options) {
    return words(shape, index -> valueAt.test(index) ? "True" : "False", options);
  }

  private static ArrayText words(int[] shape, LongFunction<String> text, PrintOptions options) {
    return new ArrayText(
        shape,
        options,
        array -> {
          int[] width = {1};
          array.visit(0, 0, index -> width[0] = Math.max(width[0], text.apply(index).length()));
          return new Words(text, width[0]);
        });
  }

  /**
   * What stands behind the elements: {@code size=(0, 3)} of an array without elements, the dtype
   * where the elements do not show it, and {@code grad_fn=<AddBackward0>} or {@code
   * requires_grad=True}.
   *
   * @param dtype such as {@code "float64"}
   * @param gradFn such as {@code "AddBackward0"}, or null
   */
  public static List<String> suffixes(
      int[] shape, String dtype, @Nullable String gradFn, boolean requiresGrad) {
    List<String> suffixes = new ArrayList<>();
    boolean empty = IntStream.of(shape).anyMatch(size -> size == 0);
    if (empty && shape.length != 1) {
      suffixes.add(
          IntStream.of(shape)
              .mapToObj(String::valueOf)
              .collect(Collectors.joining(", ", "size=(", ")")));
    }
    boolean shown = !empty && (dtype.equals("int64") || dtype.equals("bool"));
    if (!dtype.equals("float32") && !shown) {
      suffixes.add("dtype=" + dtype);
    }
    if (gradFn != null) {
      suffixes.add("grad_fn=<" + gradFn + ">");
    } else if (requiresGrad) {
      suffixes.add("requires_grad=True");
    }
    return suffixes;
  }

  /**
   * The text: the prefix, the elements, each suffix after a comma (on a new line where this one is
   * full), and a closing parenthesis.
   *
   * @param prefix such as {@code "tensor("}; further lines are indented by its length
   */
  public String format(String prefix, List<String> suffixes) {
    int indent = prefix.length();
    StringBuilder out = new StringBuilder(prefix);
    if (numel == 0) {
      out.append("[]");
    } else {
      write(out, elements.words(this), 0, 0, indent);
    }
    int used = out.length() - out.lastIndexOf("\n") + 1;
    for (String suffix : suffixes) {
      if (used + suffix.length() + 2 > options.lineWidth()) {
        out.append(",\n").append(" ".repeat(indent)).append(suffix);
        used = indent + suffix.length();
      } else {
        out.append(", ").append(suffix);
        used += suffix.length() + 2;
      }
    }
    return out.append(')').toString();
  }

  private void write(StringBuilder out, Words words, int axis, long at, int indent) {
    if (axis == shape.length) {
      out.append(words.padded(at));
      return;
    }
    if (axis == shape.length - 1) {
      writeRow(out, words, at, indent);
      return;
    }
    String separator = "," + "\n".repeat(shape.length - axis - 1) + " ".repeat(indent + 1);
    out.append('[');
    for (int i = 0; i < shape[axis]; i = next(axis, i)) {
      if (i > 0) {
        out.append(separator);
      }
      if (isGap(axis, i)) {
        out.append("...");
      } else {
        write(out, words, axis + 1, at + i * strides[axis], indent + 1);
      }
    }
    out.append(']');
  }

  private void writeRow(StringBuilder out, Words words, long at, int indent) {
    int axis = shape.length - 1;
    int inLine = Math.max(1, (options.lineWidth() - indent) / (words.width() + 2));
    int written = 0;
    out.append('[');
    for (int i = 0; i < shape[axis]; i = next(axis, i)) {
      if (written > 0) {
        out.append(written % inLine == 0 ? ",\n" + " ".repeat(indent + 1) : ", ");
      }
      out.append(isGap(axis, i) ? " ..." : words.padded(at + i));
      written++;
    }
    out.append(']');
  }

  /** Shows the row-major index of each element that is to be printed. */
  private void visit(int axis, long at, LongConsumer see) {
    if (axis == shape.length) {
      see.accept(at);
      return;
    }
    for (int i = 0; i < shape[axis]; i = next(axis, i)) {
      if (!isGap(axis, i)) {
        visit(axis + 1, at + i * strides[axis], see);
      }
    }
  }

  /** Whether "..." stands at this place of an axis, for itself and what is left out behind it. */
  private boolean isGap(int axis, int i) {
    return i == options.edgeItems()
        && numel > options.threshold()
        && shape[axis] > 2 * options.edgeItems();
  }

  private int next(int axis, int i) {
    return isGap(axis, i) ? shape[axis] - options.edgeItems() : i + 1;
  }
}
