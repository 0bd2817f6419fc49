package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StepScopeTest {
  private static final int N = 2048;

  private static Tensor softmaxed(Tensor x) {
    return x.reshape(2, N / 2).softmax(1);
  }

  @Test
  void theMemoryOfAStepServesTheNext() {
    Tensor x = Tensor.randn(N);
    Object first;
    try (StepScope _ = StepScope.open()) {
      first = softmaxed(x).operand().storage().array();
    }
    try (StepScope _ = StepScope.open()) {
      assertThat(softmaxed(x).operand().storage().array()).isSameAs(first);
      assertThat(softmaxed(x).operand().storage().array()).isNotSameAs(first);
    }
  }

  @Test
  void valuesAreThoseOfFreshMemory() {
    Tensor x = Tensor.randn(N);
    Tensor labels = Tensor.of(3L, 5L);
    LossCompositions.CrossEntropy loss = new LossCompositions.CrossEntropy();
    Parameter p = new Parameter(x.reshape(2, N / 2));
    Dispatcher.apply(new Composite(loss), p, labels).backward();
    float[] want = p.grad().toFloats();
    for (int step = 0; step < 3; step++) {
      try (StepScope _ = StepScope.open()) {
        p.zeroGrad();
        Dispatcher.apply(new Composite(loss), p, labels).backward();
        assertThat(p.grad().toFloats()).isEqualTo(want);
      }
    }
  }

  @Test
  void aValueReadAfterItsStepIsAnErrorInWords() {
    Tensor y;
    try (StepScope _ = StepScope.open()) {
      y = softmaxed(Tensor.randn(N));
    }
    assertThatThrownBy(y::toFloats)
        .isInstanceOf(CremaException.class)
        .hasMessageContaining("read after the training step that made it")
        .hasMessageContaining("snapshot()");
    assertThatThrownBy(() -> y.add(1)).isInstanceOf(CremaException.class);
  }

  @Test
  void whatOutlivesTheStep() {
    Tensor x = Tensor.randn(N);
    Tensor kept;
    Parameter parameter;
    Buffer buffer = new Buffer(Tensor.zeros(2, N / 2));
    try (StepScope _ = StepScope.open()) {
      Tensor y = softmaxed(x);
      kept = y.snapshot();
      parameter = new Parameter(y);
      buffer.assign(y);
    }
    float[] want = softmaxed(x).toFloats();
    assertThat(kept.toFloats()).isEqualTo(want);
    assertThat(parameter.toFloats()).isEqualTo(want);
    assertThat(buffer.toFloats()).isEqualTo(want);
  }

  @Test
  void smallValuesStay() {
    Tensor y;
    try (StepScope _ = StepScope.open()) {
      y = Tensor.of(1f, 2f).reshape(1, 2).softmax(1);
    }
    assertThat(y.sum().item()).isEqualTo(1);
  }

  @Test
  void anInnerScopeIsItsOwn() {
    Tensor x = Tensor.randn(N);
    try (StepScope _ = StepScope.open()) {
      Tensor outer = softmaxed(x);
      Tensor inner;
      try (StepScope _ = StepScope.open()) {
        inner = softmaxed(x);
      }
      assertThat(outer.toFloats()).hasSize(N);
      assertThatThrownBy(inner::toFloats).isInstanceOf(CremaException.class);
    }
  }

  @Test
  void scopesAreClosedInnerOnesFirst() {
    StepScope outer = StepScope.open();
    StepScope inner = StepScope.open();
    assertThatThrownBy(outer::close).hasMessageContaining("before one that was opened in it");
    inner.close();
    outer.close();
    assertThatThrownBy(outer::close).hasMessageContaining("twice");
  }
}
