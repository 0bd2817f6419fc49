package dev.crema.tensor;

import static dev.crema.tensor.FunctionSample.normal;
import static dev.crema.tensor.FunctionSample.on;

import dev.crema.functional.F;
import dev.crema.functional.PadMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Shapes of other kinds: repetition, reversal, padding, parts. */
final class ShapeSamples {
  private static final Tensor COUNTS = Tensor.of(2L, 0L, 1L, 3L);

  private ShapeSamples() {}

  static List<FunctionSample> all() {
    List<FunctionSample> all = new ArrayList<>();
    all.addAll(shapes());
    all.addAll(rearrangements());
    all.addAll(joins());
    all.addAll(diagonals());
    all.addAll(padding());
    return all;
  }

  /** Of three axes, the second of size 4 and the last of an even size. */
  private static FunctionSample of(String name, UnaryOperator<Tensor> function) {
    return FunctionSample.of(
        name,
        in -> function.apply(in[0]),
        on(normal(1, 2, 4, 2)),
        on(normal(2, 4, 2, 2).transpose(0, 1)),
        on(normal(3, 2, 1, 2).expand(2, 4, 2)),
        on(normal(4, 0, 4, 2)),
        on(normal(5, 12, 4, 420)));
  }

  private static FunctionSample scalar(String name, UnaryOperator<Tensor> function) {
    return FunctionSample.of(name + " of a 0-d tensor", in -> function.apply(in[0]), on(normal(6)));
  }

  private static List<FunctionSample> shapes() {
    return List.of(
        of("unflatten", x -> x.unflatten(1, 2, -1)),
        of("movedim", x -> x.movedim(0, 2)),
        of("movedim of several", x -> x.movedim(new int[] {2, 0}, new int[] {0, -2})),
        of("broadcastTo", x -> x.broadcastTo(2, -1, -1, -1)),
        of("split by sizes", x -> x.split(new int[] {1, 3}, 1).get(1)),
        of("tensorSplit", x -> x.tensorSplit(3, 1).get(0)),
        of("tensorSplit at places", x -> x.tensorSplit(new int[] {1, -1}, 1).get(1)));
  }

  private static List<FunctionSample> rearrangements() {
    return List.of(
        of("repeat", x -> x.repeat(2, 1, 3, 1)),
        scalar("repeat", x -> x.repeat(2, 3)),
        of("tile", x -> x.tile(2, 2)),
        of("repeatInterleave", x -> x.repeatInterleave(2)),
        of("repeatInterleave along an axis", x -> x.repeatInterleave(3, 1)),
        of("repeatInterleave by counts", x -> x.repeatInterleave(COUNTS, 1)),
        scalar("repeatInterleave", x -> x.repeatInterleave(3)),
        of("flip", x -> x.flip(0, -1)),
        of("roll", x -> x.roll(-3)),
        of("roll along an axis", x -> x.roll(1, 1)),
        of("roll along axes", x -> x.roll(new int[] {3, -1}, new int[] {1, 2})),
        scalar("roll", x -> x.roll(1)),
        of("rot90", x -> x.rot90(1, 1, 2)),
        of("rot90 twice", x -> x.rot90(2, 1, 2)),
        of("rot90 thrice", x -> x.rot90(-1, 1, 2)),
        of("pixelShuffle", x -> F.pixelShuffle(x.transpose(0, 1), 2)),
        of("pixelUnshuffle", x -> F.pixelUnshuffle(x, 2)));
  }

  private static List<FunctionSample> joins() {
    return List.of(
        of("hstack", x -> Tensor.hstack(List.of(x, x.mul(2)))),
        of("vstack", x -> Tensor.vstack(List.of(x, x.mul(2)))),
        of("dstack", x -> Tensor.dstack(List.of(x, x.mul(2)))),
        FunctionSample.of(
            "stacks of vectors",
            in ->
                Tensor.cat(
                    List.of(
                        Tensor.hstack(List.of(in[0], in[1])),
                        Tensor.vstack(List.of(in[0], in[1])).flatten(),
                        Tensor.dstack(List.of(in[0], in[1])).flatten()),
                    0),
            on(normal(7, 3), normal(8, 3)),
            on(normal(9), normal(10))),
        FunctionSample.of(
            "meshgrid",
            in -> {
              List<Tensor> grids = Tensor.meshgrid(List.of(in), "xy");
              return grids.get(0).mul(grids.get(1));
            },
            on(normal(11, 2), normal(12, 3)),
            on(normal(13), normal(14, 3)),
            on(normal(15, 0), normal(16, 3)),
            on(normal(17, 100), normal(18, 201))),
        FunctionSample.of(
            "cartesianProd",
            in -> Tensor.cartesianProd(List.of(in)),
            on(normal(19, 2), normal(20, 3), normal(21, 2)),
            on(normal(22, 100), normal(23, 100), normal(24, 2))));
  }

  private static List<FunctionSample> diagonals() {
    return List.of(
        of("tril", x -> x.tril(0)),
        of("triu", x -> x.triu(-1)),
        of("diagEmbed", x -> x.select(2, 0).diagEmbed(0, -2, -1)),
        of("diagEmbed beside", x -> x.select(2, 0).diagEmbed(-2, 2, 0)),
        of("diag of a matrix", x -> x.select(2, 1).diag(1)),
        FunctionSample.of(
            "diag of a vector",
            in -> in[0].diag(-1),
            on(normal(25, 3)),
            on(normal(26, 0)),
            on(normal(27, 150))));
  }

  private static List<FunctionSample> padding() {
    return List.of(
        of("pad", x -> F.pad(x, 1, 2, 0, 3)),
        of("pad with a value", x -> F.pad(x, new int[] {-1, 2, 3, -2}, 1.5)),
        of("pad by reflection", x -> F.pad(x, PadMode.REFLECT, 1, 0, 3, 2)),
        of("pad by replication", x -> F.pad(x, PadMode.REPLICATE, 3, -1, 0, 5)),
        of("pad in a circle", x -> F.pad(x, PadMode.CIRCULAR, 1, 2, -1, 3)),
        scalar("pad", x -> F.pad(x)));
  }
}
