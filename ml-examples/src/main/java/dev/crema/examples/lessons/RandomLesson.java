package dev.crema.examples.lessons;

import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.NumpyRandom;
import dev.crema.tensor.random.TorchRandom;

/** The streams of NumPy and PyTorch: a ported program draws the same numbers. */
final class RandomLesson implements Lesson {
  @Override
  public String name() {
    return "random";
  }

  @Override
  public String about() {
    return "the random streams of numpy.random.seed and torch.manual_seed";
  }

  @Override
  public void run(Board board) {
    board.title("numpy.random.seed");
    NumpyRandom random = new NumpyRandom(42);
    board.printed("seed 42: rand(2, 1)", random.rand(2, 1), "0.37454012 0.95071431");
    board.printed("then rand(1, 1)", random.rand(1, 1), "0.73199394");
    board.printed(
        "seed 2: randn(4, 2) * 0.01",
        new NumpyRandom(2).randn(4, 2).mul(0.01),
        """
        [[-0.00416758 -0.00056267] [-0.02136196 0.01640271]
        [-0.01793436 -0.00841747] [0.00502881 -0.01245288]]\
        """);
    board.near(
        "seed 43: the first two of randn(100, 2)",
        new NumpyRandom(43).randn(100, 2).get(0),
        1e-15,
        0.25739992534469336,
        -0.9084814327806611);
    board.printed(
        "seed 1: choice([0, 1], 20)",
        new NumpyRandom(1).choice(2, 20),
        "1 1 0 0 1 1 1 1 1 0 0 1 0 1 1 0 0 1 0 0");
    board.printed("seed 1: randint(0, 10, 5)", new NumpyRandom(1).randint(0, 10, 5), "5 8 9 5 0");
    board.printed(
        "seed 1: permutation(10)",
        Tensor.of(new NumpyRandom(1).permutation(10)),
        "2 9 6 4 0 3 1 7 8 5");

    board.title("torch.manual_seed");
    float[] uniform = new float[5];
    new TorchRandom(0).fillUniform(uniform, 0, 5);
    board.printed(
        "seed 0: rand(5)",
        Tensor.of(uniform),
        "0.49625659 0.76822180 0.08847743 0.13203049 0.30742282");
    float[] normal = new float[4];
    new TorchRandom(0).fillNormal(normal, 0, 4);
    board.printed("seed 0: randn(4)", Tensor.of(normal), "1.5410 -0.2934 -2.1788 0.5684");
  }
}
