package dev.crema.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.Module;
import dev.crema.api.plugin.LinearProvider.Config;
import dev.crema.api.plugin.LinearProvider.Made;
import dev.crema.api.plugin.LinearProvider.Start;
import dev.crema.tensor.CremaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Making things by name from options, with the two providers of the tests. */
class CatalogTest {
  private final Catalog<Module> layers = Plugins.load().layers();

  private Config made(Map<String, ?> options) {
    return ((Made) layers.create("linear", options)).config;
  }

  private static Map<String, Object> sizes(String key, Object value) {
    Map<String, Object> options = new LinkedHashMap<>(Map.of("in_features", 2, "out_features", 8));
    options.put(key, value);
    return options;
  }

  @Test
  void providersAreListedWithTheirOptions() {
    assertThat(layers.names()).containsExactly("identity", "linear");
    assertThat(layers.problems()).isEmpty();
    assertThat(layers.schema("linear").getFirst())
        .isEqualTo(new OptionSchema("in_features", "int", "size of each input", null));
    assertThat(layers.schema("linear").getFirst().required()).isTrue();
    assertThat(layers.schema("linear").get(2).required()).isFalse();
    assertThat(layers.describe())
        .isEqualTo(
            """
            identity
            linear
              in_features (int): size of each input
              out_features (int): size of each output
              bias (boolean, default true): whether to add a bias
              start (one of zeros, xavier_uniform, default xavier_uniform): what to start from
              gain (double, default 1.0): factor of the start
              seed (long, default null): seed of the start
              label (string, default ): name in logs
              between (list of int, default 4, 5): sizes in between
            """);
  }

  @Test
  void defaultsFillWhatIsNotGiven() {
    assertThat(made(Map.of("in_features", 2, "out_features", 8)))
        .isEqualTo(new Config(2, 8, true, Start.XAVIER_UNIFORM, 1.0, null, "", List.of(4, 5)));
    assertThat(layers.create("identity", Map.of())).isNotNull();
  }

  @Test
  void optionsAreReadAsAModelFileGivesThem() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("in_features", 2L);
    options.put("out_features", 8.0);
    options.put("bias", false);
    options.put("start", "zeros");
    options.put("gain", 2);
    options.put("seed", 5);
    options.put("label", 7);
    options.put("between", List.of(1, 2L));
    assertThat(made(options))
        .isEqualTo(new Config(2, 8, false, Start.ZEROS, 2.0, 5L, "7", List.of(1, 2)));
  }

  @Test
  void optionsAreReadAsACommandLineGivesThem() {
    Map<String, String> options =
        Map.of(
            "in_features", "2",
            "out_features", " 8 ",
            "bias", "False",
            "start", "Xavier-Uniform",
            "gain", "1e-3",
            "seed", "9223372036854775807",
            "between", "3");
    assertThat(made(options))
        .isEqualTo(
            new Config(2, 8, false, Start.XAVIER_UNIFORM, 0.001, Long.MAX_VALUE, "", List.of(3)));
  }

  @Test
  void nullIsAValueWhereTheDefaultIsNull() {
    assertThat(made(sizes("seed", null)).seed()).isNull();
  }

  static List<Arguments> wrongValues() {
    return List.of(
        Arguments.of("in_features", 2.5, "int", "2.5"),
        Arguments.of("in_features", 3_000_000_000L, "int", "3000000000"),
        Arguments.of("in_features", "two", "int", "\"two\""),
        Arguments.of("in_features", null, "int", "null"),
        Arguments.of("in_features", true, "int", "true"),
        Arguments.of("in_features", List.of(1), "int", "[1]"),
        Arguments.of("gain", "much", "double", "\"much\""),
        Arguments.of("bias", 1, "boolean", "1"),
        Arguments.of("start", "ones", "one of zeros, xavier_uniform", "\"ones\""),
        Arguments.of("label", List.of(), "string", "[]"),
        Arguments.of("between", List.of(1, "x"), "list of int", "[1, x]"));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void valuesOfAWrongTypeAreRefused(String key, Object value, String type, String shown) {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> layers.create("linear", sizes(key, value)))
        .withMessage(
            "layer 'linear': option '"
                + key
                + "' is "
                + type
                + ", not "
                + shown
                + "; its options are in_features, out_features, bias, start, gain, seed, label,"
                + " between");
  }

  @Test
  void allFaultsAreNamedAtOnceWithTheRightWords() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("inFeatures", 2);
    options.put("biass", true);
    options.put("qqqqqq", true);
    options.put("gain", "x");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> layers.create("linear", options))
        .withMessage(
            "layer 'linear': no option 'inFeatures' (did you mean 'in_features'?); no option"
                + " 'biass' (did you mean 'bias'?); no option 'qqqqqq'; option 'in_features' (int)"
                + " is missing; option 'out_features' (int) is missing; option 'gain' is double,"
                + " not \"x\"; its options are in_features, out_features, bias, start, gain, seed,"
                + " label, between");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> layers.create("identity", Map.of("a", 1)))
        .withMessage("layer 'identity': no option 'a'; it has no options");
  }

  @Test
  void whatTheConfigRefusesIsPassedOn() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> made(Map.of("in_features", 0, "out_features", 1)))
        .withMessage("layer 'linear': in_features must be positive, not 0");
  }

  @Test
  void aCatalogOfGivenProviders() {
    Catalog<Module> own = Catalog.of("block", List.of(new IdentityProvider()));
    assertThat(own.names()).containsExactly("identity");
    Catalog<Module> twice =
        Catalog.of("block", List.of(new IdentityProvider(), new IdentityProvider()));
    assertThat(twice.names()).isEmpty();
    assertThat(twice.problems())
        .singleElement()
        .asString()
        .startsWith("block 'identity' is ambiguous: ");
  }

  @Test
  void unknownNamesGetTheNearestOne() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> layers.create("liner", Map.of()))
        .withMessage("no layer 'liner'; did you mean 'linear'? There are identity, linear");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> layers.schema("zzz"))
        .withMessage("no layer 'zzz'; there are identity, linear");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> Plugins.load().losses().create("mse", Map.of()))
        .withMessage("no loss 'mse'; none is on the class path");
  }
}
