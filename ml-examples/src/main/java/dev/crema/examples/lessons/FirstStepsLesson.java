package dev.crema.examples.lessons;

import dev.crema.api.Dataset;
import dev.crema.api.Module;
import dev.crema.layers.Linear;
import dev.crema.tensor.Crema;
import dev.crema.tensor.Tensor;
import java.util.List;

/** A first Module and a first Dataset, as PyTorch's introductions have them. */
final class FirstStepsLesson implements Lesson {
  /** Three hidden units between two inputs and one output. */
  static final class SimpleNet extends Module {
    private final Linear hidden = new Linear(2, 3);
    private final Linear output = new Linear(3, 1);

    @Override
    protected Tensor forward(Tensor x) {
      return output.apply(hidden.apply(x).relu());
    }
  }

  /** Rows and labels side by side. */
  record Pairs(List<double[]> rows, List<Integer> labels) implements Dataset<Pairs.Pair> {
    /** A row and its label. */
    record Pair(Tensor row, int label) {}

    @Override
    public int size() {
      return rows.size();
    }

    @Override
    public Pair get(int index) {
      return new Pair(Tensor.of(rows.get(index)), labels.get(index));
    }
  }

  @Override
  public String name() {
    return "first-steps";
  }

  @Override
  public String about() {
    return "a Module of two Linear layers, a Dataset, and PyTorch's initial weights";
  }

  @Override
  public void run(Board board) {
    board.title("A Module");
    Crema.manualSeed(0);
    SimpleNet net = new SimpleNet();
    board.say(net.summary());
    board.same("its parameters", net.parameters().size(), 4);
    Tensor y = net.apply(Tensor.of(1f, 2f));
    board.same("the shape of its answer to (1, 2)", y.shape(), "(1,)");
    board.holds("the answer can be differentiated", y.requiresGrad());
    y.backward();
    board.holds(
        "every parameter has a gradient",
        net.parameters().stream().allMatch(p -> p.grad() != null));

    board.title("Its first weights are PyTorch's");
    Crema.manualSeed(0);
    board.printed(
        "torch.manual_seed(0); nn.Linear(2, 3).weight",
        new Linear(2, 3).weight(),
        "-0.0053 0.3793 -0.5820 -0.5204 -0.2723 0.1896");

    board.title("A Dataset");
    Pairs pairs = new Pairs(List.of(new double[] {1, 2}, new double[] {3, 4}), List.of(0, 1));
    board.same("its size", pairs.size(), 2);
    board.printed("its second row", pairs.get(1).row(), "3. 4.");
    board.same("its second label", pairs.get(1).label(), 1);
  }
}
