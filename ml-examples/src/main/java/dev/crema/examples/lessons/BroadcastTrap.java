package dev.crema.examples.lessons;

import dev.crema.tensor.Autograd;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.NumpyRandom;
import java.util.Objects;

/**
 * A gradient with a slip in it: {@code dW = dZ * X} instead of {@code dZ @ X}. Broadcasting makes
 * it (3, 3), so one line of weights silently becomes three, and the loss goes on falling.
 */
final class BroadcastTrap {
  private static final int STEPS = 20;
  private static final double[] LOSSES_0 = {
    2.1477967006460053, 0.8531363917650916, 0.7385771369416587, 0.6903691633989619,
    0.6276739402246395, 0.551395126117681, 0.4708131132466181, 0.39360521346722394,
    0.32555848451794783, 0.2701153919882142, 0.2274852251425725, 0.19539553307636426,
    0.17099249315623033, 0.15198100609464046, 0.13678511331580456, 0.12436278231059562,
    0.11401615048862491, 0.10526398253682007, 0.09776392672263622, 0.09126549649533167
  };
  private static final double[] W_0 = {
    -0.943356481640196, 0.4001572083672233, 0.9787379841057392,
    -2.150565112060554, 0.4001572083672233, 8.678193014744359,
    -2.8831912678014056, -0.9641799042404119, 0.9787379841057392
  };
  private static final double[] B_0 = {
    -2.7074088276078605, -3.3127386389856373, 4.298347364469694,
    -1.957308729014109, -6.008785422971052, 7.699455030638618,
    -1.54908120458969, -1.3643371126076356, 11.112994856124603
  };
  private static final double[] A_0 = {
    0.026663389461371728, 0.015490814005303295, 0.8590573545343364,
    0.01700918496331447, 0.17348410210975043, 0.829068602809026,
    0.012334620267922525, 0.002292811294077916, 0.8049446573263291
  };
  private static final double[] LOSSES_42 = {
    1.0067943100798542, 1.0577764229845872, 1.0607180122085915, 0.9873186393063218,
    0.8812493761267554, 0.7645029856155702, 0.6481330420584537, 0.5380253258938563,
    0.43827227191787216, 0.352854156325086, 0.2847918881258139, 0.23389324939618625,
    0.19683435923804277, 0.1695779463311188, 0.1489740324035297, 0.13292892066735487,
    0.12009876539031675, 0.10960783739359813, 0.10086805552078085, 0.09347188674103857
  };
  private static final double[] W_42 = {
    -1.5952017831269432, -0.13826430117118466, 0.6476885381006925,
    -2.5890080686560664, -0.13826430117118466, 10.200795582547121,
    -3.2154242545281795, -1.1223727317577266, 0.6476885381006925
  };
  private static final double[] B_42 = {
    -2.091915936138176, -1.9824364276225956, 6.791864989710609,
    -1.5428611108336496, -6.561044664611697, 9.553107044446428,
    -1.2373794691798041, -0.9841084305865418, 12.244739907028917
  };
  private static final double[] A_42 = {
    0.025687101712346838, 0.011403410863288607, 0.8585925714116925,
    0.016592176009858912, 0.18941011361239934, 0.8286387417988096,
    0.012074572346765962, 0.0012373024241107576, 0.7999444700920793
  };

  private static final Tensor X = Tensor.of(new double[] {1, 0, 0, 2, 0, 1, 3, 1, 0}, 3, 3);
  private static final Tensor Y = Tensor.of(new double[] {0, 0, 1}, 1, 3);

  private BroadcastTrap() {}

  static void run(Board board) {
    board.title("A gradient of the wrong shape: dW = dZ * X");
    silently(board, 0, LOSSES_0, W_0, B_0, A_0);
    silently(board, 42, LOSSES_42, W_42, B_42, A_42);
    board.say("the loss fell all the same, with 9 weights and 9 biases in place of 3 and 1");
    refused(board);
  }

  /** As it goes with plain tensors, which may be replaced by others of any shape. */
  private static void silently(
      Board board,
      long seed,
      double[] losses,
      double[] weights,
      double[] biases,
      double[] answers) {
    Tensor w = new NumpyRandom(seed).randn(1, 3);
    Tensor b = Tensor.zeros(DType.FLOAT64, 1, 1);
    Tensor a = answers(w, b);
    double[] seen = new double[STEPS];
    for (int step = 0; step < STEPS; step++) {
      a = answers(w, b);
      seen[step] = loss(a);
      Tensor error = a.sub(Y);
      w = w.sub(error.mul(X));
      b = b.sub(error);
      if (step == 0) {
        board.same("seed %d: the shape of W after one step".formatted(seed), w.shape(), "(3, 3)");
        board.same("the shape of b", b.shape(), "(1, 3)");
      }
    }
    board.near("losses", Tensor.of(seen), 1e-12, losses);
    board.near("W", w, 1e-12, weights);
    board.near("b", b, 1e-12, biases);
    board.near("answers", a, 1e-12, answers);
  }

  private static Tensor answers(Tensor w, Tensor b) {
    return w.matmul(X.t()).add(b).sigmoid();
  }

  private static double loss(Tensor a) {
    return Y.mul(a.log()).add(Y.neg().add(1).mul(a.neg().add(1).log())).neg().mean().item();
  }

  /** As it goes with a parameter, which keeps its shape. */
  private static void refused(Board board) {
    board.title("A Parameter keeps its shape");
    Parameter w = new Parameter(new NumpyRandom(0).randn(1, 3));
    Tensor error = Autograd.noGrad(() -> answers(w, Tensor.zeros(DType.FLOAT64, 1, 1)).sub(Y));
    String refusal = "";
    try {
      w.assign(Autograd.noGrad(() -> w.sub(error.mul(X))));
    } catch (CremaException e) {
      refusal = Objects.requireNonNull(e.getMessage());
    }
    board.say(refusal);
    board.holds("a (3, 3) into a (1, 3) is refused", refusal.contains("(1, 3)"));
    w.assign(Autograd.noGrad(() -> w.sub(error.matmul(X))));
    board.same("with dZ @ X the shape stays", w.shape(), "(1, 3)");
  }
}
