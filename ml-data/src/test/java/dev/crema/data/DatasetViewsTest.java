package dev.crema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.crema.api.Dataset;
import dev.crema.api.Sample;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.Philox;
import org.junit.jupiter.api.Test;

/** Datasets over tensors and over other datasets, and scaling. */
class DatasetViewsTest {

  /** A dataset whose samples are other ones each epoch. */
  record Shifting(int epoch) implements Dataset<Integer> {
    @Override
    public int size() {
      return 3;
    }

    @Override
    public Integer get(int index) {
      return 100 * epoch + index;
    }

    @Override
    public Shifting atEpoch(int number) {
      return new Shifting(number);
    }
  }

  @Test
  void samplesAreSlices() {
    TensorDataset data =
        new TensorDataset(Tensor.of(new float[][] {{1, 2}, {3, 4}}), Tensor.of(5L, 6L));
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.get(1).input().toFloats()).containsExactly(3, 4);
    assertThat(data.get(1).target().shape()).isEqualTo(Shape.of());
    assertThat(data.get(1).target().itemLong()).isEqualTo(6);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> data.get(-1))
        .withMessage("sample -1 was asked for: there are samples 0 to 1");
  }

  @Test
  void tensorsOfDifferentLengthsAreRefused() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new TensorDataset(Tensor.zeros(3, 2), Tensor.zeros(4)))
        .withMessage(
            "TensorDataset takes as many inputs as targets, counted along axis 0; given inputs"
                + " (3, 2) and targets (4,)");
  }

  @Test
  void aSubsetKnowsItsSamples() {
    Subset<Integer> some = new Subset<>(new Shifting(0), 2, 0);
    assertThat(some.get(0)).isEqualTo(2);
    assertThat(some.atEpoch(4).get(1)).isEqualTo(400);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new Subset<>(new Shifting(0), 1, 3))
        .withMessage("Subset was given sample 3 of a dataset with 3 samples, 0 to 2");
  }

  @Test
  void aFunctionOfSamples() {
    MappedDataset<Integer, String> words =
        new MappedDataset<>(new Shifting(0), number -> "no. " + number);
    assertThat(words.size()).isEqualTo(3);
    assertThat(words.get(1)).isEqualTo("no. 1");
    assertThat(words.atEpoch(2).get(1)).isEqualTo("no. 201");
  }

  @Test
  void randomChangesAreAFunctionOfSeedEpochAndIndex() {
    Dataset<Long> drawn =
        new AugmentedDataset<>(
            new Shifting(0),
            7,
            (number, generator) -> {
              long[] one = new long[1];
              generator.fillIntegers(one, 0, 1, 0, 1L << 40);
              return one[0] * 1000 + number;
            });
    assertThat(drawn.size()).isEqualTo(3);
    assertThat(drawn.get(2)).isEqualTo(drawn.get(2)).isEqualTo(drawn.atEpoch(0).get(2));
    long[] expected = new long[1];
    Philox.of(7, 4, 1).fillIntegers(expected, 0, 1, 0, 1L << 40);
    assertThat(drawn.atEpoch(4).get(1)).isEqualTo(expected[0] * 1000 + 401);
    assertThat(drawn.atEpoch(4).get(1)).isNotEqualTo(drawn.atEpoch(5).get(1));
  }

  /** Means and deviations as NumPy computes them of the same file. */
  @Test
  void scalingOfIris() {
    StandardScaler scaler = StandardScaler.fit(Datasets.iris(DType.FLOAT64).features());
    assertThat(scaler.mean().toDoubles())
        .containsExactly(
            new double[] {
              5.843333333333335, 3.057333333333334, 3.7580000000000027, 1.199333333333334
            },
            within(1e-13));
    assertThat(scaler.scale().toDoubles())
        .containsExactly(
            new double[] {
              0.8253012917851409, 0.43441096773549437, 1.7594040657753032, 0.7596926279021594
            },
            within(1e-13));
  }

  @Test
  void whatWasFittedIsStandard() {
    Tensor x = Datasets.wine(DType.FLOAT64).features();
    StandardScaler scaler = StandardScaler.fit(x);
    Tensor y = scaler.transform(x);
    assertThat(y.mean(0).abs().max().item()).isLessThan(1e-13);
    assertThat(y.var(0, false, 0).sub(1.0).abs().max().item()).isLessThan(1e-12);
    assertThat(scaler.inverse(y).allclose(x, 1e-14, 1e-12)).isTrue();
  }

  @Test
  void samplesAreScaledAsTheWholeIs() {
    LabeledData data = Datasets.digits();
    StandardScaler scaler = StandardScaler.fit(data.asDataset());
    Dataset<Sample> scaled = new MappedDataset<>(data.asDataset(), scaler::transform);
    Tensor whole = scaler.transform(data.features());
    assertThat(whole.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(scaled.get(11).input().equal(whole.get(11))).isTrue();
    assertThat(scaled.get(11).target().itemLong()).isEqualTo(1);
  }

  @Test
  void aFeatureThatDoesNotVaryIsOnlyShifted() {
    Tensor x = Tensor.of(new double[][] {{0.1, 1}, {0.1, 3}, {0.1, 5}});
    StandardScaler scaler = StandardScaler.fit(x);
    assertThat(scaler.scale().toDoubles()[0]).isEqualTo(1);
    assertThat(scaler.transform(x).get(0).toDoubles()[0]).isCloseTo(0, within(1e-16));
    assertThat(scaler.transform(x).get(1).toDoubles()[1]).isZero();
  }

  @Test
  void integersBecomeFloat32() {
    StandardScaler scaler = StandardScaler.fit(Tensor.of(new int[][] {{1}, {3}}));
    assertThat(scaler.transform(Tensor.of(new int[][] {{1}, {3}})).toFloats())
        .containsExactly(-1, 1);
  }

  @Test
  void otherShapesAndValuesAreRefused() {
    StandardScaler scaler = StandardScaler.fit(Tensor.zeros(4, 3));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> scaler.transform(Tensor.zeros(4, 1)))
        .withMessage(
            "StandardScaler was fitted to samples of shape (3,) and was given shape (4, 1): give"
                + " one such sample, or several along axis 0");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> StandardScaler.fit(Tensor.zeros(0, 3)))
        .withMessage("StandardScaler was to be fitted to shape (0, 3): give one row or more");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> StandardScaler.fit(Tensor.of(new float[][] {{1}, {Float.NaN}})))
        .withMessage(
            "StandardScaler was to be fitted to values that are not all finite: remove them first");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new StandardScaler(Tensor.zeros(2), Tensor.zeros(3)))
        .withMessage("StandardScaler: the mean has shape (2,), the scale (3,): give equal ones");
  }
}
