package com.example.plugin;

import dev.crema.api.Sample;
import dev.crema.api.Trainer;
import dev.crema.data.DataLoader;
import dev.crema.data.Splits;
import dev.crema.data.Subset;
import dev.crema.layers.CrossEntropyLoss;
import dev.crema.optim.Adam;
import dev.crema.tensor.Crema;
import dev.crema.train.Accuracy;
import dev.crema.train.DefaultTrainer;
import dev.crema.train.LoggingListener;
import java.util.List;

/** Trains {@link SpiralNet} on four of five points and tests it on the others. */
public final class Main {
  private Main() {}

  /** Trains and tests. */
  public static void main(String[] args) {
    IO.println("accuracy %.4f".formatted(train(60)));
  }

  /** The share of points, of those not trained on, that are told right. */
  static double train(int epochs) {
    List<Subset<Sample>> parts = Splits.every(new SpiralDataset(400), 5);
    Crema.manualSeed(0);
    SpiralNet model = new SpiralNet();
    Trainer trainer =
        DefaultTrainer.builder(model, new CrossEntropyLoss(), new Adam(model.parameters(), 0.02))
            .epochs(epochs)
            .metrics(new Accuracy())
            .listeners(new LoggingListener())
            .build();
    trainer.fit(DataLoader.of(parts.get(0), 32).shuffle(0));
    return trainer.evaluate(DataLoader.of(parts.get(1), 80)).get("accuracy");
  }
}
