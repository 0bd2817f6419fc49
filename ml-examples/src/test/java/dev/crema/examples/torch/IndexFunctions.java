package dev.crema.examples.torch;

import dev.crema.examples.torch.Values.Tuple;
import dev.crema.tensor.DType;
import dev.crema.tensor.ScatterReduction;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.ValuesAndIndices;
import java.util.List;
import java.util.function.BiFunction;

/** PyTorch's ways to read and write elements by position. */
final class IndexFunctions {
  private IndexFunctions() {}

  static void define() {
    Functions.define(
        "torch",
        "index_put(input, indices, values, accumulate=False)",
        a ->
            a.tensor("input")
                .indexPut(
                    a.tensor("values"),
                    a.bool("accumulate"),
                    Subscripts.of(Arguments.list(a.get("indices")))));
    reads();
    scatters();
    entries();
    masks();
    order();
  }

  private static void of(String signature, BiFunction<Tensor, Arguments, Object> body) {
    Functions.define("torch", signature, a -> body.apply(a.tensor("input"), a));
  }

  private static int dim(Arguments a) {
    return a.integer("dim");
  }

  private static void reads() {
    of(
        "gather(input, dim, index, sparse_grad=False)",
        (x, a) -> x.gather(dim(a), a.tensor("index")));
    of("index_select(input, dim, index)", (x, a) -> x.indexSelect(dim(a), a.tensor("index")));
    of("take(input, index)", (x, a) -> x.take(a.tensor("index")));
    of(
        "take_along_dim(input, indices, dim=None)",
        (x, a) ->
            a.has("dim")
                ? x.takeAlongDim(a.tensor("indices"), dim(a))
                : x.takeAlongDim(a.tensor("indices")));
    of(
        "nonzero(input, as_tuple=False)",
        (x, a) -> a.bool("as_tuple") ? tuple(x.nonzero().unbind(1)) : x.nonzero());
    of("argwhere(input)", (x, a) -> x.nonzero());
  }

  private static Tuple tuple(List<Tensor> tensors) {
    return new Tuple(List.copyOf(tensors));
  }

  private static void scatters() {
    of("scatter(input, dim, index, src=None, value=None, reduce=None)", IndexFunctions::scatter);
    of(
        "scatter_add(input, dim, index, src)",
        (x, a) -> x.scatterAdd(dim(a), a.tensor("index"), a.tensor("src")));
    of(
        "scatter_reduce(input, dim, index, src, reduce, include_self=True)",
        (x, a) ->
            x.scatterReduce(
                dim(a),
                a.tensor("index"),
                a.tensor("src"),
                a.choice(ScatterReduction.class, "reduce"),
                a.bool("include_self")));
    of(
        "slice_scatter(input, src, dim=0, start=None, end=None, step=1)",
        (x, a) ->
            x.sliceScatter(
                dim(a),
                a.has("start") ? a.integer("start") : 0,
                a.has("end") ? a.integer("end") : Integer.MAX_VALUE,
                a.integer("step"),
                a.tensor("src")));
    of(
        "select_scatter(input, src, dim, index)",
        (x, a) -> x.selectScatter(dim(a), a.integer("index"), a.tensor("src")));
  }

  private static Tensor scatter(Tensor x, Arguments a) {
    Tensor index = a.tensor("index");
    Object given = a.has("src") ? a.get("src") : a.get("value");
    if (!a.has("reduce")) {
      return given instanceof Tensor source
          ? x.scatter(dim(a), index, source)
          : x.scatter(dim(a), index, Arguments.number(given));
    }
    Tensor source =
        given instanceof Tensor tensor
            ? tensor
            : Tensor.full(x.dtype(), Arguments.number(given), index.shape());
    return switch (a.string("reduce")) {
      case "add" -> x.scatterAdd(dim(a), index, source);
      case "multiply" -> x.scatterReduce(dim(a), index, source, ScatterReduction.PROD, true);
      default -> throw new Unsupported("scatter with reduce=" + a.string("reduce"));
    };
  }

  private static void entries() {
    of(
        "index_add(input, dim, index, source, alpha=1)",
        (x, a) -> x.indexAdd(dim(a), a.tensor("index"), a.tensor("source"), a.number("alpha")));
    of(
        "index_copy(input, dim, index, source)",
        (x, a) -> x.indexCopy(dim(a), a.tensor("index"), a.tensor("source")));
    of(
        "index_fill(input, dim, index, value)",
        (x, a) ->
            a.get("value") instanceof Tensor value
                ? x.indexFill(dim(a), a.tensor("index"), value)
                : x.indexFill(dim(a), a.tensor("index"), a.number("value")));
  }

  private static void masks() {
    of(
        "masked_fill(input, mask, value)",
        (x, a) ->
            a.get("value") instanceof Tensor value
                ? x.maskedFill(a.tensor("mask"), value)
                : x.maskedFill(a.tensor("mask"), a.number("value")));
    of(
        "masked_scatter(input, mask, source)",
        (x, a) -> x.maskedScatter(a.tensor("mask"), a.tensor("source")));
  }

  private static void order() {
    of(
        "topk(input, k, dim=-1, largest=True, sorted=True)",
        (x, a) -> {
          ValuesAndIndices found = x.topk(a.integer("k"), dim(a), a.bool("largest"));
          return new Tuple(List.of(found.values(), found.indices()));
        });
    Functions.define(
        "torch",
        "searchsorted(sorted_sequence, input, out_int32=False, right=False, side=None,"
            + " sorter=None)",
        a -> {
          Tensor given = a.tensor("sorted_sequence");
          Tensor x = a.has("sorter") ? given.gather(-1, a.tensor("sorter")) : given;
          boolean right = a.has("side") ? a.string("side").equals("right") : a.bool("right");
          return places(x.searchsorted(a.tensor("input", x), right), a);
        });
    Functions.define(
        "torch",
        "bucketize(input, boundaries, out_int32=False, right=False)",
        a -> {
          Tensor boundaries = a.tensor("boundaries");
          return places(a.tensor("input", boundaries).bucketize(boundaries, a.bool("right")), a);
        });
    Functions.define(
        "torch",
        "isin(elements, test_elements, assume_unique=False, invert=False)",
        a -> {
          Tensor one = Tensor.full(DType.FLOAT64, 0, Shape.of());
          Tensor found = a.tensor("elements", one).isin(a.tensor("test_elements", one));
          return a.bool("invert") ? found.logicalNot() : found;
        });
  }

  private static Tensor places(Tensor found, Arguments a) {
    return a.bool("out_int32") ? found.to(DType.INT32) : found;
  }
}
