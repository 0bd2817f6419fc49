package dev.crema.examples.lessons;

import dev.crema.data.Datasets;
import dev.crema.data.LabeledData;
import dev.crema.examples.plot.Plot;
import dev.crema.functional.F;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.NumpyRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** One hidden layer on two measures of the iris: setosa or not. */
final class IrisLesson implements Lesson {
  /** ln 3 - 2/3 ln 2: the loss of one who knows no more than that two thirds are ones. */
  private static final double ENTROPY = 0.6365141682948128;

  /** The steps before which the cost is compared. */
  private static final int[] EARLY = {0, 1, 2, 5, 10, 20, 50, 100, 200, 500};

  private static final double[] COSTS_10 = {
    0.6932037517630103, 0.6844032384276956, 0.6767796176735498, 0.6569037504263984,
    0.6296663385346196, 0.6095314422563793, 0.2767639023178428, 0.3102942444599961,
    0.04156101209056551, 0.030523629022182554
  };
  private static final double[] W1 = {
    -1.0220241220895363, 0.9777221755163095, -1.2676818562508203, 1.1861732461678378,
    -1.114689497464478, 1.062546414351903, -0.6462122075521429, 0.6155656969515969,
    -1.068790680312151, 1.0204700376084161, 0.6041732105968429, -0.5722987136804258,
    -0.7123595179597121, 0.6803323828280031, -0.7106973960170895, 0.6794924985834541,
    -1.0421812429519604, 0.9982312246015054, -0.8341213122323212, 0.7985955071367472
  };
  private static final double[] B1 = {
    2.396631978282985, 3.068324115746616, 2.633798911355504, 1.4712418020365208,
    2.5165977137044, -1.373030786976103, 1.6336776821941892, 1.6274221099143003,
    2.442666647785824, 1.9320885558381085
  };
  private static final double[] W2 = {
    -2.66298268179093, -3.4165722736424997, -2.924463851749832, -1.6472317728790518,
    -2.794655428671055, 1.5387416311906572, -1.8247633640667027, -1.8185016878463451,
    -2.7149278485519783, -2.152183193535801
  };

  private static final int EPOCHS = 10_000;
  private static final int ROWS = 150;

  @Override
  public String name() {
    return "iris";
  }

  @Override
  public String about() {
    return "one hidden layer on iris: first gradients, ten costs, and a rate that learns nothing";
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
    otherwise(board, x, y);
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
    Tensor answers = Autograd.noGrad(() -> net.output(x)).slice(0, 0, 4);
    board.near(
        "the first answers: a half, whatever the flower",
        answers,
        1e-13,
        0.4999097385522332,
        0.49995620603376334,
        0.49991974138254097,
        0.4999252091317265);
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
    Costs all = net.train(x, y, 0.3);
    board.near(
        "cost after 0, 1, 2, 5, 10, 20 and 50 steps",
        all.first(7),
        1e-12,
        Arrays.copyOf(COSTS_10, 7));
    board.near("and on to 100, 200 and 500", all.first(10), 1e-5, COSTS_10);
    double[] costs = all.thousands;
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
    board.near("W1 in the end", net.w1, 1e-4, W1);
    board.near("b1", net.b1, 1e-4, B1);
    board.near("W2", net.w2, 1e-4, W2);
    board.near("b2", net.b2, 1e-4, -1.224782726770491);
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
    Costs all = net.train(x, y, 1.2);
    board.near(
        "cost after 0, 1, 2, 5 and 10 steps",
        all.first(5),
        1e-12,
        0.6930110564003428,
        0.6622810851768052,
        0.6428874051064576,
        0.6210642940179787,
        0.5128843178816455);
    double[] costs = all.thousands;
    for (int i = 5; i < costs.length; i++) {
      board.near("cost after %d iterations".formatted(i * 1000), costs[i], 3e-3, ENTROPY);
    }
    board.say(
        "that is the entropy of the labels: the network has learned how many ones there are,");
    board.say("and nothing about the flowers");
    board.near("accuracy", net.accuracy(x, y), 1e-9, 2 / 3.0);
  }

  /** It is the rate that decides, not the number of units. */
  private static void otherwise(Board board, Tensor x, Tensor y) {
    board.title("4 hidden units at a rate of 0.3");
    Net small = new Net(4);
    Costs falling = small.train(x, y, 0.3);
    board.near(
        "cost after 0, 1, 2, 5, 10 and 20 steps",
        falling.first(6),
        1e-12,
        0.6930110564003428,
        0.6842952448177945,
        0.6766567608583394,
        0.6566589283352523,
        0.6317666732253373,
        0.6124659964419997);
    board.near("cost after 1000 iterations", falling.thousands[1], 3e-3, 0.02523999056360958);
    board.near("cost in the end", small.cost(x, y), 1e-4, 0.0017196286356106823);
    board.printed("accuracy", small.accuracy(x, y), "1.000");

    board.title("10 hidden units at a rate of 1.2");
    Net large = new Net(10);
    Costs jumping = large.train(x, y, 1.2);
    board.near(
        "cost after 0, 1, 2, 5, 10 and 20 steps",
        jumping.first(6),
        1e-11,
        0.6932037517630103,
        0.6624681195549526,
        0.6431103981300176,
        0.6193889311328848,
        0.5157473741544891,
        0.7971663325006424);
    board.holds(
        "after 1000 and more it is never below 0.6",
        Arrays.stream(jumping.thousands).min().orElseThrow() > 0.6);
    board.holds("accuracy: a third or two thirds, one answer to all", large.accuracy(x, y) < 0.7);
    board.say("rounding decides which way it jumps: other numbers are no proof of a mistake there");
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
      return F.linear(F.linear(x, w1, b1).tanh(), w2, b2).sigmoid();
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

    Costs train(Tensor x, Tensor y, double rate) {
      double[] early = new double[EARLY.length];
      double[] thousands = new double[EPOCHS / 1000];
      int next = 0;
      for (int i = 0; i < EPOCHS; i++) {
        double cost = backward(x, y);
        if (next < EARLY.length && i == EARLY[next]) {
          early[next++] = cost;
        }
        if (i % 1000 == 0) {
          thousands[i / 1000] = cost;
        }
        step(rate);
      }
      return new Costs(early, thousands);
    }
  }

  /**
   * The cost on the way.
   *
   * @param early before the steps of {@link #EARLY}
   * @param thousands before every thousandth step
   */
  private record Costs(double[] early, double[] thousands) {
    Tensor first(int count) {
      return Tensor.of(early).slice(0, 0, count);
    }
  }
}
