package dev.crema.examples.lessons;

import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.List;

/** Arrays as NumPy has them: making, looking into, cutting, reshaping, reckoning, broadcasting. */
final class ArraysLesson implements Lesson {
  private static final int[][] PAIRS = {
    {3, 1, 3, 4}, {3, 1, 1, 4}, {3, 1, 3, 1}, {3, 4, 1, 4}, {3, 4, 1, 1}, {3, 4, 3, 4}
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

  private static void dtypes(Board board) {
    board.title("dtypes");
    Tensor small = Tensor.of(1, 2, 3).to(DType.INT16);
    board.same("to(INT16)", small.dtype(), "int16");
    board.same("int16 + float32", small.add(Tensor.of(0.5f)).dtype(), "float32");
    board.printed("a tenth in float32", Tensor.of(0.1f).to(DType.FLOAT64), "0.10000000149011612");
    board.printed("a tenth in float64", Tensor.of(0.1), "0.1000000000000000");
  }
}
