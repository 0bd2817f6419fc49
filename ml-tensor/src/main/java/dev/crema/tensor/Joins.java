package dev.crema.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Several tensors as one: joined along an axis, or as the axes of a grid. */
final class Joins {
  private Joins() {}

  static Tensor cat(List<Tensor> tensors, int axis) {
    if (tensors.isEmpty()) {
      throw new CremaException("cat: no tensors were given");
    }
    DType dtype = tensors.getFirst().dtype();
    for (Tensor tensor : tensors) {
      dtype = DType.promote(dtype, tensor.dtype());
    }
    Tensor first =
        tensors.stream().filter(each -> !isNothing(each)).findFirst().orElse(tensors.getFirst());
    int at = first.shape().axis(axis);
    Shape none = first.shape().with(at, 0);
    Tensor[] same = new Tensor[tensors.size()];
    for (int i = 0; i < same.length; i++) {
      Tensor tensor = tensors.get(i).to(dtype);
      same[i] = isNothing(tensor) ? tensor.reshape(none) : tensor;
    }
    return Dispatcher.apply(new MovementOp.Concat(at), same);
  }

  /** Empty vectors stood for nothing before there were empty tensors of other shapes. */
  private static boolean isNothing(Tensor tensor) {
    return tensor.ndim() == 1 && tensor.size(0) == 0;
  }

  static Tensor stack(List<Tensor> tensors, int axis) {
    if (tensors.isEmpty()) {
      throw new CremaException("stack: no tensors were given");
    }
    Shape first = tensors.getFirst().shape();
    for (Tensor tensor : tensors) {
      if (!tensor.shape().equals(first)) {
        throw new CremaException(
            "stack: shapes %s and %s were given; all must be equal"
                .formatted(first, tensor.shape()));
      }
    }
    return cat(each(tensors, tensor -> tensor.unsqueeze(axis)), axis);
  }

  static Tensor hstack(List<Tensor> tensors) {
    List<Tensor> wide = each(tensors, tensor -> tensor.ndim() == 0 ? tensor.reshape(1) : tensor);
    return cat(wide, wide.isEmpty() || wide.getFirst().ndim() == 1 ? 0 : 1);
  }

  static Tensor vstack(List<Tensor> tensors) {
    return cat(each(tensors, Joins::rows), 0);
  }

  static Tensor dstack(List<Tensor> tensors) {
    return cat(
        each(
            tensors,
            tensor -> {
              Tensor rows = rows(tensor);
              return rows.ndim() == 2 ? rows.unsqueeze(2) : rows;
            }),
        2);
  }

  private static Tensor rows(Tensor tensor) {
    return tensor.ndim() < 2 ? tensor.reshape(1, -1) : tensor;
  }

  private static List<Tensor> each(List<Tensor> tensors, UnaryOperator<Tensor> change) {
    return tensors.stream().map(change).toList();
  }

  static List<Tensor> meshgrid(List<Tensor> ticks, String indexing) {
    boolean swapped =
        switch (indexing) {
          case "ij" -> false;
          case "xy" -> ticks.size() > 1;
          default ->
              throw new CremaException(
                  "meshgrid: indexing is ij or xy, and not '%s'".formatted(indexing));
        };
    checkVectors("meshgrid", ticks, 0);
    int[] shape = ticks.stream().mapToInt(each -> (int) each.numel()).toArray();
    List<Tensor> grids = new ArrayList<>();
    for (int i = 0; i < shape.length; i++) {
      int[] own = new int[shape.length];
      java.util.Arrays.fill(own, 1);
      own[i] = shape[i];
      Tensor grid = ticks.get(i).reshape(own).expand(shape);
      grids.add(swapped ? grid.transpose(0, 1) : grid);
    }
    return grids;
  }

  static Tensor cartesianProd(List<Tensor> vectors) {
    checkVectors("cartesianProd", vectors, 1);
    return vectors.size() == 1
        ? vectors.getFirst()
        : stack(each(meshgrid(vectors, "ij"), Tensor::flatten), 1);
  }

  private static void checkVectors(String name, List<Tensor> tensors, int least) {
    if (tensors.isEmpty()) {
      throw new CremaException(name + ": no tensors were given");
    }
    Tensor first = tensors.getFirst();
    for (Tensor tensor : tensors) {
      if (tensor.ndim() > 1 || tensor.ndim() < least || tensor.dtype() != first.dtype()) {
        throw new CremaException(
            "%s: %s%s was given beside %s%s: give vectors of one dtype"
                .formatted(name, tensor.dtype(), tensor.shape(), first.dtype(), first.shape()));
      }
    }
  }
}
