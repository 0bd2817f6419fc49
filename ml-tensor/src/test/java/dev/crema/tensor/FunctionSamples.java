package dev.crema.tensor;

import java.util.ArrayList;
import java.util.List;

/** The samples of every function that is written with operations, by subject. */
final class FunctionSamples {
  private FunctionSamples() {}

  static List<FunctionSample> all() {
    List<FunctionSample> all = new ArrayList<>();
    all.addAll(PointwiseSamples.all());
    all.addAll(ReductionSamples.all());
    all.addAll(ProductSamples.all());
    all.addAll(ShapeSamples.all());
    all.addAll(IndexSamples.all());
    all.addAll(SubscriptSamples.all());
    all.addAll(LossSamples.all());
    all.addAll(NetworkSamples.all());
    return all;
  }
}
