package com.example.plugin;

import dev.crema.api.DescribedDataset;
import dev.crema.api.InputReader;
import dev.crema.api.Sample;
import dev.crema.api.plugin.DatasetProvider;
import dev.crema.api.plugin.Option;
import dev.crema.data.CsvInputs;
import dev.crema.tensor.Tensor;
import java.util.List;

/** Points on two spirals, one turned half round: the class is which one. */
public final class SpiralDataset implements DescribedDataset {

  /** The options, by name: {@code points}. */
  public record Config(@Option(doc = "how many", defaultValue = "400") int points) {}

  private final int points;

  /** So many points. */
  public SpiralDataset(int points) {
    this.points = points;
  }

  @Override
  public int size() {
    return points;
  }

  /** One point: (x, y) and 0 or 1. */
  @Override
  public Sample get(int index) {
    int spiral = index % 2;
    double way = (double) index / points;
    double angle = 3 * Math.PI * way + Math.PI * spiral;
    double radius = 0.2 + 1.8 * way;
    Tensor point =
        Tensor.of((float) (radius * Math.cos(angle)), (float) (radius * Math.sin(angle)));
    return new Sample(point, Tensor.of((long) spiral));
  }

  @Override
  public List<String> classNames() {
    return List.of("first", "second");
  }

  /** Trained models read further points from CSV files of two columns without a header. */
  @Override
  public InputReader reader() {
    return CsvInputs.first(2);
  }

  /** Provides this dataset as {@code spirals}; its line is in META-INF/services. */
  public static final class Provider implements DatasetProvider<Config> {
    @Override
    public String name() {
      return "spirals";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public SpiralDataset create(Config config) {
      return new SpiralDataset(config.points());
    }
  }
}
