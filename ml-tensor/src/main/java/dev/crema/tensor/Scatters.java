package dev.crema.tensor;

/** Values written or added at places of an axis; x itself stays as it is. */
public sealed interface Scatters permits Tensor {
  /**
   * x with source added where the index says: x[index[i][j]][j] += source[i][j] (axis 0).
   *
   * @throws CremaException as {@link #scatter(int, Tensor, Tensor)}
   */
  default Tensor scatterAdd(int axis, Tensor index, Tensor source) {
    Places places = Places.of("scatterAdd", self(), axis, index);
    return places.shaped(
        Dispatcher.apply(
            new IndexOp.ScatterAdd(places.axis()), places.x(), places.index(), places.fit(source)));
  }

  /**
   * x with source written where the index says: x[index[i][j]][j] = source[i][j] (axis 0). Of
   * several values for one place the last stands; what of the source lies beyond the index is not
   * read.
   *
   * @param index int64, of equal rank
   * @throws CremaException if shapes do not fit, dtypes differ, or an index is out of range
   */
  default Tensor scatter(int axis, Tensor index, Tensor source) {
    Places places = Places.of("scatter", self(), axis, index);
    return places.shaped(
        Dispatcher.apply(
            new IndexOp.IndexPut(places.axis()), places.x(), places.index(), places.fit(source)));
  }

  /** {@link #scatter(int, Tensor, Tensor)} with one value. */
  default Tensor scatter(int axis, Tensor index, double value) {
    return scatter(axis, index, Tensor.full(self().dtype(), value, index.shape()));
  }

  /**
   * x with the sum, product, mean, greatest or least of the values that an index sends to each
   * place. Equal greatest ones share the gradient evenly.
   *
   * @param includeSelf whether x is one of the values where there are others
   * @throws CremaException as {@link #scatter(int, Tensor, Tensor)}
   */
  default Tensor scatterReduce(
      int axis, Tensor index, Tensor source, ScatterReduction reduction, boolean includeSelf) {
    Places places = Places.of("scatterReduce", self(), axis, index);
    return places.shaped(
        ScatterReductions.of(
            places.x(), places.axis(), places.index(), places.fit(source), reduction, includeSelf));
  }

  /**
   * x with alpha times the entries of a source added to those that a 1-D index names: {@code
   * x[index[i]] += alpha * source[i]} (axis 0).
   *
   * @throws CremaException if the source is not shaped like x with as many entries as the index,
   *     dtypes differ, or an index is out of range
   */
  default Tensor indexAdd(int axis, Tensor index, Tensor source, double alpha) {
    Tensor x = self();
    Tensor everywhere = Places.everywhere("indexAdd", x, axis, index, source);
    return x.scatterAdd(axis, everywhere, alpha == 1 ? source : source.mul(alpha).to(x.dtype()));
  }

  /**
   * x with entries of a source in place of those that a 1-D index names: {@code x[index[i]] =
   * source[i]} (axis 0).
   *
   * @throws CremaException as {@link #indexAdd}
   */
  default Tensor indexCopy(int axis, Tensor index, Tensor source) {
    return self()
        .scatter(axis, Places.everywhere("indexCopy", self(), axis, index, source), source);
  }

  /** x with a value in the entries that a 1-D index names; negative ones count from the last. */
  default Tensor indexFill(int axis, Tensor index, double value) {
    return indexFill(axis, index, Tensor.full(self().dtype(), value, Shape.of()));
  }

  /**
   * x with a value in the entries that a 1-D index names; negative ones count from the last.
   *
   * @param value of no axes
   * @throws CremaException if the value has axes or an index is out of range
   */
  default Tensor indexFill(int axis, Tensor index, Tensor value) {
    Tensor x = self();
    if (value.ndim() != 0) {
      throw new CremaException("indexFill: the value must be 0-d, but has shape " + value.shape());
    }
    int at = x.shape().axis(axis);
    Tensor places = Places.fromFirst(index, x.size(at)).to(DType.INT64).flatten();
    int[] wide = new int[x.ndim()];
    java.util.Arrays.fill(wide, 1);
    wide[at] = x.size(at);
    return x.maskedFill(
        Tensor.zeros(DType.BOOL, x.size(at)).scatter(0, places, 1).reshape(wide), value);
  }

  /**
   * x with a source in place of {@code slice(axis, start, end, step)}.
   *
   * @throws CremaException if the source has not the shape and dtype of that slice
   */
  default Tensor sliceScatter(int axis, int start, int end, int step, Tensor source) {
    Tensor x = self();
    if (step < 1) {
      throw new CremaException("sliceScatter: the step must be at least 1, but was " + step);
    }
    return indexCopy(axis, Tensor.arange(x.size(axis)).slice(0, start, end, step), source);
  }

  /**
   * x with a source in place of {@code select(axis, index)}.
   *
   * @throws CremaException if the source has not the shape and dtype of that entry
   */
  default Tensor selectScatter(int axis, int index, Tensor source) {
    Tensor x = self();
    int at = x.shape().axis(axis);
    Tensor place = Tensor.arange(x.size(at)).select(0, index).reshape(1);
    if (!source.shape().equals(x.shape().without(at))) {
      throw new CremaException(
          "selectScatter: a source of shape %s for one entry of axis %d of shape %s"
              .formatted(source.shape(), axis, x.shape()));
    }
    return indexCopy(at, place, source.unsqueeze(at));
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
