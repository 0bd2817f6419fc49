package dev.crema.tensor.internal.cpu;

import dev.crema.functional.F;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.internal.cpu.OperationCase.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** What moves and chooses numbers, and functions of each number by itself. */
final class CopyCases {
  private static final List<UnaryOperator<Tensor>> FIRST =
      List.of(
          Tensor::relu,
          Tensor::abs,
          x -> x.leakyRelu(0.1),
          x -> x.clamp(-0.5, 0.8),
          Tensor::square,
          Tensor::gelu,
          Tensor::silu,
          Tensor::neg,
          x -> x.elu(1.5),
          x -> x.mul(0.3).exp(),
          x -> x.square().add(0.5).sqrt(),
          x -> x.square().add(0.5).log(),
          x -> x.square().add(0.5).rsqrt());

  private static final List<UnaryOperator<Tensor>> LAST =
      List.of(
          Tensor::tanh,
          Tensor::sigmoid,
          Tensor::erf,
          Tensor::sin,
          Tensor::cos,
          Tensor::softplus,
          x -> x.tanh().exp(),
          x -> x.square().add(1).reciprocal(),
          x -> x.square().log1p(),
          x -> x.atan(),
          x -> x.add(0));

  private CopyCases() {}

  /** Two or three operands, some of which lack axes or have only one entry in some. */
  static OperationCase elementwise(Draw draw) {
    int[] sizes = draw.shape(1 + draw.below(4));
    int count = 2 + draw.below(2);
    Tensor[] inputs = new Tensor[count];
    int[] first = draw.each(count, _ -> draw.below(FIRST.size()));
    int[] joined = draw.each(count, _ -> draw.below(4));
    int last = draw.below(LAST.size());
    for (int i = 0; i < count; i++) {
      int from = draw.below(3) == 0 ? draw.below(sizes.length) : 0;
      int[] own = Arrays.copyOfRange(sizes, from, sizes.length);
      Arrays.setAll(own, j -> draw.below(5) == 0 ? 1 : own[j]);
      inputs[i] = draw.tensor(own);
    }
    return OperationCase.of(
        "functions %s, %s, %d".formatted(Arrays.toString(first), Arrays.toString(joined), last),
        Kind.SMOOTH,
        Shape.of(sizes).numel(),
        in -> {
          Tensor y = FIRST.get(first[0]).apply(in[0]);
          for (int i = 1; i < count; i++) {
            Tensor z = FIRST.get(first[i]).apply(in[i]);
            y =
                switch (joined[i]) {
                  case 0 -> y.add(z);
                  case 1 -> y.mul(z);
                  case 2 -> y.sub(z);
                  default -> y.div(z.square().add(1));
                };
          }
          return LAST.get(last).apply(y);
        },
        inputs);
  }

  static OperationCase copy(Draw draw) {
    int rank = 1 + draw.below(4);
    int[] sizes = draw.shape(rank);
    Tensor x = draw.tensor(sizes);
    int axis = draw.below(rank);
    int other = draw.below(rank);
    int size = sizes[axis];
    int start = draw.below(size);
    int step = 1 + draw.below(3);
    int shift = draw.below(2 * size + 1) - size;
    int[] pairs = draw.each(2 * rank, i -> draw.below(4) - (sizes[rank - 1 - i / 2] > 2 ? 1 : 0));
    String name = " at axis " + axis;
    return switch (draw.below(8)) {
      case 0 -> choice("transpose" + name + other, t -> t.transpose(axis, other).contiguous(), x);
      case 1 -> choice("flatten", t -> t.transpose(axis, other).flatten(), x);
      case 2 -> choice("slice" + name, t -> t.slice(axis, start, size, step).contiguous(), x);
      case 3 -> choice("flip" + name, t -> t.flip(axis).contiguous(), x);
      case 4 -> choice("roll" + name + " by " + shift, t -> t.roll(shift, axis), x);
      case 5 -> choice("pad " + Arrays.toString(pairs), t -> F.pad(t, pairs, 0.5), x);
      case 6 -> choice("repeat", t -> t.repeat(twice(rank)), x);
      default ->
          choice(
              "unfold" + name, t -> t.unfold(axis, Math.min(size, step + 1), step).contiguous(), x);
    };
  }

  /** Twice along each axis. */
  private static int[] twice(int rank) {
    int[] times = new int[rank];
    Arrays.fill(times, 2);
    return times;
  }

  private static OperationCase choice(String name, UnaryOperator<Tensor> function, Tensor x) {
    return OperationCase.unary(name, Kind.CHOICE, 20, function, x);
  }

  static OperationCase cat(Draw draw) {
    int[] sizes = draw.shape(1 + draw.below(3), 1 << 16);
    int axis = draw.below(sizes.length);
    Tensor[] parts = new Tensor[2 + draw.below(4)];
    for (int i = 0; i < parts.length; i++) {
      int[] own = sizes.clone();
      own[axis] = draw.extent(2 * sizes[axis]);
      parts[i] = draw.tensor(own);
    }
    return OperationCase.of(
        "cat at axis " + axis, Kind.CHOICE, 2, in -> Tensor.cat(List.of(in), axis), parts);
  }

  static OperationCase index(Draw draw) {
    int rank = 1 + draw.below(3);
    int[] sizes = draw.shape(rank, 1 << 16);
    int axis = draw.below(rank);
    int[] to = sizes.clone();
    to[axis] = draw.extent(2 * sizes[axis]);
    Tensor x = draw.tensor(sizes);
    Tensor row = draw.indices(sizes[axis], to[axis]);
    double terms = to[axis] + 3.0;
    String name = " at axis " + axis;
    return switch (draw.below(4)) {
      case 0 ->
          OperationCase.of(
              "indexSelect" + name, Kind.CHOICE, terms, i -> i[0].indexSelect(axis, i[1]), x, row);
      case 1 ->
          OperationCase.of(
              "gather" + name,
              Kind.CHOICE,
              terms,
              i -> i[0].gather(axis, i[1]),
              x,
              draw.indices(sizes[axis], to));
      case 2 ->
          OperationCase.of(
              "scatterAdd" + name,
              Kind.SUM,
              terms,
              i -> i[0].scatterAdd(axis, i[1], i[2]),
              x,
              draw.indices(sizes[axis], to),
              draw.tensor(to));
      default ->
          OperationCase.of(
              "indexAdd" + name,
              Kind.SUM,
              terms,
              i -> i[0].indexAdd(axis, i[1], i[2], 1),
              x,
              row,
              draw.tensor(to));
    };
  }

  static OperationCase embedding(Draw draw) {
    int words = draw.extent(30_000);
    int size = draw.extent(1024);
    int[] text = {draw.extent(64), draw.extent(128)};
    long looked = (long) text[0] * text[1];
    if (draw.unfit(looked * size, Math.max((long) words * size, looked * size))) {
      return embedding(draw);
    }
    return OperationCase.of(
        "embedding",
        Kind.CHOICE,
        looked + 2.0,
        in -> F.embedding(in[1], in[0]),
        draw.tensor(words, size),
        draw.indices(words, text));
  }

  static OperationCase where(Draw draw) {
    int[] sizes = draw.shape(1 + draw.below(4));
    Tensor bits = draw.indices(2, sizes);
    Tensor x = draw.tensor(sizes);
    Tensor y = draw.tensor(Arrays.copyOfRange(sizes, sizes.length / 2, sizes.length));
    return draw.yes()
        ? OperationCase.of(
            "where",
            Kind.CHOICE,
            x.numel() + 2.0,
            in -> Tensor.where(in[1].ne(0), in[0], in[2]),
            x,
            bits,
            y)
        : OperationCase.of(
            "maskedFill", Kind.CHOICE, 2, in -> in[0].maskedFill(in[1].ne(0), 0.5), x, bits);
  }
}
