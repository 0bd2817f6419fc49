package dev.crema.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads and writes at an index: views first, then what tensors among its parts choose. */
final class Subscript {
  private Tensor view;

  /** The integers for each axis of the view, or null; shorter than it has axes. */
  private final List<@Nullable Tensor> chosen = new ArrayList<>();

  private Subscript(Tensor x) {
    this.view = x;
  }

  static Tensor of(Tensor x, Index... index) {
    Subscript subscript = new Subscript(x);
    int given = axes(index);
    if (given > x.ndim()) {
      throw new CremaException(
          "get: an index for %d axes was given for the %d of shape %s"
              .formatted(given, x.ndim(), x.shape()));
    }
    for (Index part : index) {
      subscript.add(part, x.ndim() - given);
    }
    return subscript.choose();
  }

  /** The elements are found as positions, and written as such. */
  static Tensor put(Tensor x, Tensor values, boolean accumulate, Index... index) {
    Tensor places = of(Tensor.arange(x.numel()).reshape(x.shape()), index);
    Tensor fitted = fit(values, places.shape()).to(x.dtype()).flatten();
    Tensor flat = x.flatten();
    Tensor written =
        accumulate
            ? flat.scatterAdd(0, places.flatten(), fitted)
            : flat.scatter(0, places.flatten(), fitted);
    return written.reshape(x.shape());
  }

  /** Broadcasts; axes of size 1 in front may be more than there are places, as in PyTorch. */
  private static Tensor fit(Tensor values, Shape places) {
    Tensor fitted = values;
    while (fitted.ndim() > places.rank() && fitted.size(0) == 1) {
      fitted = fitted.squeeze(0);
    }
    if (!fitted.shape().broadcastsTo(places)) {
      throw new CremaException(
          "indexPut: values of shape %s were given for places of shape %s"
              .formatted(values.shape(), places));
    }
    return fitted.expand(places);
  }

  /** How many axes of x the parts stand for. */
  private static int axes(Index... index) {
    int count = 0;
    boolean open = false;
    for (Index part : index) {
      if (part instanceof Index.Ellipsis) {
        if (open) {
          throw new CremaException("get: an index can have one ellipsis only");
        }
        open = true;
      }
      count +=
          switch (part) {
            case Index.Ellipsis _, Index.NewAxis _ -> 0;
            case Tensor tensor when tensor.dtype() == DType.BOOL -> tensor.ndim();
            default -> 1;
          };
    }
    return count;
  }

  private int axis() {
    return chosen.size();
  }

  private void add(Index part, int left) {
    switch (part) {
      case Index.At at -> view = view.select(axis(), at.position());
      case Index.Range range -> {
        view = slice(view, axis(), range);
        chosen.add(null);
      }
      case Index.NewAxis _ -> {
        view = view.unsqueeze(axis());
        chosen.add(null);
      }
      case Index.Ellipsis _ -> {
        for (int i = 0; i < left; i++) {
          chosen.add(null);
        }
      }
      case Tensor tensor -> add(tensor);
    }
  }

  private static Tensor slice(Tensor x, int axis, Index.Range range) {
    Integer start = range.start();
    Integer end = range.end();
    boolean up = range.step() > 0;
    int first = start != null ? start : up ? 0 : Integer.MAX_VALUE;
    int last = end != null ? end : up ? Integer.MAX_VALUE : Integer.MIN_VALUE;
    return x.slice(axis, first, last, range.step());
  }

  private void add(Tensor part) {
    if (part.dtype() == DType.BOOL) {
      mask(part);
    } else if (!part.dtype().isIntegral() || part.dtype() == DType.UINT8) {
      throw new CremaException(
          "get: a tensor of %s was given as an index: give integers (to(INT64)) or a bool mask"
              .formatted(part.dtype()));
    } else if (part.ndim() == 0) {
      view = view.select(axis(), Math.toIntExact(part.itemLong()));
    } else {
      chosen.add(entries(part.to(DType.INT64)));
    }
  }

  /** The places at which a mask is true, an axis of it each; one of no axes gets an axis of x. */
  private void mask(Tensor mask) {
    if (mask.ndim() == 0) {
      view = view.unsqueeze(axis());
      chosen.add(Tensor.zeros(DType.INT64, mask.itemBoolean() ? 1 : 0));
      return;
    }
    Shape shape = view.shape();
    for (int i = 0; i < mask.ndim(); i++) {
      if (shape.get(axis() + i) != mask.size(i)) {
        throw new CremaException(
            "get: a mask of shape %s does not fit axes %d to %d of shape %s"
                .formatted(mask.shape(), axis(), axis() + mask.ndim() - 1, shape));
      }
    }
    chosen.addAll(mask.nonzero().unbind(1));
  }

  /** Entries counted from the first. */
  private Tensor entries(Tensor part) {
    int size = view.size(axis());
    Tensor wrong = part.lt(-size).logicalOr(part.ge(size));
    if (wrong.any().itemBoolean()) {
      throw new CremaException(
          "get: index %d is out of range for axis %d of shape %s: give %d to %d"
              .formatted(
                  part.maskedSelect(wrong).get(0).itemLong(),
                  axis(),
                  view.shape(),
                  -size,
                  size - 1));
    }
    return Places.fromFirst(part, size);
  }

  /** The chosen axes go to the front and become one, of which entries are selected. */
  private Tensor choose() {
    int[] axes = IntStream.range(0, axis()).filter(i -> chosen.get(i) != null).toArray();
    if (axes.length == 0) {
      return view;
    }
    int[] rest =
        IntStream.range(0, view.ndim()).filter(i -> i >= axis() || chosen.get(i) == null).toArray();
    Tensor front = view.permute(IntStream.concat(IntStream.of(axes), IntStream.of(rest)).toArray());
    Tensor place = place(axes);
    Shape kept = Shape.of(IntStream.of(rest).map(view::size).toArray());
    int entries = IntStream.of(axes).map(view::size).reduce(1, Math::multiplyExact);
    Tensor found = front.reshape(join(Shape.of(entries), kept)).indexSelect(0, place.flatten());
    Tensor shaped = found.reshape(join(place.shape(), kept));
    boolean together = axes[axes.length - 1] - axes[0] == axes.length - 1;
    return together ? shaped.permute(order(place.ndim(), axes[0], shaped.ndim())) : shaped;
  }

  /** The entry of the joined axes that the integers of all of them name. */
  private Tensor place(int... axes) {
    Tensor place = Tensor.zeros(DType.INT64);
    for (int axis : axes) {
      place = place.mul(view.size(axis)).add(chosen.get(axis));
    }
    return place;
  }

  private static Shape join(Shape a, Shape b) {
    return Shape.of(
        IntStream.concat(IntStream.of(a.toArray()), IntStream.of(b.toArray())).toArray());
  }

  /** Moves the first {@code count} of the axes behind the {@code before} that follow them. */
  private static int[] order(int count, int before, int rank) {
    IntStream front = IntStream.range(count, count + before);
    IntStream places = IntStream.range(0, count);
    IntStream behind = IntStream.range(count + before, rank);
    return IntStream.concat(IntStream.concat(front, places), behind).toArray();
  }
}
