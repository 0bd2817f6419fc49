package dev.crema.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.Batch;
import dev.crema.data.Datasets;
import dev.crema.examples.data.DataFolder;
import dev.crema.functional.F;
import dev.crema.layers.CrossEntropyLoss;
import dev.crema.optim.Adam;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The networks that read MNIST. */
class MnistExampleTest {
  @TempDir private Path folder;

  @Test
  void leNetIsAsItsPaperHasIt() {
    MnistExample.LeNet model = new MnistExample.LeNet();
    assertThat(model.apply(Tensor.rand(3, 1, 28, 28)).shape()).isEqualTo(Shape.of(3, 10));
    assertThat(model.stateDict().keySet())
        .containsExactly(
            "first.weight",
            "first.bias",
            "second.weight",
            "second.bias",
            "output.weight",
            "output.bias");
    int convolutions = 16 * (25 + 1) + 32 * (16 * 25 + 1);
    assertThat(model.parameters().stream().mapToLong(Tensor::numel).sum())
        .isEqualTo(convolutions + 10 * (512 + 1));
  }

  /** The maximum of what relu gives, and its gradient, are what relu gives of the maximum. */
  @Test
  void theOrderOfReluAndMaximumDoesNotMatter() {
    Tensor x = Tensor.randn(4, 2, 6, 6).requiresGrad(true);
    Tensor weights = Tensor.randn(4, 2, 3, 3);
    Tensor before = F.maxPool2d(x.relu(), 2);
    Tensor after = F.maxPool2d(x, 2).relu();
    assertThat(after.equal(before)).isTrue();
    Tensor first = Autograd.grad(before.mul(weights).sum(), x).getFirst();
    Tensor second = Autograd.grad(after.mul(weights).sum(), x).getFirst();
    assertThat(second.equal(first)).isTrue();
  }

  @Test
  void leNetLearnsSomeDigitsByHeart() {
    Crema.manualSeed(0);
    Batch batch =
        Datasets.mnist(DataFolder.of("mnist")).test().batches(32).epoch(0).iterator().next();
    MnistExample.LeNet model = new MnistExample.LeNet();
    Adam adam = new Adam(model.parameters(), 3e-3);
    CrossEntropyLoss loss = new CrossEntropyLoss();
    for (int step = 0; step < 30; step++) {
      adam.zeroGrad();
      loss.apply(model.apply(batch.inputs()), batch.targets()).backward();
      adam.step();
    }
    Tensor guessed = model.apply(batch.inputs()).argmax(1);
    assertThat(guessed.eq(batch.targets()).sum().itemLong()).isGreaterThanOrEqualTo(31);
  }

  @Test
  void dataAreFoundFromTheClasses() {
    assertThat(Files.isDirectory(DataFolder.of("fashion-mnist-mini"))).isTrue();
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> DataFolder.of("nothing"))
        .withMessageStartingWith("there is no folder data/nothing above ")
        .withMessageEndingWith("; run bin/crema in a copy of the whole project");
  }

  /** The gate of the project: at least 98.5 of 100 after two epochs. */
  @Test
  @Tag("slow")
  void mnistIsRead() {
    double mean =
        IntStream.range(0, 3)
            .mapToDouble(
                seed -> Shell.crema("run", "mnist", "--seed", seed, "--out", folder).accuracy())
            .average()
            .orElseThrow();
    assertThat(mean).isGreaterThanOrEqualTo(0.985);
  }

  @Test
  @Tag("slow")
  void aPlainNetworkReadsItToo() {
    Path parts = folder.resolve("parts");
    Path whole = folder.resolve("whole");
    Shell first = Shell.crema("run", "mnist", "--model", "mlp", "--epochs", 1, "--out", parts);
    assertThat(first.accuracy()).isGreaterThan(0.95);
    assertThat(first.out())
        .anyMatch(line -> line.matches("trained on 60000 samples in .* s: \\d+ samples/s"));

    Shell other = Shell.crema("run", "mnist", "--epochs", 2, "--out", parts, "--resume");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).first().asString().contains("does not fit this training");

    Shell second = Shell.crema("run", "mnist", "--model", "mlp", "--out", parts, "--resume");
    assertThat(second.out()).first().asString().startsWith("going on after epoch 1");
    assertThat(second.accuracy()).isGreaterThan(0.96);
    Shell.crema("run", "mnist", "--model", "mlp", "--out", whole);
    assertThat(parts.resolve("model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
  }
}
