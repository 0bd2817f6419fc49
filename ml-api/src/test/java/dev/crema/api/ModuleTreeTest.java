package dev.crema.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.tensor.Buffer;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the tree finds in the fields, and what it refuses. */
@SuppressWarnings("UnusedVariable") // fields that only the tree reads
class ModuleTreeTest {

  private static Parameter parameter(int... shape) {
    return new Parameter(Tensor.ones(shape));
  }

  private static class Base extends ModuleTree {
    final Parameter inProjWeight = parameter(2);
    final Buffer runningMean = new Buffer(Tensor.zeros(2));
  }

  private static final class Everything extends Base {
    static final Parameter SHARED = parameter(9);
    final Linear first = new Linear(1, 2);
    final Parameter scale = parameter(1);
    final Linear nothing = null;
    final transient Linear notOurs = new Linear(1, 1);
    final String label = "not part of the tree";
    final List<Linear> blocks = List.of(new Linear(2, 2), new Linear(2, 1));
    final Parameter[] gains = {parameter(3), null, parameter(4)};
    final Map<String, Module> heads = new LinkedHashMap<>();
    final UnaryOperator<Tensor> activation = new Linear(5, 5);
    final UnaryOperator<Tensor> function = Tensor::tanh;
    final Object anything = parameter(6);
    final List<List<Linear>> nested = List.of(List.of(), List.of(new Linear(7, 7)));

    Everything() {
      heads.put("main", new Linear(1, 1));
      heads.put("aux", new Linear(1, 1));
    }
  }

  @Test
  void namesAreFieldPathsInSnakeCaseInOrderOfDeclaration() {
    assertThat(new Everything().namedParameters().keySet())
        .containsExactly(
            "in_proj_weight",
            "scale",
            "gains.0",
            "gains.2",
            "anything",
            "first.weight",
            "first.bias",
            "blocks.0.weight",
            "blocks.0.bias",
            "blocks.1.weight",
            "blocks.1.bias",
            "heads.main.weight",
            "heads.main.bias",
            "heads.aux.weight",
            "heads.aux.bias",
            "activation.weight",
            "activation.bias",
            "nested.1.0.weight",
            "nested.1.0.bias");
  }

  @Test
  void buffersAndChildrenAreFoundToo() {
    Everything model = new Everything();
    assertThat(model.namedBuffers().keySet()).containsExactly("running_mean");
    assertThat(model.namedChildren().keySet())
        .containsExactly(
            "first", "blocks.0", "blocks.1", "heads.main", "heads.aux", "activation", "nested.1.0");
    assertThat(model.children()).hasSize(7).startsWith(model.first);
    assertThat(model.modules()).hasSize(8).startsWith(model);
    assertThat(model.namedModules().keySet()).startsWith("", "first", "blocks.0");
  }

  private record Heads(Linear main, int classes, Optional<Parameter> temperature) {}

  private record Chain(Parameter weight, @Nullable Chain next) {}

  private record Sizes(int width, String name) {}

  private static final class WithRecords extends ModuleTree {
    final Heads heads = new Heads(new Linear(1, 1), 10, Optional.of(parameter(1)));
    final Sizes sizes = new Sizes(3, "three");
    final Chain chain = new Chain(parameter(1), new Chain(parameter(1), null));
    final List<Heads> more = List.of(new Heads(new Linear(1, 1), 10, Optional.empty()));
  }

  @Test
  void recordsAreLookedInto() {
    assertThat(new WithRecords().stateDict().keySet())
        .containsExactly(
            "heads.temperature",
            "chain.weight",
            "chain.next.weight",
            "heads.main.weight",
            "heads.main.bias",
            "more.0.main.weight",
            "more.0.main.bias");
  }

  private static final class MapOfUnknownOrder extends ModuleTree {
    final Map<String, Parameter> weights = new HashMap<>();
  }

  @Test
  void mapsWithoutAnOrderAreSorted() {
    MapOfUnknownOrder model = new MapOfUnknownOrder();
    List.of("q", "zebra", "a", "m", "key", "value").forEach(k -> model.weights.put(k, parameter()));
    assertThat(model.namedParameters().keySet())
        .containsExactly(
            "weights.a", "weights.key", "weights.m", "weights.q", "weights.value", "weights.zebra");
  }

  private final class Inner extends ModuleTree {
    final Parameter weight = parameter(1);

    ModuleTreeTest outer() {
      return ModuleTreeTest.this;
    }
  }

  @Test
  void fieldsMadeByTheCompilerAreSkipped() {
    Inner inner = new Inner();
    assertThat(inner.outer()).isSameAs(this);
    assertThat(inner.namedParameters().keySet()).containsExactly("weight");
  }

  private static final class Tied extends ModuleTree {
    final Linear encoder = new Linear(2, 2);
    final Parameter decoderWeight = encoder.weight;
    final Linear again = encoder;
  }

  @Test
  void whatIsUsedTwiceCountsOnce() {
    Tied tied = new Tied();
    assertThat(tied.namedParameters().keySet()).containsExactly("decoder_weight", "encoder.bias");
    assertThat(tied.parameters()).containsExactly(tied.encoder.weight, tied.encoder.bias);
    assertThat(tied.namedModules().keySet()).containsExactly("", "encoder");
    assertThat(tied.stateDict().keySet())
        .containsExactly(
            "decoder_weight", "encoder.weight", "encoder.bias", "again.weight", "again.bias");
  }

  private static final class Node extends ModuleTree {
    final List<Node> next = new ArrayList<>();
  }

  @Test
  void cyclesAreRefused() {
    Node root = new Node();
    Node child = new Node();
    root.next.add(child);
    child.next.add(root);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(root::parameters)
        .withMessage(
            "the modules form a cycle: 'next.0.next.0' is Node again, the module at ''. Mark a"
                + " field that leads back to a parent as transient, so that it does not count as a"
                + " child");
    assertThat(root.toString())
        .isEqualTo("Node(\n  (next.0): Node(\n    (next.0): Node(…)\n  )\n)");
  }

  private static final class SetOfModules extends ModuleTree {
    final Set<Linear> layers = Set.of(new Linear(1, 1));
  }

  @Test
  void setsAreRefused() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(new SetOfModules()::parameters)
        .withMessage(
            "'layers' of SetOfModules is a set, whose elements have no order and so no names: use a"
                + " List");
  }

  private static final class Shadowing extends Base {
    final Parameter in_proj_weight = parameter(3);
  }

  @Test
  void twoFieldsOfOneNameAreRefused() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(new Shadowing()::parameters)
        .withMessage(
            "Shadowing has two members named 'in_proj_weight'; names are the fields' in snake_case,"
                + " those of superclasses included: rename one");
  }

  private static final class Keyed extends ModuleTree {
    final Map<String, Linear> layers = Map.of("a.b", new Linear(1, 1));
  }

  @Test
  void keysThatWouldBreakPathsAreRefused() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(new Keyed()::parameters)
        .withMessage(
            "map 'layers' of Keyed has the key 'a.b': a key names a part of the path, so it must"
                + " not be empty or hold a dot");
  }

  private static final class Registering extends ModuleTree {
    final Linear last = new Linear(2, 1);

    Registering() {
      for (int i = 0; i < 2; i++) {
        register("layer" + i, new Linear(2, 2));
      }
      registerParameter("weight_ih_l0", parameter(1));
      registerBuffer("count", new Buffer(Tensor.zeros()));
    }

    void add(String name) {
      register(name, new Linear(1, 1));
    }
  }

  @Test
  void registeredPartsFollowTheFields() {
    Registering model = new Registering();
    assertThat(model.stateDict().keySet())
        .containsExactly(
            "weight_ih_l0",
            "count",
            "last.weight",
            "last.bias",
            "layer0.weight",
            "layer0.bias",
            "layer1.weight",
            "layer1.bias");
  }

  @Test
  void aRegisteredNameStandsForTheFieldOfThatName() {
    Registering model = new Registering();
    model.add("last");
    assertThat(model.namedChildren().keySet()).containsExactly("layer0", "layer1", "last");
    assertThat(model.children()).doesNotContain(model.last);
  }

  @Test
  void registeringRefusesNamesThatAreTakenOrBroken() {
    Registering model = new Registering();
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> model.add("layer0"))
        .withMessage("'layer0' cannot be registered in Registering: the name is taken");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> model.add("a.b"))
        .withMessage(
            "'a.b' cannot be registered in Registering: a name must not be empty or hold a dot");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> model.add(""))
        .withMessage(
            "'' cannot be registered in Registering: a name must not be empty or hold a dot");
  }

  @Test
  void leavesLearnTheLongestPathThatLeadsToThem() {
    Everything model = new Everything();
    Parameter weight = model.blocks.getFirst().weight;
    assertThat(weight.name()).isNull();
    model.blocks.getFirst().parameters();
    assertThat(weight.name()).isEqualTo("weight");
    model.parameters();
    assertThat(weight.name()).isEqualTo("blocks.0.weight");
    model.blocks.getFirst().parameters();
    assertThat(weight.name()).isEqualTo("blocks.0.weight");
    model.namedBuffers();
    assertThat(model.runningMean.name()).isEqualTo("running_mean");
  }

  @Test
  void trainingModeReachesAllModules() {
    Everything model = new Everything();
    assertThat(model.modules()).allMatch(ModuleTree::isTraining);
    model.eval();
    assertThat(model.modules()).noneMatch(ModuleTree::isTraining);
    model.blocks.getFirst().train();
    assertThat(model.modules()).filteredOn(ModuleTree::isTraining).hasSize(1);
    model.train();
    assertThat(model.modules()).allMatch(ModuleTree::isTraining);
  }

  @Test
  void gradientsAreForgottenAndFrozen() {
    XorNet net = new XorNet();
    net.apply(Tensor.ones(4, 2)).sum().backward();
    assertThat(net.parameters()).hasSize(4).allMatch(p -> p.grad() != null);
    net.zeroGrad();
    assertThat(net.parameters()).allMatch(p -> p.grad() == null);
    net.freeze();
    assertThat(net.parameters()).noneMatch(Tensor::requiresGrad);
    assertThat(net.apply(Tensor.ones(4, 2)).requiresGrad()).isFalse();
    net.requiresGrad(true);
    assertThat(net.parameters()).allMatch(Tensor::requiresGrad);
  }
}
