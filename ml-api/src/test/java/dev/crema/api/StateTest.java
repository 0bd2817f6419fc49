package dev.crema.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.tensor.Buffer;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** State dicts, out and in. */
@SuppressWarnings("UnusedVariable") // fields that only the tree reads
class StateTest {

  private static final class Norm extends ModuleTree {
    final Buffer runningMean = new Buffer(Tensor.zeros(2));
    final Buffer numBatchesTracked = new Buffer(Tensor.of(0L));
    final Parameter weight = new Parameter(Tensor.ones(2));
  }

  @Test
  void parametersComeBeforeBuffers() {
    assertThat(new Norm().stateDict().keySet())
        .containsExactly("weight", "running_mean", "num_batches_tracked");
  }

  @Test
  void theStateIsACopy() {
    Norm norm = new Norm();
    Map<String, Tensor> state = norm.stateDict();
    norm.weight.assign(Tensor.of(5f, 6f));
    norm.numBatchesTracked.assign(Tensor.of(7L));
    assertThat(state.get("weight").toFloats()).containsExactly(1, 1);
    assertThat(state.get("num_batches_tracked").itemLong()).isZero();
    assertThat(state.get("weight").requiresGrad()).isFalse();
  }

  @Test
  void oneModelsStateMakesAnotherEqual() {
    XorNet one = new XorNet();
    XorNet other = new XorNet();
    Tensor x = Tensor.rand(4, 2);
    assertThat(other.apply(x).toFloats()).isNotEqualTo(one.apply(x).toFloats());
    other.loadStateDict(one.stateDict());
    assertThat(other.apply(x).toFloats()).isEqualTo(one.apply(x).toFloats());
  }

  @Test
  void valuesAreCastToTheDtypeOfWhatTheyAreLoadedInto() {
    Norm norm = new Norm();
    norm.loadStateDict(
        Map.of(
            "weight", Tensor.of(3.0, 4.0),
            "running_mean", Tensor.of(1, 2),
            "num_batches_tracked", Tensor.of(9)));
    assertThat(norm.weight.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(norm.weight.toFloats()).containsExactly(3, 4);
    assertThat(norm.runningMean.toFloats()).containsExactly(1, 2);
    assertThat(norm.numBatchesTracked.itemLong()).isEqualTo(9);
  }

  private static Map<String, Tensor> faulty() {
    Map<String, Tensor> state = new LinkedHashMap<>(new XorNet().stateDict());
    state.remove("hidden.bias");
    state.put("hiden.bias", Tensor.zeros(8));
    state.put("output.weight", Tensor.zeros(1, 4));
    state.put("hidden.weight", Tensor.zeros(8, 2));
    return state;
  }

  @Test
  void allFaultsAreListedAndNothingIsLoaded() {
    XorNet net = new XorNet();
    Map<String, Tensor> before = net.stateDict();
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> net.loadStateDict(faulty()))
        .withMessage(
            """
            XorNet cannot load this state, and nothing of it was loaded:
              missing: hidden.bias (8,)
              unexpected: hiden.bias (8,)
              wrong shape: output.weight is (1, 8) in the module and (1, 4) in the state\
            """);
    net.stateDict()
        .forEach(
            (name, value) ->
                assertThat(value.toFloats()).as(name).isEqualTo(before.get(name).toFloats()));
  }

  @Test
  void lenientLoadingReportsWhatItPassesOver() {
    XorNet net = new XorNet();
    Map<String, Tensor> state = faulty();
    state.remove("output.weight");
    ModuleTree.LoadReport report = net.loadStateDict(state, false);
    assertThat(report.missing()).containsExactly("hidden.bias", "output.weight");
    assertThat(report.unexpected()).containsExactly("hiden.bias");
    assertThat(net.stateDict().get("hidden.weight").toFloats()).containsOnly(0);
  }

  @Test
  void lenientLoadingRefusesWrongShapes() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new XorNet().loadStateDict(faulty(), false))
        .withMessage(
            """
            XorNet cannot load this state, and nothing of it was loaded:
              wrong shape: output.weight is (1, 8) in the module and (1, 4) in the state\
            """);
  }

  private static final class Tied extends ModuleTree {
    final Linear encoder = new Linear(2, 2);
    final Parameter decoderWeight = encoder.weight;
  }

  @Test
  void aSharedWeightIsSavedUnderBothNamesAndStaysShared() {
    Tied tied = new Tied();
    Map<String, Tensor> state = tied.stateDict();
    assertThat(state.get("decoder_weight")).isSameAs(state.get("encoder.weight"));
    Tied other = new Tied();
    other.loadStateDict(state);
    assertThat(other.encoder.weight).isSameAs(other.decoderWeight);
    assertThat(other.decoderWeight.toFloats()).isEqualTo(tied.decoderWeight.toFloats());
  }
}
