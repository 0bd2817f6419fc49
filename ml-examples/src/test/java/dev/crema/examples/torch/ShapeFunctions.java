package dev.crema.examples.torch;

import dev.crema.examples.torch.Values.Tuple;
import dev.crema.functional.F;
import dev.crema.functional.PadMode;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** PyTorch's ways to other shapes: repetition, reversal, padding, parts. */
final class ShapeFunctions {
  private ShapeFunctions() {}

  static void define() {
    shapes();
    axes();
    facts();
    parts();
    joins();
    rearrangements();
    diagonals();
    padding();
  }

  private static void torch(String signature, Function<Arguments, Object> body) {
    Functions.define("torch", signature, body);
  }

  private static void of(String signature, BiFunction<Tensor, Arguments, Object> body) {
    torch(signature, a -> body.apply(a.tensor("input"), a));
  }

  private static void shapes() {
    of("reshape(input, *shape)", (x, a) -> x.reshape(a.integers("shape")));
    of("view(input, *shape)", (x, a) -> x.view(a.integers("shape")));
    of("expand(input, *size)", (x, a) -> x.expand(a.integers("size")));
    of("broadcast_to(input, *size)", (x, a) -> x.broadcastTo(a.integers("size")));
    of("ravel(input)", (x, a) -> x.flatten());
    of(
        "flatten(input, start_dim=0, end_dim=-1)",
        (x, a) -> x.flatten(a.integer("start_dim"), a.integer("end_dim")));
    of(
        "unflatten(input, dim, sizes)",
        (x, a) -> x.unflatten(a.integer("dim"), a.integers("sizes")));
    of("view_as(input, other)", (x, a) -> x.view(a.tensor("other").shape().toArray()));
    of("reshape_as(input, other)", (x, a) -> x.reshape(a.tensor("other").shape()));
    of("expand_as(input, other)", (x, a) -> x.expand(a.tensor("other").shape()));
    of("squeeze(input, dim=None)", ShapeFunctions::squeeze);
    of("unsqueeze(input, dim)", (x, a) -> x.unsqueeze(a.integer("dim")));
  }

  private static Tensor squeeze(Tensor x, Arguments a) {
    if (!a.has("dim")) {
      return x.squeeze();
    }
    int[] dims =
        Arrays.stream(a.integers("dim")).map(dim -> dim < 0 ? dim + x.ndim() : dim).toArray();
    Arrays.sort(dims);
    Tensor squeezed = x;
    for (int i = dims.length - 1; i >= 0; i--) {
      squeezed = squeezed.squeeze(dims[i]);
    }
    return squeezed;
  }

  private static void axes() {
    of("permute(input, *dims)", (x, a) -> x.permute(a.integers("dims")));
    for (String name : List.of("transpose", "swapaxes", "swapdims")) {
      of(name + "(input, dim0, dim1)", (x, a) -> x.transpose(a.integer("dim0"), a.integer("dim1")));
    }
    for (String name : List.of("movedim", "moveaxis")) {
      of(
          name + "(input, source, destination)",
          (x, a) -> x.movedim(a.integers("source"), a.integers("destination")));
    }
  }

  private static void facts() {
    of("numel(input)", (x, a) -> x.numel());
    of("dim(input)", (x, a) -> (long) x.ndim());
    of("ndimension(input)", (x, a) -> (long) x.ndim());
    of("is_contiguous(input)", (x, a) -> x.isContiguous());
    of("size(input, dim=None)", (x, a) -> sizes(x.shape().toArray(), a));
    of("stride(input, dim=None)", (x, a) -> sizes(x.strides(), a));
    of("contiguous(input)", (x, a) -> x.contiguous());
    of("detach(input)", (x, a) -> x.detach());
  }

  private static Object sizes(int[] all, Arguments a) {
    if (a.has("dim")) {
      int dim = a.integer("dim");
      return (long) all[dim < 0 ? dim + all.length : dim];
    }
    List<Object> sizes = new ArrayList<>();
    Arrays.stream(all).forEach(size -> sizes.add((long) size));
    return new Tuple(sizes);
  }

  private static Tuple tuple(List<Tensor> tensors) {
    return new Tuple(List.copyOf(tensors));
  }

  private static boolean several(Arguments a, String name) {
    return a.get(name) instanceof List || a.get(name) instanceof Tuple;
  }

  private static void parts() {
    of(
        "narrow(input, dim, start, length)",
        (x, a) -> x.narrow(a.integer("dim"), a.integer("start"), a.integer("length")));
    of("select(input, dim, index)", (x, a) -> x.select(a.integer("dim"), a.integer("index")));
    of("unbind(input, dim=0)", (x, a) -> tuple(x.unbind(a.integer("dim"))));
    of(
        "chunk(input, chunks, dim=0)",
        (x, a) -> tuple(x.chunk(a.integer("chunks"), a.integer("dim"))));
    String sizes = "split_size_or_sections";
    of(
        "split(input, split_size_or_sections, dim=0)",
        (x, a) ->
            tuple(
                several(a, sizes)
                    ? x.split(a.integers(sizes), a.integer("dim"))
                    : x.split(a.integer(sizes), a.integer("dim"))));
    String places = "indices_or_sections";
    of(
        "tensor_split(input, indices_or_sections, dim=0)",
        (x, a) ->
            tuple(
                several(a, places)
                    ? x.tensorSplit(a.integers(places), a.integer("dim"))
                    : x.tensorSplit(a.integer(places), a.integer("dim"))));
  }

  private static void joins() {
    for (String name : List.of("cat", "concat", "concatenate")) {
      torch(name + "(tensors, dim=0)", a -> Tensor.cat(a.tensors("tensors"), a.integer("dim")));
    }
    torch("stack(tensors, dim=0)", a -> Tensor.stack(a.tensors("tensors"), a.integer("dim")));
    torch("hstack(tensors)", a -> Tensor.hstack(a.tensors("tensors")));
    torch("vstack(tensors)", a -> Tensor.vstack(a.tensors("tensors")));
    torch("dstack(tensors)", a -> Tensor.dstack(a.tensors("tensors")));
    torch(
        "meshgrid(*tensors, indexing='ij')",
        a -> tuple(Tensor.meshgrid(given(a), a.string("indexing"))));
    torch("cartesian_prod(*tensors)", a -> Tensor.cartesianProd(given(a)));
  }

  /** Tensors as arguments, or one list of them. */
  private static List<Tensor> given(Arguments a) {
    List<Object> items = Arguments.list(a.get("tensors"));
    boolean nested = items.size() == 1 && !(items.getFirst() instanceof Tensor);
    List<Object> tensors = nested ? Arguments.list(items.getFirst()) : items;
    return tensors.stream().map(Tensor.class::cast).toList();
  }

  private static void rearrangements() {
    of("repeat(input, *sizes)", (x, a) -> x.repeat(a.integers("sizes")));
    of("tile(input, *dims)", (x, a) -> x.tile(a.integers("dims")));
    of(
        "repeat_interleave(input, repeats=None, dim=None, output_size=None)",
        ShapeFunctions::interleave);
    of("flip(input, *dims)", (x, a) -> x.flip(a.integers("dims")));
    of("fliplr(input)", (x, a) -> x.flip(1));
    of("flipud(input)", (x, a) -> x.flip(0));
    of(
        "roll(input, shifts, dims=None)",
        (x, a) ->
            a.has("dims")
                ? x.roll(a.integers("shifts"), a.integers("dims"))
                : x.roll(a.integer("shifts")));
    of(
        "rot90(input, k=1, dims=(0, 1))",
        (x, a) -> {
          int[] dims = a.integers("dims");
          return x.rot90(a.integer("k"), dims[0], dims[1]);
        });
    of(
        "pixel_shuffle(input, upscale_factor)",
        (x, a) -> F.pixelShuffle(x, a.integer("upscale_factor")));
    of(
        "pixel_unshuffle(input, downscale_factor)",
        (x, a) -> F.pixelUnshuffle(x, a.integer("downscale_factor")));
  }

  private static Tensor interleave(Tensor x, Arguments a) {
    if (!a.has("repeats")) {
      return Tensor.arange(x.numel()).repeatInterleave(x);
    }
    if (a.get("repeats") instanceof Tensor counts) {
      return a.has("dim")
          ? x.repeatInterleave(counts, a.integer("dim"))
          : x.repeatInterleave(counts);
    }
    return a.has("dim")
        ? x.repeatInterleave(a.integer("repeats"), a.integer("dim"))
        : x.repeatInterleave(a.integer("repeats"));
  }

  private static void diagonals() {
    of("diag(input, diagonal=0)", (x, a) -> x.diag(a.integer("diagonal")));
    of("tril(input, diagonal=0)", (x, a) -> x.tril(a.integer("diagonal")));
    of("triu(input, diagonal=0)", (x, a) -> x.triu(a.integer("diagonal")));
    of(
        "diag_embed(input, offset=0, dim1=-2, dim2=-1)",
        (x, a) -> x.diagEmbed(a.integer("offset"), a.integer("dim1"), a.integer("dim2")));
    torch(
        "tril_indices(row, col, offset=0)",
        a -> Tensor.trilIndices(a.integer("row"), a.integer("col"), a.integer("offset")));
    torch(
        "triu_indices(row, col, offset=0)",
        a -> Tensor.triuIndices(a.integer("row"), a.integer("col"), a.integer("offset")));
  }

  private static void padding() {
    Functions.define(
        "torch.nn.functional",
        "pad(input, pad, mode='constant', value=None)",
        a -> {
          PadMode mode = a.choice(PadMode.class, "mode");
          int[] pairs = a.integers("pad");
          return mode == PadMode.CONSTANT && a.has("value")
              ? F.pad(a.tensor("input"), pairs, a.number("value"))
              : F.pad(a.tensor("input"), mode, pairs);
        });
  }
}
