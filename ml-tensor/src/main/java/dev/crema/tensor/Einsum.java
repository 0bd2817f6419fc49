package dev.crema.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * Einstein's summation: operands are taken two by two from the left, each pair by one batched
 * matrix product. Labels of both that are needed later are its batch, those that are not are summed
 * over.
 *
 * <p>The axes of an ellipsis get labels of their own, counted from the right: {@code #0} is the
 * last.
 */
final class Einsum {
  private static final String ELLIPSIS = "...";

  /** A tensor and a label for each of its axes, no label twice. */
  private record Labeled(Tensor tensor, List<String> labels) {}

  private final String equation;
  private final Map<String, Integer> sizes = new LinkedHashMap<>();

  private Einsum(String equation) {
    this.equation = equation;
  }

  static Tensor of(String equation, List<Tensor> operands) {
    return new Einsum(equation.replace(" ", "")).compute(operands);
  }

  private CremaException fault(String what, Object... values) {
    return new CremaException("einsum '%s': %s".formatted(equation, what.formatted(values)));
  }

  private Tensor compute(List<Tensor> operands) {
    String[] sides = equation.split("->", -1);
    String[] terms = sides[0].split(",", -1);
    if (sides.length > 2 || terms.length != operands.size()) {
      throw fault("it has %d terms for %d operands", terms.length, operands.size());
    }
    List<List<String>> labels = new ArrayList<>();
    for (int i = 0; i < terms.length; i++) {
      labels.add(labels(terms[i], operands.get(i)));
      measure(operands.get(i), labels.get(i));
    }
    List<String> output = sides.length == 2 ? outputLabels(sides[1]) : implied(labels);
    List<Labeled> parts = new ArrayList<>();
    for (int i = 0; i < terms.length; i++) {
      parts.add(diagonals(expand(operands.get(i), labels.get(i)), labels.get(i)));
    }
    Labeled product = parts.getFirst();
    for (int i = 1; i < parts.size(); i++) {
      Set<String> later = new LinkedHashSet<>(output);
      parts.subList(i + 1, parts.size()).forEach(part -> later.addAll(part.labels));
      product = pair(product, parts.get(i), later);
    }
    return ordered(sumOut(product, output), output);
  }

  /** The labels of a term, one for each axis of its operand. */
  private List<String> labels(String term, Tensor operand) {
    int named = term.replace(ELLIPSIS, "").length();
    boolean open = term.contains(ELLIPSIS);
    if (open ? operand.ndim() < named : operand.ndim() != named) {
      throw fault("term '%s' does not fit shape %s", term, operand.shape());
    }
    return labels(term, operand.ndim() - named);
  }

  private List<String> labels(String term, int hidden) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < term.length(); i++) {
      if (term.startsWith(ELLIPSIS, i)) {
        for (int axis = hidden - 1; axis >= 0; axis--) {
          labels.add("#" + axis);
        }
        i += ELLIPSIS.length() - 1;
      } else if (Character.isLetter(term.charAt(i))) {
        labels.add(term.substring(i, i + 1));
      } else {
        throw fault("'%s' is no letter", term.charAt(i));
      }
    }
    return labels;
  }

  /** Notes the sizes; an axis of size 1 goes with any. */
  private void measure(Tensor operand, List<String> labels) {
    for (int axis = 0; axis < labels.size(); axis++) {
      String label = labels.get(axis);
      int size = operand.size(axis);
      int known = sizes.getOrDefault(label, 1);
      if (size != known && size != 1 && known != 1) {
        throw fault("label %s has sizes %d and %d", label, known, size);
      }
      sizes.put(label, known == 1 ? size : known);
    }
  }

  private List<String> outputLabels(String term) {
    int hidden = (int) sizes.keySet().stream().filter(label -> label.startsWith("#")).count();
    List<String> output = labels(term, hidden);
    for (String label : output) {
      if (!sizes.containsKey(label)) {
        throw fault("label %s of the output is in no term", label);
      }
      if (output.indexOf(label) != output.lastIndexOf(label)) {
        throw fault("label %s is twice in the output", label);
      }
    }
    return output;
  }

  /** Without an arrow: the ellipsis, then the labels that stand once, in the alphabet's order. */
  private List<String> implied(List<List<String>> labels) {
    List<String> output = new ArrayList<>();
    int hidden = (int) sizes.keySet().stream().filter(label -> label.startsWith("#")).count();
    for (int axis = hidden - 1; axis >= 0; axis--) {
      output.add("#" + axis);
    }
    Map<String, Integer> counts = new TreeMap<>();
    labels.forEach(term -> term.forEach(label -> counts.merge(label, 1, Integer::sum)));
    counts.forEach(
        (label, count) -> {
          if (count == 1 && !label.startsWith("#")) {
            output.add(label);
          }
        });
    return output;
  }

  private Tensor expand(Tensor operand, List<String> labels) {
    int[] shape = labels.stream().mapToInt(sizes::get).toArray();
    return operand.expand(Shape.of(shape));
  }

  /** Each label once: a label that stands twice takes the diagonal. */
  private static Labeled diagonals(Tensor operand, List<String> labels) {
    List<String> left = new ArrayList<>(labels);
    Tensor x = operand;
    for (int axis = 0; axis < left.size(); axis++) {
      int second = left.subList(axis + 1, left.size()).indexOf(left.get(axis));
      if (second >= 0) {
        String label = left.get(axis);
        int other = axis + 1 + second;
        x = x.diagonal(0, axis, other);
        left.remove(other);
        left.remove(axis);
        left.add(label);
        axis = -1;
      }
    }
    return new Labeled(x, left);
  }

  private static Labeled sumOut(Labeled part, List<String> kept) {
    int[] axes =
        part.labels.stream()
            .filter(label -> !kept.contains(label))
            .mapToInt(part.labels::indexOf)
            .toArray();
    List<String> labels = part.labels.stream().filter(kept::contains).toList();
    return axes.length == 0 ? part : new Labeled(part.tensor.sum(axes), labels);
  }

  private static Tensor ordered(Labeled part, List<String> order) {
    return part.tensor.permute(order.stream().mapToInt(part.labels::indexOf).toArray());
  }

  /** The product of two parts, without the labels that nobody needs later. */
  private Labeled pair(Labeled a, Labeled b, Set<String> later) {
    Set<String> forA = new LinkedHashSet<>(later);
    forA.addAll(b.labels);
    Set<String> forB = new LinkedHashSet<>(later);
    forB.addAll(a.labels);
    Labeled left = sumOut(a, List.copyOf(forA));
    Labeled right = sumOut(b, List.copyOf(forB));
    SequencedSet<String> batch = new LinkedHashSet<>(left.labels);
    batch.retainAll(right.labels);
    SequencedSet<String> summed = new LinkedHashSet<>(batch);
    batch.retainAll(later);
    summed.removeAll(batch);
    SequencedSet<String> rows = new LinkedHashSet<>(left.labels);
    rows.removeAll(right.labels);
    SequencedSet<String> columns = new LinkedHashSet<>(right.labels);
    columns.removeAll(left.labels);
    Tensor product =
        matrices(left, batch, rows, summed).matmul(matrices(right, batch, summed, columns));
    List<String> labels = new ArrayList<>(batch);
    labels.addAll(rows);
    labels.addAll(columns);
    int[] shape = labels.stream().mapToInt(sizes::get).toArray();
    return new Labeled(product.reshape(Shape.of(shape)), labels);
  }

  /** As (batch, rows, columns). */
  private Tensor matrices(Labeled part, Set<String> batch, Set<String> rows, Set<String> columns) {
    List<String> order = new ArrayList<>(batch);
    order.addAll(rows);
    order.addAll(columns);
    Shape shape = Shape.of(count(batch), count(rows), count(columns));
    return ordered(part, order).reshape(shape);
  }

  private int count(Set<String> labels) {
    return labels.stream().mapToInt(sizes::get).reduce(1, Math::multiplyExact);
  }
}
