package dev.crema.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crema.tensor.CallPath;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.HookHandle;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Calling modules: hooks, and the path in errors. */
@SuppressWarnings("UnusedVariable") // fields that only the tree reads
class ModuleTest {

  /** A module that does what it is told. */
  private static final class Told extends Module {
    private final Function<Tensor, Tensor> body;

    Told(Function<Tensor, Tensor> body) {
      this.body = body;
    }

    @Override
    protected Tensor forward(Tensor x) {
      return body.apply(x);
    }
  }

  @Test
  void applyIsForward() {
    Tensor x = Tensor.of(1f, 2f);
    assertThat(new Told(in -> in.mul(3)).apply(x).toFloats()).containsExactly(3, 6);
    assertThat(new Told(Tensor::neg).andThen(Tensor::abs).apply(x).toFloats())
        .containsExactly(1, 2);
  }

  @Test
  void errorsNameTheLayer() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new XorNet().apply(Tensor.ones(4, 3)))
        .withMessageEndingWith(" [in hidden (Linear)]");
    assertThat(CallPath.current()).isNull();
  }

  private static final class Deep extends Module {
    final List<XorNet> nets = List.of(new XorNet(), new XorNet());

    @Override
    protected Tensor forward(Tensor x) {
      return nets.get(1).apply(x);
    }
  }

  @Test
  void errorsNameTheWholePath() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new Deep().apply(Tensor.ones(4, 3)))
        .withMessageEndingWith(" [in nets.1.hidden (Linear)]");
  }

  @Test
  void aStrangersNameIsItsType() {
    Told stranger =
        new Told(
            x -> {
              throw new CremaException("refused");
            });
    Told outer = new Told(stranger);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new Told(x -> outer.apply(x)).apply(Tensor.ones(1)))
        .withMessage("refused [in Told.body (Told)]");
  }

  @Test
  void otherExceptionsPassAndLeaveThePathClean() {
    IllegalStateException thrown = new IllegalStateException("mine");
    assertThatThrownBy(
            () ->
                new Told(
                        x -> {
                          throw thrown;
                        })
                    .apply(Tensor.ones(1)))
        .isSameAs(thrown);
    assertThat(CallPath.current()).isNull();
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless author would write
  void aNullOutputIsAnError() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new Told(x -> null).apply(Tensor.ones(1)))
        .withMessage("forward of Told returned null, not a tensor [in Told]");
  }

  @Test
  void anErrorInsideOfACyclicTreeIsStillWritten() {
    class Cyclic extends Module {
      Module self = this;

      @Override
      protected Tensor forward(Tensor x) {
        return new Told(
                y -> {
                  throw new CremaException("refused");
                })
            .apply(x);
      }
    }
    Cyclic cyclic = new Cyclic();
    assertThat(cyclic.self).isSameAs(cyclic);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> cyclic.apply(Tensor.ones(1)))
        .withMessage("refused [in Told (Told)]");
  }

  @Test
  void hooksSeeAndReplaceInputAndOutput() {
    Told twice = new Told(x -> x.mul(2));
    List<String> seen = new ArrayList<>();
    HookHandle pre =
        twice.registerForwardPreHook(
            (module, input) -> {
              seen.add("before " + input.item());
              return input.add(1);
            });
    HookHandle post =
        twice.registerForwardHook(
            (module, inputs, output) -> {
              seen.add("after " + inputs.getFirst().item() + " " + output.item());
              return output.neg();
            });
    HookHandle silent = twice.registerForwardHook((module, inputs, output) -> null);
    assertThat(twice.apply(Tensor.of(1f)).item()).isEqualTo(-4);
    assertThat(seen).containsExactly("before 1.0", "after 2.0 4.0");
    pre.remove();
    assertThat(twice.apply(Tensor.of(1f)).item()).isEqualTo(-2);
    post.remove();
    post.remove();
    silent.remove();
    assertThat(twice.apply(Tensor.of(1f)).item()).isEqualTo(2);
    assertThat(seen).hasSize(3);
  }

  @Test
  void theSameHookTwiceRunsTwiceAndIsRemovedOnce() {
    Told same = new Told(x -> x);
    ForwardHook add = (module, inputs, output) -> output.add(1);
    HookHandle first = same.registerForwardHook(add);
    HookHandle second = same.registerForwardHook(add);
    assertThat(same.apply(Tensor.of(0f)).item()).isEqualTo(2);
    second.remove();
    second.remove();
    assertThat(same.apply(Tensor.of(0f)).item()).isEqualTo(1);
    first.remove();
    assertThat(same.apply(Tensor.of(0f)).item()).isEqualTo(0);
  }

  @Test
  void aHookMayRemoveItself() {
    Told same = new Told(x -> x);
    List<HookHandle> handles = new ArrayList<>();
    handles.add(
        same.registerForwardHook(
            (module, inputs, output) -> {
              handles.getFirst().remove();
              return output.add(1);
            }));
    same.registerForwardHook((module, inputs, output) -> output.mul(10));
    assertThat(same.apply(Tensor.of(1f)).item()).isEqualTo(20);
    assertThat(same.apply(Tensor.of(1f)).item()).isEqualTo(10);
  }

  /** A model with two inputs. */
  private static final class Pair extends ModuleTree {
    final Linear left = new Linear(2, 1);
    final Linear right = new Linear(3, 1);

    Tensor join(Tensor a, Tensor b) {
      return inside(() -> left.apply(a).add(right.apply(b)), a, b);
    }

    <T> T within(Supplier<T> body) {
      return inside(body);
    }
  }

  @Test
  void insideNamesTheModuleAndRunsItsHooks() {
    Pair pair = new Pair();
    List<Integer> inputs = new ArrayList<>();
    pair.registerForwardHook(
        (module, in, output) -> {
          inputs.add(in.size());
          return output.zerosLike();
        });
    assertThat(pair.join(Tensor.ones(1, 2), Tensor.ones(1, 3)).item()).isZero();
    assertThat(inputs).containsExactly(2);
    assertThat(pair.within(() -> "anything")).isEqualTo("anything");
    assertThat(inputs).hasSize(1);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> pair.join(Tensor.ones(1, 2), Tensor.ones(1, 2)))
        .withMessageEndingWith(" [in right (Linear)]");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(
            () ->
                pair.within(
                    () -> {
                      throw new CremaException("no");
                    }))
        .withMessage("no [in Pair]");
    assertThat(CallPath.current()).isNull();
  }
}
