package dev.crema.tensor.internal.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tensor and what PyTorch prints of it. */
record PrintedTensor(String name, Map<String, String> fields, String printed) {
  static List<PrintedTensor> parse(List<String> lines) {
    List<PrintedTensor> tensors = new ArrayList<>();
    int i = 0;
    while (i < lines.size()) {
      if (!lines.get(i).startsWith("===")) {
        i++;
        continue;
      }
      String name = lines.get(i++).substring(4);
      Map<String, String> fields = new HashMap<>();
      while (!fields.containsKey("data")) {
        String[] field = lines.get(i++).split(" ", 2);
        fields.put(field[0], field.length == 1 ? "" : field[1]);
      }
      int start = i;
      while (!lines.get(i).equals("-----")) {
        i++;
      }
      tensors.add(new PrintedTensor(name, fields, String.join("\n", lines.subList(start, i))));
    }
    return tensors;
  }

  String print() {
    int[] shape = Arrays.stream(words("shape")).mapToInt(Integer::parseInt).toArray();
    String dtype = fields.get("dtype");
    String grad = fields.get("grad");
    boolean leaf = "leaf".equals(grad);
    return text(shape, dtype)
        .format("tensor(", ArrayText.suffixes(shape, dtype, leaf ? null : grad, leaf));
  }

  private ArrayText text(int[] shape, @Nullable String dtype) {
    String[] data = words("data");
    if ("bool".equals(dtype)) {
      return ArrayText.booleans(shape, i -> data[(int) i].equals("True"), options());
    }
    if (dtype != null && dtype.contains("float")) {
      return ArrayText.floats(shape, i -> number(data, i), options());
    }
    if (data.length > 0 && data[0].equals("pattern")) {
      return ArrayText.integers(shape, i -> (long) number(data, i), options());
    }
    return ArrayText.integers(shape, i -> Long.parseLong(data[(int) i]), options());
  }

  private static double number(String[] data, long index) {
    if (data[0].equals("pattern")) {
      return Double.parseDouble(data[1]) + index * Double.parseDouble(data[2]);
    }
    return switch (data[(int) index]) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(data[(int) index]);
    };
  }

  private PrintOptions options() {
    if (!fields.containsKey("options")) {
      return PrintOptions.DEFAULT;
    }
    int[] numbers = Arrays.stream(words("options")).mapToInt(Integer::parseInt).toArray();
    return new PrintOptions(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  private String[] words(String field) {
    String words = fields.getOrDefault(field, "");
    return words.isEmpty() ? new String[0] : words.split(" ");
  }

  @Override
  public String toString() {
    return name;
  }
}
