package dev.crema.config;

import dev.crema.api.Dataset;
import dev.crema.api.Sample;
import dev.crema.api.plugin.Catalog;
import dev.crema.data.Splits;
import dev.crema.data.Subset;
import dev.crema.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a dataset, those to train on and those to test on.
 *
 * @param training the rows to train on
 * @param test the others
 */
record Rows(Dataset<Sample> training, Dataset<Sample> test) {

  /**
   * The rows of a file.
   *
   * @param data all rows of its data
   * @param output how targets are to be
   * @param folder what relative paths start from
   */
  static Rows of(
      ModelFile file,
      Dataset<Sample> data,
      Output output,
      Catalog<Dataset<Sample>> datasets,
      Path folder) {
    Dataset<Sample> samples = output.samples(data);
    return switch (file.test()) {
      case HeldOut.Every every ->
          Making.at(file.data(), () -> both(Splits.every(samples, every.n())));
      case HeldOut.Share share ->
          Making.at(
              file.data(), () -> both(share(data, samples, share.share(), file.train().seed())));
      case HeldOut.Other other ->
          new Rows(samples, output.samples(Making.make(datasets, other.dataset(), folder)));
    };
  }

  private static Rows both(List<Subset<Sample>> parts) {
    return new Rows(parts.get(0), parts.get(1));
  }

  /** At random; of each class its share, where the targets are classes. */
  private static List<Subset<Sample>> share(
      Dataset<Sample> data, Dataset<Sample> samples, double share, long seed) {
    List<Tensor> targets = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      Tensor target = data.get(i).target();
      if (target.isFloating() || target.ndim() != 0) {
        return Splits.random(samples, seed, 1 - share, share);
      }
      targets.add(target);
    }
    return Splits.stratified(samples, Tensor.stack(targets, 0), seed, 1 - share, share);
  }
}
