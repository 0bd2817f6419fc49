package dev.crema.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.Crema;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed again and again while it saves, and resumed, ends where one ends. */
class KillTest {
  private static final int EPOCHS = 100_000;
  private static final int KILLS = 6;

  @TempDir Path folder;

  /** The program that is killed. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      run(Path.of(args[0]), EPOCHS);
    }

    static Map<String, Tensor> run(Path folder, int epochs) {
      Crema.manualSeed(4);
      NoisyNet model = new NoisyNet();
      DefaultTrainer trainer =
          DefaultTrainer.builder(model, TestData.SQUARED, new Adam(model.parameters(), 0.01))
              .epochs(epochs)
              .listeners(Checkpoints.in(folder).best(Monitor.min("loss")))
              .build();
      if (Checkpoints.exist(folder)) {
        trainer.resume(folder);
      }
      trainer.fit(TestData.xor(1));
      return model.stateDict();
    }
  }

  @Test
  @Tag("slow")
  void whateverTheMomentTheFilesAreWholeAndTheResultIsTheSame() throws Exception {
    int done = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      done = startAndKill(done, 40 + 37L * kill);
    }
    int epochs = done + 3;
    Map<String, Tensor> resumed = Program.run(folder, epochs);
    Map<String, Tensor> straight = Program.run(folder.resolve("straight"), epochs);
    straight.forEach((name, tensor) -> assertThat(resumed.get(name).equal(tensor)).isTrue());
    Safetensors.Contents best = Safetensors.load(Checkpoints.bestFile(folder));
    Safetensors.Contents same = Safetensors.load(Checkpoints.bestFile(folder.resolve("straight")));
    assertThat(best.metadata()).isEqualTo(same.metadata());
    same.tensors()
        .forEach((name, tensor) -> assertThat(best.tensors().get(name).equal(tensor)).isTrue());
  }

  /** Lets the program run for a while after it has come further than before. */
  private int startAndKill(int before, long millis) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--add-modules=jdk.incubator.vector",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Program.class.getName(),
                    folder.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    try {
      while (process.isAlive() && epochs() <= before) {
        Thread.sleep(20);
      }
      Thread.sleep(millis);
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("output.txt"))).isTrue();
    } finally {
      process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
    }
    Safetensors.load(Checkpoints.modelFile(folder));
    Safetensors.load(Checkpoints.bestFile(folder));
    return epochs();
  }

  private int epochs() throws IOException {
    if (!Checkpoints.exist(folder)) {
      return 0;
    }
    Map<String, String> words = Safetensors.load(Checkpoints.trainingFile(folder)).metadata();
    return Integer.parseInt(words.get("epochs"));
  }
}
