package dev.crema.examples.training;

import dev.crema.api.Batch;
import dev.crema.data.DataLoader;
import dev.crema.data.IdxDataset;
import dev.crema.examples.data.DataFolder;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/** Shipped images from 0 to 1 and their classes, epoch by epoch in the order of the files. */
final class Images {
  private final DataLoader<Integer> loader;
  private final UnaryOperator<Tensor> prepare;
  private Iterator<Batch> epoch = Collections.emptyIterator();

  private Images(DataLoader<Integer> loader, UnaryOperator<Tensor> prepare) {
    this.loader = loader;
    this.prepare = prepare;
  }

  /** The training images of a folder; the last batch of an epoch may be smaller. */
  static Images of(String folder, int batch, DType dtype) {
    Path path = DataFolder.of(folder);
    IdxDataset data =
        new IdxDataset(
            new IdxDataset.Config(
                path.resolve("train-images-idx3-ubyte.gz"),
                path.resolve("train-labels-idx1-ubyte.gz"),
                0,
                1,
                List.of()));
    return new Images(data.batches(batch), x -> x.to(dtype));
  }

  /** These, changed. */
  Images with(UnaryOperator<Tensor> change) {
    return new Images(loader, x -> change.apply(prepare.apply(x)));
  }

  Batch next() {
    if (!epoch.hasNext()) {
      epoch = loader.epoch(0).iterator();
    }
    Batch batch = epoch.next();
    return new Batch(prepare.apply(batch.inputs()), batch.targets());
  }
}
