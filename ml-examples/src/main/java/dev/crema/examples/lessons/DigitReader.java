package dev.crema.examples.lessons;

import dev.crema.api.Module;
import dev.crema.examples.plot.ImageGrid;
import dev.crema.layers.Linear;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Pixels, 128 hidden units, a score for each digit; and what its lessons look at beside it. */
final class DigitReader extends Module {
  private static final int DIGITS = 10;

  /** How many images a picture shows. */
  private static final int SHOWN = 20;

  private final Linear hidden;
  private final Linear output;

  /** A reader of images of so many pixels each. */
  DigitReader(int pixels) {
    hidden = new Linear(pixels, 128);
    output = new Linear(128, DIGITS);
  }

  @Override
  protected Tensor forward(Tensor pixels) {
    return output.apply(hidden.apply(pixels).relu());
  }

  /** How many there are of 0, 1, … 9. */
  static Tensor counts(Tensor labels) {
    double[] counts = new double[DIGITS];
    for (int digit = 0; digit < DIGITS; digit++) {
      counts[digit] = labels.eq(digit).to(DType.INT64).sum().item();
    }
    return Tensor.of(counts);
  }

  /** The first images, each with its digit. */
  static ImageGrid first(String title, Tensor images, Tensor labels) {
    List<String> captions = new ArrayList<>();
    for (long label : labels.slice(0, 0, SHOWN).toLongs()) {
      captions.add(String.valueOf(label));
    }
    return new ImageGrid(title, images.slice(0, 0, SHOWN), captions, SHOWN / 2);
  }

  /** The first of those that were taken for another digit. */
  static ImageGrid wrong(Tensor images, Tensor labels, Tensor read) {
    Tensor rows = read.ne(labels).nonzero().squeeze(1);
    Tensor some = rows.slice(0, 0, SHOWN);
    long[] is = labels.indexSelect(0, some).toLongs();
    long[] taken = read.indexSelect(0, some).toLongs();
    List<String> captions = new ArrayList<>();
    for (int i = 0; i < is.length; i++) {
      captions.add(is[i] + " as " + taken[i]);
    }
    String title = "%d of %d read wrongly".formatted(rows.size(0), labels.size(0));
    return new ImageGrid(title, images.indexSelect(0, some), captions, SHOWN / 2);
  }
}
