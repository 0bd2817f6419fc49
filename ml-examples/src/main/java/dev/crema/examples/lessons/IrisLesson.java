package dev.crema.examples.lessons;

import dev.crema.data.Datasets;
import dev.crema.data.LabeledData;
import dev.crema.examples.plot.Plot;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.NumpyRandom;
import java.util.List;
import java.util.Objects;

/** One hidden layer on two measures of the iris: setosa or not. */
final class IrisLesson implements Lesson {
  /** ln 3 - 2/3 ln 2: the loss of one who knows no more than that two thirds are ones. */
  private static final double ENTROPY = 0.6365141682948128;

  private static final int EPOCHS = 10_000;
  private static final int ROWS = 150;

  @Override
  public String name() {
    return "iris";
  }

  @Override
  public String about() {
    return "one hidden layer on iris: first gradients, ten costs, a run that learns nothing";
  }

  @Override
  public void run(Board board) {
    LabeledData iris = Datasets.iris();
    Tensor x = iris.features().to(DType.FLOAT64).slice(1, 0, 2).mul(10).round().div(10);
    Tensor y = iris.labels().ne(0).to(DType.FLOAT64).unsqueeze(1);
    board.same("the shape of X", x.t().shape(), "(2, 150)");
    board.same("the shape of y", y.t().shape(), "(1, 150)");
    firstStep(board, x, y);
    tenUnits(board, x, y);
    fourUnits(board, x, y);
  }

  private static void firstStep(Board board, Tensor x, Tensor y) {
    board.title("4 hidden units, seed 2: the first step");
    Net net = new Net(4);
    board.printed(
        "W1",
        net.w1,
        """
        -0.00416758 -0.00056267 -0.02136196 0.01640271
        -0.01793436 -0.00841747 0.00502881 -0.01245288\
        """);
    board.printed("W2", net.w2, "-0.01057952 -0.00909008 0.00551454 0.02292208");
    board.near("cost", net.cost(x, y), 1e-12, 0.6930110564003428);
    net.backward(x, y);
    board.printed(
        "dW1",
        grad(net.w1),
        """
        0.01324219 0.00407888 0.01126041 0.00345553
        -0.0067562 -0.00207384 -0.02872369 -0.00885145\
        """);
    board.printed("db1", grad(net.b1), "0.00176134 0.00149579 -0.00089779 -0.00382111");
    board.printed("dW2", grad(net.w2), "0.00543696 0.0203641 0.02552417 -0.00149351");
    board.printed("db2", grad(net.b2), "-0.16665708");
    net.step(1.2);
    board.printed(
        "W1 after a step of 1.2",
        net.w1,
        """
        -0.0200582 -0.00545732 -0.03487445 0.01225607
        -0.00982692 -0.00592886 0.03949725 -0.00183115\
        """);
    board.printed("b1", net.b1, "-0.0021136 -0.00179495 0.00107735 0.00458533");
    board.printed("W2", net.w2, "-0.01710387 -0.03352699 -0.02511446 0.02471429");
    board.printed("b2", net.b2, "0.1999885");
  }

  private static void tenUnits(Board board, Tensor x, Tensor y) {
    board.title("10 hidden units at a rate of 0.3");
    Net net = new Net(10);
    double[] costs = net.train(x, y, 0.3);
    List<String> printed =
        List.of(
            "0.693204",
            "0.025059",
            "0.015755",
            "0.009499",
            "0.006349",
            "0.004659",
            "0.003628",
            "0.002941",
            "0.002454",
            "0.002093");
    for (int i = 0; i < costs.length; i++) {
      board.printed("cost after %d iterations".formatted(i * 1000), costs[i], printed.get(i));
    }
    board.printed("cost in the end", net.cost(x, y), "0.001816");
    board.near("W1[0]", net.w1.get(0), 1e-4, -1.02202424, 0.97772223);
    board.printed("accuracy", net.accuracy(x, y), "1.000");
    picture(board, net, x, y, costs);
  }

  private static void picture(Board board, Net net, Tensor x, Tensor y, double[] costs) {
    double[] thousands = Tensor.arange(0, 10_000, 1000).toDoubles();
    board.picture(
        "iris-cost",
        new Plot("10 hidden units", "iteration", "cost").line("cost", thousands, costs).logY());
    Plot plot = new Plot("setosa or not", "sepal length in cm", "sepal width in cm");
    plot.regions(
        new Plot.Range(4, 8.2),
        new Plot.Range(1.8, 4.6),
        points -> Autograd.noGrad(() -> net.output(points)));
    for (int kind = 0; kind < 2; kind++) {
      Tensor mask = y.flatten().eq(kind);
      double[] length = x.select(1, 0).maskedSelect(mask).toDoubles();
      double[] width = x.select(1, 1).maskedSelect(mask).toDoubles();
      Plot.Marker marker = kind == 0 ? Plot.Marker.CIRCLE : Plot.Marker.CROSS;
      plot.scatter(kind == 0 ? "setosa" : "others", length, width, marker);
    }
    board.picture("iris", plot);
  }

  private static void fourUnits(Board board, Tensor x, Tensor y) {
    board.title("4 hidden units at a rate of 1.2: a plateau");
    Net net = new Net(4);
    double[] costs = net.train(x, y, 1.2);
    board.printed("cost at the start", costs[0], "0.693011");
    for (int i = 5; i < costs.length; i++) {
      board.near("cost after %d iterations".formatted(i * 1000), costs[i], 3e-3, ENTROPY);
    }
    board.say(
        "that is the entropy of the labels: the network has learned how many ones there are,");
    board.say("and nothing about the flowers");
    board.near("accuracy", net.accuracy(x, y), 1e-9, 2 / 3.0);
  }

  private static Tensor grad(Parameter parameter) {
    return Objects.requireNonNull(parameter.grad());
  }

  /** sigmoid(tanh(x W1' + b1) W2' + b2), drawn as NumPy draws with seed 2. */
  private static final class Net {
    final Parameter w1;
    final Parameter b1;
    final Parameter w2;
    final Parameter b2;

    Net(int hidden) {
      NumpyRandom random = new NumpyRandom(2);
      w1 = new Parameter(random.randn(hidden, 2).mul(0.01));
      b1 = new Parameter(Tensor.zeros(DType.FLOAT64, hidden));
      w2 = new Parameter(random.randn(1, hidden).mul(0.01));
      b2 = new Parameter(Tensor.zeros(DType.FLOAT64, 1));
    }

    private Tensor output(Tensor x) {
      return x.linear(w1, b1).tanh().linear(w2, b2).sigmoid();
    }

    private Tensor loss(Tensor x, Tensor y) {
      Tensor a = output(x);
      Tensor likelihood = y.mul(a.log()).add(y.neg().add(1).mul(a.neg().add(1).log()));
      return likelihood.sum().div(-ROWS);
    }

    double cost(Tensor x, Tensor y) {
      return Autograd.noGrad(() -> loss(x, y)).item();
    }

    double accuracy(Tensor x, Tensor y) {
      Tensor right = Autograd.noGrad(() -> output(x).gt(0.5).eq(y.eq(1)));
      return right.to(DType.FLOAT64).mean().item();
    }

    double backward(Tensor x, Tensor y) {
      List.of(w1, b1, w2, b2).forEach(Parameter::zeroGrad);
      Tensor loss = loss(x, y);
      loss.backward();
      return loss.item();
    }

    void step(double rate) {
      for (Parameter p : List.of(w1, b1, w2, b2)) {
        p.assign(Autograd.noGrad(() -> p.sub(grad(p).mul(rate))));
      }
    }

    /** The cost before every thousandth step. */
    double[] train(Tensor x, Tensor y, double rate) {
      double[] costs = new double[EPOCHS / 1000];
      for (int i = 0; i < EPOCHS; i++) {
        double cost = backward(x, y);
        if (i % 1000 == 0) {
          costs[i / 1000] = cost;
        }
        step(rate);
      }
      return costs;
    }
  }
}
