package dev.crema.config;

import dev.crema.api.Dataset;
import dev.crema.api.Sample;
import dev.crema.data.MappedDataset;
import dev.crema.tensor.Tensor;
import java.util.List;

/** What the outputs of a model mean. */
public enum Output {
  /** A score for each class; their softmax are the probabilities. */
  SCORES,
  /** One number a row, whose sigmoid is the probability of class 1. */
  LOGIT,
  /** One number a row, the probability of class 1. */
  PROBABILITY,
  /** The numbers that are to be predicted. */
  VALUES;

  /** What a loss makes of them; of one that is not known here, by the targets. */
  static Output of(String loss, Tensor target) {
    return switch (loss) {
      case "cross_entropy", "nll" -> SCORES;
      case "bce_with_logits" -> LOGIT;
      case "bce" -> PROBABILITY;
      default -> target.isFloating() ? VALUES : SCORES;
    };
  }

  /** The samples with targets as the losses of this kind take them: 0 and 1 as numbers (1). */
  Dataset<Sample> samples(Dataset<Sample> data) {
    boolean one = this == LOGIT || this == PROBABILITY;
    Tensor target = data.get(0).target();
    return one && target.ndim() == 0 && !target.isFloating()
        ? new MappedDataset<>(data, Output::asNumber)
        : data;
  }

  private static Sample asNumber(Sample sample) {
    return new Sample(sample.input(), sample.target().to(sample.input().dtype()).reshape(1));
  }

  /** Probabilities (rows, classes), or the values as they are. */
  Tensor probabilities(Tensor outputs) {
    return switch (this) {
      case SCORES -> outputs.softmax(1);
      case LOGIT -> pair(outputs.sigmoid());
      case PROBABILITY -> pair(outputs);
      case VALUES -> outputs;
    };
  }

  private static Tensor pair(Tensor one) {
    Tensor column = one.reshape(-1, 1);
    return Tensor.cat(List.of(column.neg().add(1), column), 1);
  }
}
