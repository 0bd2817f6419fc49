package dev.crema.examples.lessons;

import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.NumpyRandom;
import java.util.List;

/** Arrays as NumPy has them: making, looking into, cutting, reshaping, reckoning, broadcasting. */
final class ArraysLesson implements Lesson {
  private static final int[][] PAIRS = {
    {3, 1, 3, 4}, {3, 1, 1, 4}, {3, 1, 3, 1}, {3, 4, 3, 1}, {3, 4, 1, 4}, {3, 4, 3, 4}
  };

  /** a - b for each pair, drawn with seed 42. */
  private static final double[][] DIFFERENCES = {
    {
      -1.0263157033967927, 0.7308675277345686, 0.7308511099604132, -1.0824986624961588,
      -0.9056990303240935, 0.33121008476376745, -0.6808243447571494, 0.3251533916412776,
      1.1134182916709494, 0.4057262665346584, 2.5609687827584904, 2.3726063706137253
    },
    {
      0.3457365462802382, 0.8500161720943188, -2.0279362981625266, -0.33651122875443706,
      -0.1048070448132129, 0.3994725810008677, -2.478479889255978, -0.7870548198478882,
      1.2222714081164847, 1.7265510339305654, -1.1514014363262801, 0.5400236330818096
    },
    {-0.04339438502194225, -0.273754608791154, -0.9200807428708546},
    {
      -1.3391052699142154, -1.0301603297886872, -1.3401731922248072, 1.1138116045135273,
      -0.1848655059279044, -1.229079210145871, 0.6511766309132185, -1.3922119311609928,
      0.3245118773929959, -1.844021841491535, -1.21253776651019, 0.31250951825736406
    },
    {
      -1.2323838147054873, -0.6393044671447888, -0.41063183254349406, -0.7919022023633515,
      0.12584210710271715, 1.1828358127911, -1.4538277795115193, -0.007179462008768955,
      -1.316362399532515, 0.1622955229166798, 0.9208886646920824, 0.699736091092387
    },
    {
      -0.56249143934361, -0.44334819873533843, -1.7503026324778233, 1.5134101300837162,
      -2.0181091284558947, 0.7254787541560268, 1.6552473790366904, -0.16377089811583614,
      2.991101812492917, 0.581307912885146, -1.0022323261168706, -1.116498439233102
    }
  };

  @Override
  public String name() {
    return "arrays";
  }

  @Override
  public String about() {
    return "creation, attributes, indexing, slicing, reshape, arithmetic, broadcasting, dtypes";
  }

  @Override
  public void run(Board board) {
    creation(board);
    indexing(board);
    shapes(board);
    arithmetic(board);
    broadcasting(board);
    differences(board);
    dtypes(board);
  }

  private static void creation(Board board) {
    board.title("Creation and attributes");
    Tensor a = Tensor.of(1, 2, 3, 4);
    board.show("Tensor.of(1, 2, 3, 4)", a);
    board.same("its ndim", a.ndim(), 1);
    board.same("its shape", a.shape(), "(4,)");
    board.same("its size", a.numel(), 4);
    board.same("its dtype", a.dtype(), "int32");
    Tensor zeros = Tensor.zeros(2, 3);
    board.show("Tensor.zeros(2, 3)", zeros);
    board.same("its shape", zeros.shape(), "(2, 3)");
    board.printed("the sum of Tensor.ones(4, 4)", Tensor.ones(4, 4).sum(), "16.");
    board.printed("Tensor.arange(10)", Tensor.arange(10), "0 1 2 3 4 5 6 7 8 9");
    Tensor line = Tensor.linspace(-5, 5, 50);
    board.same("points of linspace(-5, 5, 50)", line.numel(), 50);
    board.printed("its ends", Tensor.of(line.get(0).item(), line.get(-1).item()), "-5. 5.");
  }

  private static void indexing(Board board) {
    board.title("Indexing and slicing: views, no copies");
    Tensor a = Tensor.of(1, 2, 3, 4, 5);
    board.printed("a[0]", a.get(0), "1");
    board.printed("a[-1]", a.get(-1), "5");
    board.printed("a[1:4]", a.slice(0, 1, 4), "[2 3 4]");
    Tensor square = Tensor.of(new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 3);
    board.printed("square[1, 2]", square.get(1, 2), "6");
    board.printed("square[:, 1]", square.select(1, 1), "[2 5 8]");
    Tensor x = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2);
    Tensor positive = Tensor.of(0, 1, 1).eq(1);
    board.printed(
        "rows by a mask, x[y == 1][:, 0]", x.select(1, 0).maskedSelect(positive), "[3. 5.]");
  }

  private static void shapes(Board board) {
    board.title("Reshape");
    Tensor twelve = Tensor.arange(12).reshape(3, 4);
    board.show("arange(12).reshape(3, 4)", twelve);
    board.same("its shape", twelve.shape(), "(3, 4)");
    board.printed("its last row", twelve.get(-1), "[8 9 10 11]");
    Tensor hundred = Tensor.arange(100);
    board.same("reshape(1, -1)", hundred.reshape(1, -1).shape(), "(1, 100)");
    board.same("reshape(-1, 1)", hundred.reshape(-1, 1).shape(), "(100, 1)");
    board.printed("the transpose's first row", twelve.t().get(0), "[0 4 8]");
  }

  private static void arithmetic(Board board) {
    board.title("Arithmetic and functions");
    Tensor a = Tensor.of(1, 2, 3);
    Tensor b = Tensor.of(4, 5, 6);
    board.printed("a + b", a.add(b), "[5 7 9]");
    board.printed("a * b", a.mul(b), "[4 10 18]");
    board.printed("a . b", a.dot(b), "32");
    board.printed("a ** 2", a.pow(2), "[1 4 9]");
    Tensor square = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2);
    board.printed("matmul", square.matmul(square), "[[7. 10.] [15. 22.]]");
    Tensor powers = Tensor.of(1, 2, 3, StrictMath.E);
    board.printed("log([1, 2, 3, e])", powers.log(), "[0. 0.69314718 1.09861229 1.]");
    board.printed("[0, 1, .1] * 3", Tensor.of(0, 1, 0.1).mul(3), "[0. 3. 0.3]");
    board.printed("sum along axis 0", square.sum(0), "[4. 6.]");
    board.printed("mean", square.mean(), "2.5");
  }

  private static void broadcasting(Board board) {
    board.title("Broadcasting");
    board.printed("ones(3, 3) + 5", Tensor.ones(3, 3).add(5), "6. 6. 6. 6. 6. 6. 6. 6. 6.");
    board.say("axes of size 1 stretch to fit the other operand:");
    List<String> expected = List.of("(3, 4)", "(3, 4)", "(3, 1)", "(3, 4)", "(3, 4)", "(3, 4)");
    for (int i = 0; i < PAIRS.length; i++) {
      int[] p = PAIRS[i];
      Tensor a = Tensor.ones(p[0], p[1]);
      Tensor b = Tensor.ones(p[2], p[3]);
      String pair = a.shape() + " and " + b.shape();
      board.same(pair + " with +", a.add(b).shape(), expected.get(i));
      board.same(pair + " with -", a.sub(b).shape(), expected.get(i));
      board.same(pair + " with *", a.mul(b).shape(), expected.get(i));
      board.same(pair + " with /", a.div(b).shape(), expected.get(i));
    }
  }

  /** One stream: the six pairs in order, and then two times a hundred numbers. */
  private static void differences(Board board) {
    board.title("The same pairs filled with random numbers, seed 42: a - b");
    NumpyRandom random = new NumpyRandom(42);
    for (int i = 0; i < PAIRS.length; i++) {
      int[] p = PAIRS[i];
      Tensor a = random.randn(p[0], p[1]);
      Tensor b = random.randn(p[2], p[3]);
      board.near(a.shape() + " - " + b.shape(), a.sub(b), 1e-15, DIFFERENCES[i]);
    }
    Tensor row = random.rand(100).reshape(1, -1);
    Tensor column = random.rand(100).reshape(-1, 1);
    board.near("(1, 100) @ (100, 1)", row.matmul(column), 1e-13, 24.298561089770203);
  }

  private static void dtypes(Board board) {
    board.title("dtypes");
    Tensor small = Tensor.of(1, 2, 3).to(DType.INT16);
    board.same("to(INT16)", small.dtype(), "int16");
    board.same("int16 + float32", small.add(Tensor.of(0.5f)).dtype(), "float32");
    board.printed("a tenth in float32", Tensor.of(0.1f).to(DType.FLOAT64), "0.10000000149011612");
    board.printed("a tenth in float64", Tensor.of(0.1), "0.1000000000000000");
  }
}
