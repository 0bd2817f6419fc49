package dev.crema.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/** Samples, batches, datasets and histories. */
class DataTest {

  @Test
  void samplesAreStackedInOrder() {
    Batch batch =
        Collate.stack()
            .collate(
                List.of(
                    new Sample(Tensor.of(1f, 2f), Tensor.of(0L)),
                    new Sample(Tensor.of(3f, 4f), Tensor.of(1L)),
                    new Sample(Tensor.of(5f, 6f), Tensor.of(0L))));
    assertThat(batch.size()).isEqualTo(3);
    assertThat(batch.inputs().shape().toArray()).containsExactly(3, 2);
    assertThat(batch.inputs().toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(batch.targets().toLongs()).containsExactly(0, 1, 0);
  }

  @Test
  void samplesOfDifferentShapesAreRefused() {
    Sample small = new Sample(Tensor.zeros(2), Tensor.zeros());
    Sample large = new Sample(Tensor.zeros(3), Tensor.zeros());
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> Collate.stack().collate(List.of(small, small, large)))
        .withMessage(
            "the inputs of a batch must have one shape to be stacked; the first has (2,), that of"
                + " sample 2 has (3,): pad or crop them, or write a Collate");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> Collate.stack().collate(List.of()))
        .withMessage("a batch was to be made of no samples");
  }

  @Test
  void aBatchHasAsManyInputsAsTargets() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new Batch(Tensor.zeros(4, 2), Tensor.zeros(3)))
        .withMessage(
            "a batch has as many inputs as targets, counted along axis 0; given inputs (4, 2) and"
                + " targets (3,)");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new Batch(Tensor.zeros(), Tensor.zeros()))
        .withMessageEndingWith("given inputs () and targets ()");
  }

  @Test
  void listsAreDatasetsAndBatches() {
    List<String> words = new ArrayList<>(List.of("a", "b"));
    Dataset<String> dataset = Dataset.of(words);
    words.clear();
    assertThat(dataset.size()).isEqualTo(2);
    assertThat(dataset.get(1)).isEqualTo("b");
    assertThat(dataset.atEpoch(3)).isSameAs(dataset);

    Batch batch = new Batch(Tensor.zeros(1), Tensor.zeros(1));
    Batches batches = Batches.of(List.of(batch, batch));
    assertThat(batches.count()).isEqualTo(2);
    assertThat(batches.epoch(0)).containsExactly(batch, batch);
    assertThat(batches.epoch(1)).hasSize(2);
    Batches unknown = epoch -> List.of(batch);
    assertThat(unknown.count()).isEqualTo(-1);
  }

  private static History.Epoch epoch(int number, String metric, double value) {
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("loss", 1.0 / number);
    metrics.put(metric, value);
    return new History.Epoch(number, metrics, Duration.ofSeconds(number));
  }

  @Test
  void aHistoryGivesTheValuesOfAMetric() {
    History history = new History(List.of(epoch(1, "accuracy", 0.5), epoch(2, "f1", 0.25)));
    assertThat(history.values("loss")).containsExactly(1.0, 0.5);
    assertThat(history.values("accuracy")).containsExactly(0.5, Double.NaN);
    assertThat(history.last().metrics().keySet()).containsExactly("loss", "f1");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> history.values("accurracy"))
        .withMessage("no epoch measured 'accurracy', only [loss, accuracy, f1]");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new History(List.of()).last())
        .withMessage("the history has no epoch yet");
  }
}
