package dev.crema.tensor.internal.cpu;

import dev.crema.functional.AttentionOptions;
import dev.crema.functional.F;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.ValuesAndIndices;
import dev.crema.tensor.internal.cpu.OperationCase.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** What is computed along axes: norms, softmax, attention, losses, reductions, order. */
final class RowCases {
  private static final double EPS = 1e-5;

  private RowCases() {}

  private static OperationCase smooth(
      Draw draw, String name, UnaryOperator<Tensor> function, int... sizes) {
    long terms = Shape.of(sizes).numel();
    return OperationCase.unary(name, Kind.SMOOTH, terms, function, draw.tensor(sizes));
  }

  static OperationCase softmax(Draw draw) {
    int[] sizes = draw.shape(1 + draw.below(4));
    int axis = draw.below(sizes.length);
    String name = " along axis " + axis;
    return switch (draw.below(3)) {
      case 0 -> smooth(draw, "softmax" + name, x -> x.softmax(axis), sizes);
      case 1 -> smooth(draw, "logSoftmax" + name, x -> x.logSoftmax(axis), sizes);
      default -> smooth(draw, "logsumexp" + name, x -> x.logsumexp(axis), sizes);
    };
  }

  /** Rows of 16 numbers and more, since the variance of a few may be next to nothing. */
  static OperationCase layerNorm(Draw draw) {
    int rows = draw.extent(2000);
    int[] row =
        draw.yes()
            ? new int[] {15 + draw.extent(4500)}
            : new int[] {15 + draw.extent(100), draw.extent(50)};
    int[] sizes = row.length == 1 ? new int[] {rows, row[0]} : new int[] {rows, row[0], row[1]};
    if (Shape.of(sizes).numel() > Draw.ELEMENTS) {
      return layerNorm(draw);
    }
    Tensor x = draw.tensor(sizes);
    Tensor weight = draw.tensor(row);
    if (draw.below(3) == 0) {
      return OperationCase.of(
          "rmsNorm",
          Kind.SMOOTH,
          x.numel(),
          in -> F.rmsNorm(in[0], Shape.of(row), in[1], EPS),
          x,
          weight);
    }
    return OperationCase.of(
        "layerNorm",
        Kind.SMOOTH,
        x.numel(),
        in -> F.layerNorm(in[0], Shape.of(row), in[1], in[2], EPS),
        x,
        weight,
        draw.tensor(row));
  }

  static OperationCase channelNorm(Draw draw) {
    int groups = draw.extent(16);
    int channels = groups * draw.extent(16);
    int batch = draw.extent(64);
    int[] spatial = draw.each(1 + draw.below(2), _ -> 15 + draw.extent(100));
    int[] sizes = new int[2 + spatial.length];
    sizes[0] = batch;
    sizes[1] = channels;
    System.arraycopy(spatial, 0, sizes, 2, spatial.length);
    if (Shape.of(sizes).numel() > Draw.ELEMENTS) {
      return channelNorm(draw);
    }
    Tensor x = draw.tensor(sizes);
    Tensor weight = draw.tensor(channels);
    Tensor bias = draw.tensor(channels);
    double terms = x.numel();
    return switch (draw.below(4)) {
      case 0 ->
          OperationCase.of(
              "groupNorm " + groups,
              Kind.SMOOTH,
              terms,
              in -> F.groupNorm(in[0], groups, in[1], in[2], EPS),
              x,
              weight,
              bias);
      case 1 ->
          OperationCase.of(
              "instanceNorm",
              Kind.SMOOTH,
              terms,
              in -> F.instanceNormWithStatistics(in[0], in[1], in[2], EPS).output(),
              x,
              weight,
              bias);
      default ->
          new OperationCase(
              "batchNorm",
              Kind.SMOOTH,
              terms,
              in -> {
                var found = F.batchNormWithStatistics(in[0], in[1], in[2], EPS);
                return new Tensor[] {found.output(), found.mean(), found.variance()};
              },
              x,
              weight,
              bias);
    };
  }

  static OperationCase attention(Draw draw) {
    int batch = draw.extent(8);
    int heads = draw.extent(12);
    int queries = draw.extent(600);
    int keys = draw.extent(600);
    int size = draw.extent(128);
    long planes = (long) batch * heads;
    long most = planes * Math.max((long) queries * keys, (long) (queries + keys) * size);
    if (draw.unfit(planes * queries * keys * size, most)) {
      return attention(draw);
    }
    AttentionOptions options = AttentionOptions.DEFAULT.withCausal(draw.yes());
    return OperationCase.of(
        "attention " + options,
        Kind.SMOOTH,
        (double) (queries + keys) * size,
        in -> F.scaledDotProductAttention(in[0], in[1], in[2], options),
        draw.tensor(batch, heads, queries, size),
        draw.tensor(batch, heads, keys, size),
        draw.tensor(batch, heads, keys, draw.extent(128)));
  }

  static OperationCase loss(Draw draw) {
    int[] sizes = draw.shape(2);
    Tensor x = draw.tensor(sizes);
    double terms = x.numel();
    if (draw.yes()) {
      Tensor labels = draw.indices(sizes[1], sizes[0]);
      return OperationCase.of(
          "crossEntropy", Kind.SMOOTH, terms, in -> F.crossEntropy(in[0], in[1]), x, labels);
    }
    Tensor y = draw.tensor(sizes);
    return OperationCase.of("mseLoss", Kind.SMOOTH, terms, in -> F.mseLoss(in[0], in[1]), x, y);
  }

  static OperationCase linear(Draw draw) {
    int rows = draw.extent(4096);
    int in = draw.extent(4096);
    int out = draw.extent(4096);
    long most = Math.max((long) rows * Math.max(in, out), (long) in * out);
    if (draw.unfit((long) rows * in * out, most)) {
      return linear(draw);
    }
    Tensor x = draw.yes() ? draw.tensor(rows, in) : draw.tensor(1, rows, in);
    double terms = Math.max(rows, Math.max(in, out)) + 2;
    Tensor weight = draw.tensor(out, in);
    return draw.yes()
        ? OperationCase.of("linear", Kind.SUM, terms, i -> F.linear(i[0], i[1], null), x, weight)
        : OperationCase.of(
            "linear",
            Kind.SUM,
            terms,
            i -> F.linear(i[0], i[1], i[2]),
            x,
            weight,
            draw.tensor(out));
  }

  static OperationCase reduction(Draw draw) {
    int[] sizes = draw.shape(1 + draw.below(4));
    int[] axes = Arrays.stream(draw.each(sizes.length, i -> i)).filter(_ -> draw.yes()).toArray();
    boolean keep = draw.yes();
    Tensor x = draw.tensor(sizes);
    double terms = x.numel() + 2.0;
    String name = " over axes " + Arrays.toString(axes);
    boolean single = Arrays.stream(axes).allMatch(axis -> sizes[axis] == 1) && axes.length > 0;
    return switch (draw.below(6)) {
      case 0 -> OperationCase.unary("sum" + name, Kind.SUM, terms, t -> t.sum(keep, axes), x);
      case 1 -> OperationCase.unary("mean" + name, Kind.SUM, terms, t -> t.mean(keep, axes), x);
      case 2 -> OperationCase.unary("amax" + name, Kind.CHOICE, terms, t -> t.amax(keep, axes), x);
      case 3 -> OperationCase.unary("amin" + name, Kind.CHOICE, terms, t -> t.amin(keep, axes), x);
      case 4 ->
          OperationCase.unary(
              "var" + name, Kind.SMOOTH, terms, t -> t.var(single ? 0 : 1, keep, axes), x);
      default -> OperationCase.unary("norm" + name, Kind.SMOOTH, terms, t -> t.norm(axes), x);
    };
  }

  /** A few factors, whose products neither vanish nor run away. */
  static OperationCase product(Draw draw) {
    int[] sizes = draw.shape(3);
    int axis = draw.below(3);
    sizes[axis] = Math.min(sizes[axis], 12);
    Tensor x = draw.tensor(sizes);
    return draw.yes()
        ? OperationCase.unary("prod along " + axis, Kind.SMOOTH, 1e6, t -> t.prod(axis), x)
        : OperationCase.unary("cumprod along " + axis, Kind.SMOOTH, 1e6, t -> t.cumprod(axis), x);
  }

  static OperationCase order(Draw draw) {
    int[] sizes = draw.shape(1 + draw.below(3));
    int axis = draw.below(sizes.length);
    boolean down = draw.yes();
    int k = 1 + draw.below(sizes[axis]);
    String name = " along axis " + axis;
    double terms = sizes[axis] + 2.0;
    UnaryOperator<Tensor> running = t -> t.cumsum(axis);
    return switch (draw.below(6)) {
      case 0, 1 ->
          OperationCase.unary("cumsum" + name, Kind.SUM, terms, running, draw.tensor(sizes));
      case 2 -> pairs(draw, "sort" + name, t -> t.sort(axis, down), terms, sizes);
      case 3 -> pairs(draw, "topk " + k + name, t -> t.topk(k, axis, down), terms, sizes);
      case 4 -> pairs(draw, "cummax" + name, t -> t.cummax(axis), terms, sizes);
      default -> pairs(draw, "max" + name, t -> t.max(axis), terms, sizes);
    };
  }

  private interface Ordering {
    ValuesAndIndices of(Tensor x);
  }

  private static OperationCase pairs(
      Draw draw, String name, Ordering ordering, double terms, int[] sizes) {
    return new OperationCase(
        name,
        Kind.CHOICE,
        terms,
        in -> {
          ValuesAndIndices found = ordering.of(in[0]);
          return new Tensor[] {found.values(), found.indices()};
        },
        draw.tensor(sizes));
  }

  /** Gradients of products along random axes of two operands. */
  static OperationCase einsum(Draw draw) {
    int[] s = draw.each(4, _ -> draw.extent(200));
    long most = Math.max((long) s[0] * s[1] * s[2], (long) s[0] * s[2] * s[3]);
    if (draw.unfit((long) s[0] * s[1] * s[2] * s[3], most)) {
      return einsum(draw);
    }
    String words = List.of("bik,bkj->bij", "bik,bkj->ji", "bik,bkj->i").get(draw.below(3));
    double terms = Math.max((double) s[0] * s[2] * s[3], (double) s[0] * s[1] * s[2]) + 2;
    return OperationCase.of(
        "einsum " + words,
        Kind.SUM,
        terms * 2,
        in -> Tensor.einsum(words, in[0], in[1]),
        draw.tensor(s[0], s[1], s[2]),
        draw.tensor(s[0], s[2], s[3]));
  }
}
