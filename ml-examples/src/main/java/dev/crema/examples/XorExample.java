package dev.crema.examples;

import dev.crema.api.Batches;
import dev.crema.api.Module;
import dev.crema.api.Trainer;
import dev.crema.config.ModelDescription;
import dev.crema.config.Output;
import dev.crema.data.CsvInputs;
import dev.crema.data.DataLoader;
import dev.crema.data.TensorDataset;
import dev.crema.layers.BCEWithLogitsLoss;
import dev.crema.layers.Linear;
import dev.crema.optim.Adam;
import dev.crema.tensor.Crema;
import dev.crema.tensor.Tensor;
import java.util.List;

/** Learns the exclusive or, which no network without a hidden layer can. */
final class XorExample implements Example {
  private static final float[][] QUESTIONS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  private static final float[][] ANSWERS = {{0}, {1}, {1}, {0}};

  /** 2 inputs, 8 hidden units, one output: the logit of 1. */
  static final class XorNet extends Module {
    private final Linear hidden = new Linear(2, 8);
    private final Linear output = new Linear(8, 1);

    @Override
    protected Tensor forward(Tensor x) {
      return output.apply(hidden.apply(x).tanh());
    }
  }

  @Override
  public String name() {
    return "xor";
  }

  @Override
  public String about() {
    return "the exclusive or of two bits; a hidden layer of 8 units, Adam";
  }

  @Override
  public RunSettings defaults() {
    return new RunSettings(300, 4, 5e-2, 0);
  }

  @Override
  public double run(Session session) {
    Tensor questions = Tensor.of(QUESTIONS);
    RunSettings settings = session.settings();
    Batches all =
        DataLoader.of(new TensorDataset(questions, Tensor.of(ANSWERS)), settings.batch())
            .shuffle(settings.seed());

    Crema.manualSeed(settings.seed());
    XorNet net = new XorNet();
    Adam adam = new Adam(net.parameters(), settings.learningRate());
    ModelDescription description =
        new ModelDescription("xor_mlp", CsvInputs.first(2), List.of("0", "1"), Output.LOGIT);
    Job job = new Job(net, new BCEWithLogitsLoss(), adam, all, all, description);
    Trainer trainer = session.train(job);

    float[] answers = trainer.predict(questions).sigmoid().toFloats();
    for (int i = 0; i < answers.length; i++) {
      session.say("%.0f xor %.0f = %.4f", QUESTIONS[i][0], QUESTIONS[i][1], answers[i]);
    }
    return session.test(trainer, job);
  }
}
