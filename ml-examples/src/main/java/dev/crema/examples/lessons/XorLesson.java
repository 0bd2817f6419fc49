package dev.crema.examples.lessons;

import dev.crema.examples.plot.Plot;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.NumpyRandom;
import java.util.Objects;

/**
 * XOR by two sigmoid layers without biases. At a rate of 0.1 a thousand epochs leave it undecided;
 * at 1.0 twenty thousand do it.
 */
final class XorLesson implements Lesson {
  private static final Tensor X = Tensor.of(new double[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
  private static final Tensor Y = Tensor.of(new double[] {0, 1, 1, 0}, 4, 1);

  /** How many epochs are between two points of the picture. */
  private static final int STEP = 10;

  @Override
  public String name() {
    return "xor";
  }

  @Override
  public String about() {
    return "two layers for XOR: why 1,000 epochs at 0.1 do not learn it, and what does";
  }

  @Override
  public void run(Board board) {
    asPrinted(board);
    patient(board);
    seeds(board);
  }

  private static void asPrinted(Board board) {
    board.title("As often printed: 1,000 epochs at a rate of 0.1, seed 0");
    Net net = new Net(0);
    double[] losses = net.train(1000, 0.1, 100);
    board.near(
        "mean squared error every 100 epochs",
        Tensor.of(losses),
        1e-9,
        0.3266821523682062,
        0.2587954201008046,
        0.254508120315657,
        0.25143343524337314,
        0.2490338718434573,
        0.24696774841302543,
        0.24500723595856028,
        0.24299881322948008,
        0.24083912399532406,
        0.2384590809274578);
    board.near(
        "answers for 00, 01, 10, 11",
        net.answers(),
        1e-9,
        0.4624175257078112,
        0.5487835261945176,
        0.524085544023608,
        0.547105808498698);
    board.say("about a half each: the error is still that of a coin, 0.25; nothing is learned");
    board.holds("11 is answered wrongly", net.answers().get(3).item() > 0.5);
    board.near(
        "W1",
        net.w1,
        1e-10,
        1.9431018813656622,
        0.4414979451131341,
        0.6877571670971587,
        2.2953513516314556,
        2.002785289072759,
        -0.8258574653802156,
        0.599193595513835,
        0.9854940288063667);
    board.near(
        "W2",
        net.w2,
        1e-10,
        0.7517952320759819,
        -0.514748241377617,
        -0.9922052731245425,
        0.453930341391237);
  }

  private static void patient(Board board) {
    board.title("20,000 epochs at a rate of 1.0, seed 0");
    Net net = new Net(0);
    double[] falling = net.train(20_000, 1, 2000);
    board.near(
        "mean squared error every 2,000 epochs",
        Tensor.of(falling),
        1e-10,
        0.3266821523682062,
        0.002048314519405883,
        0.000929434687643682,
        0.0005989469157029946,
        0.0004411896251116743,
        0.00034894160368391147,
        0.00028846509121105196,
        0.0002457802911047403,
        0.00021405417286897216,
        0.00018955295780555547);
    board.near(
        "answers for 00, 01, 10, 11",
        net.answers(),
        1e-9,
        0.020002356732062996,
        0.988476049233854,
        0.9884722868760999,
        0.003804602962342385);
    board.say("(1, 1) gives 0, not 0.98: one or the other, but not both");
    board.near(
        "W1",
        net.w1,
        1e-8,
        5.061674200330649,
        6.434269876982756,
        -3.9933609911643795,
        4.550146540439386,
        5.067191736617807,
        -4.047614362242076,
        6.282150613771798,
        4.469126773214409);
    board.near(
        "W2",
        net.w2,
        1e-8,
        9.966168866360945,
        -12.573774135090881,
        -12.582622284097132,
        7.406827425590794);
    board.say("the weights have grown: steep sigmoids cut the square into stripes");
  }

  private static void seeds(Board board) {
    board.title("Other seeds: where the weights start decides how long it takes");
    double[] epochs = Tensor.arange(0, 1000, STEP).toDoubles();
    Plot plot = new Plot("XOR at a rate of 0.1", "epoch", "mean squared error");
    plot.line("seed 0", epochs, new Net(0).train(1000, 0.1, STEP));
    for (XorSeed known : XorSeed.ALL) {
      Net net = new Net(known.seed());
      double[] losses = net.train(1000, 0.1, STEP);
      plot.line("seed " + known.seed(), epochs, losses);
      Tensor hundreds = Tensor.of(losses).slice(0, 0, losses.length, 100 / STEP);
      compare(
          board,
          "seed %d, 1,000 epochs at 0.1".formatted(known.seed()),
          net,
          hundreds,
          known.early());
      Net patient = new Net(known.seed());
      Tensor falling = Tensor.of(patient.train(20_000, 1, 2000));
      compare(
          board,
          "seed %d, 20,000 epochs at 1.0".formatted(known.seed()),
          patient,
          falling,
          known.late());
    }
    board.say("of six seeds one is through after 1,000 epochs, all after 20,000 large steps");
    board.picture("xor", plot);
  }

  private static void compare(Board board, String what, Net net, Tensor losses, XorSeed.Run known) {
    board.near(what + ": mean squared error on the way", losses, 1e-10, known.losses());
    board.near("answers", net.answers(), 1e-9, known.answers());
    board.same("all four on the right side of a half", net.solved(), known.solved());
  }

  /** sigmoid(sigmoid(x W1) W2), trained on all four rows at once. */
  private static final class Net {
    private final Parameter w1;
    private final Parameter w2;

    Net(long seed) {
      NumpyRandom random = new NumpyRandom(seed);
      w1 = new Parameter(random.randn(2, 4));
      w2 = new Parameter(random.randn(4, 1));
    }

    Tensor answers() {
      return Autograd.noGrad(this::forward);
    }

    boolean solved() {
      return answers().gt(0.5).eq(Y.gt(0.5)).to(DType.INT32).min().item() == 1;
    }

    private Tensor forward() {
      return X.matmul(w1).sigmoid().matmul(w2).sigmoid();
    }

    /** The error before every so many epochs. */
    double[] train(int epochs, double rate, int every) {
      double[] losses = new double[epochs / every];
      for (int epoch = 0; epoch < epochs; epoch++) {
        Tensor error = forward().sub(Y).square();
        if (epoch % every == 0) {
          losses[epoch / every] = error.mean().item();
        }
        w1.zeroGrad();
        w2.zeroGrad();
        error.sum().mul(0.5).backward();
        step(w1, rate);
        step(w2, rate);
      }
      return losses;
    }

    private static void step(Parameter w, double rate) {
      Tensor gradient = Objects.requireNonNull(w.grad());
      w.assign(Autograd.noGrad(() -> w.sub(gradient.mul(rate))));
    }
  }
}
