package dev.crema.tensor;

import static dev.crema.tensor.Index.all;
import static dev.crema.tensor.Index.at;
import static dev.crema.tensor.Index.ellipsis;
import static dev.crema.tensor.Index.newAxis;
import static dev.crema.tensor.Index.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What stands in brackets. What PyTorch gives is compared by the reference vectors; here is what
 * PyTorch has not, and what is refused.
 */
class SubscriptTest {
  private static final Tensor X = Tensor.arange(12).reshape(3, 4);

  /** Each line is what NumPy gives for np.arange(6)[start:end:step]. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, -1, 5 4 3 2 1 0",
        "-, -, -2, 5 3 1",
        "4, 1, -1, 4 3 2",
        "-2, -, -3, 4 1",
        "-, 2, -1, 5 4 3",
        "9, -9, -2, 5 3 1",
        "1, 4, -1, ''",
        "-, -7, -1, 5 4 3 2 1 0",
        "-, -, 4, 0 4",
        "-3, -, 2, 3 5",
        "-, -1, 2, 0 2 4",
        "7, -, 1, ''"
      })
  void rangesAsInNumPy(Integer start, Integer end, int step, String expected) {
    long[] found = Tensor.arange(6).get(slice(start, end, step)).toLongs();
    long[] wanted =
        expected.isEmpty()
            ? new long[0]
            : java.util.Arrays.stream(expected.split(" ")).mapToLong(Long::parseLong).toArray();
    assertThat(found).containsExactly(wanted);
  }

  @Test
  void viewsShareStorageAndTensorsCopy() {
    Buffer x = new Buffer(Tensor.zeros(3, 4));
    Tensor view = x.get(slice(1, null), ellipsis(), newAxis(), at(2));
    Tensor copy = x.get(Tensor.of(1L, 2L), at(2));
    x.assign(Tensor.ones(3, 4));
    assertThat(view.toFloats()).containsOnly(1);
    assertThat(view.shape()).isEqualTo(Shape.of(2, 1));
    assertThat(copy.toFloats()).containsOnly(0);
  }

  @Test
  void writingLeavesTheTensorAsItWas() {
    Tensor written = X.indexPut(7, at(0), slice(1, 3));
    assertThat(written.get(0).toLongs()).containsExactly(0, 7, 7, 3);
    assertThat(X.get(0).toLongs()).containsExactly(0, 1, 2, 3);
    Tensor twice = Tensor.of(0L, 0L, 2L);
    Tensor zeros = Tensor.zeros(3);
    assertThat(zeros.indexPut(Tensor.of(1f, 2f, 3f), twice).toFloats()).containsExactly(2, 0, 3);
    assertThat(zeros.indexPut(Tensor.of(1f, 2f, 3f), true, twice).toFloats())
        .containsExactly(3, 0, 3);
  }

  private static void refused(String message, Index... index) {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> X.get(index))
        .withMessage(message);
  }

  @Test
  void refusals() {
    refused("get: an index for 3 axes was given for the 2 of shape (3, 4)", all(), all(), at(0));
    refused("index 3 is out of range for axis 0 of shape (3, 4): give -3 to 2", at(3));
    refused(
        "get: index -5 is out of range for axis 1 of shape (3, 4): give -4 to 3",
        all(),
        Tensor.of(0L, -5L));
    refused("get: an index can have one ellipsis only", ellipsis(), ellipsis());
    refused(
        "get: a mask of shape (4,) does not fit axes 0 to 0 of shape (3, 4)",
        Tensor.ones(DType.BOOL, 4));
    refused(
        "get: a tensor of float32 was given as an index: give integers (to(INT64)) or a bool mask",
        Tensor.of(1f, 0f));
    refused("slice: the step must not be 0", slice(0, 2, 0));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> X.get(Tensor.of(0L, 1L), Tensor.of(0L, 1L, 2L)))
        .withMessageContaining("shapes (2,) and (3,) do not broadcast");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> X.indexPut(Tensor.of(1L, 2L), at(0)))
        .withMessage("indexPut: values of shape (2,) were given for places of shape (4,)");
  }
}
