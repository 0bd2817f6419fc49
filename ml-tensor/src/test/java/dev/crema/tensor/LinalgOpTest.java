package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.crema.tensor.random.Philox;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractThrowableAssert;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Factorizations against their definition, Hipparchus, PyTorch, and finite differences. */
class LinalgOpTest {
  private static Tensor normal(int... shape) {
    return Tensor.randn(Philox.of(8, 1, 0), DType.FLOAT64, Shape.of(shape));
  }

  private static Tensor t(Tensor x) {
    return x.transpose(-2, -1);
  }

  private static Tensor symmetric(Tensor x) {
    return x.add(t(x)).div(2);
  }

  private static Tensor definite(Tensor x) {
    return x.matmul(t(x)).add(Tensor.eye(DType.FLOAT64, x.size(-2)));
  }

  private static RealMatrix matrix(Tensor x) {
    return MatrixUtils.createRealMatrix((double[][]) x.toArray());
  }

  private static void assertClose(Tensor got, Tensor want, double tolerance) {
    assertThat(got.shape()).isEqualTo(want.shape());
    assertThat(got.toDoubles()).containsExactly(want.toDoubles(), within(tolerance));
  }

  private static void assertOrthonormalColumns(Tensor q) {
    assertClose(
        t(q).matmul(q),
        Tensor.eye(DType.FLOAT64, q.size(-1)).expand(t(q).matmul(q).shape()),
        1e-13);
  }

  /** The order of rows as a matrix P with A = P L U. */
  private static Tensor rowMatrix(Tensor permutation) {
    Tensor rows = Tensor.arange(permutation.size(-1)).unsqueeze(1);
    return rows.eq(permutation.unsqueeze(-2)).to(DType.FLOAT64);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "5,3", "3,5", "6,6", "1,4", "4,1", "40,30", "30,40", "90,90"})
  void factorsMakeUpTheMatrix(int m, int n) {
    Tensor a = normal(2, m, n);
    Factors.Qr qr = a.qr();
    assertClose(qr.q().matmul(qr.r()), a, 1e-12);
    assertOrthonormalColumns(qr.q());
    assertThat(Triangles.lower(qr.r(), -1).ne(0L).any().itemBoolean()).isFalse();
    Factors.Svd svd = a.svd();
    assertClose(svd.u().mul(svd.s().unsqueeze(-2)).matmul(svd.vh()), a, 1e-12);
    assertOrthonormalColumns(svd.u());
    assertOrthonormalColumns(t(svd.vh()));
    assertThat(svd.s().slice(-1, 1, n).gt(svd.s().slice(-1, 0, -1)).any().itemBoolean()).isFalse();
    Factors.Lu lu = a.lu();
    assertClose(rowMatrix(lu.permutation()).matmul(lu.l()).matmul(lu.u()), a, 1e-12);
    assertThat(lu.l().abs().max().item()).isLessThanOrEqualTo(1);
    Tensor square = definite(a);
    Tensor l = square.cholesky();
    assertClose(l.matmul(t(l)), square, 1e-11);
    assertThat(Triangles.upper(l, 1).ne(0L).any().itemBoolean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 60})
  void eigenvectorsAreKeptInDirection(int n) {
    Tensor a = symmetric(normal(3, n, n));
    Factors.Eigh eigh = a.eigh();
    assertClose(a.matmul(eigh.vectors()), eigh.vectors().mul(eigh.values().unsqueeze(-2)), 1e-12);
    assertOrthonormalColumns(eigh.vectors());
    double[] expected = new EigenDecompositionSymmetric(matrix(a.get(1))).getEigenvalues();
    java.util.Arrays.sort(expected);
    assertThat(eigh.values().get(1).toDoubles()).containsExactly(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"7,7", "9,4", "4,9", "50,20"})
  void singularValuesAreThoseOfHipparchus(int m, int n) {
    Tensor a = normal(m, n);
    double[] expected = new SingularValueDecomposition(matrix(a)).getSingularValues();
    assertThat(a.svd().s().toDoubles()).containsExactly(expected, within(1e-12));
  }

  @Test
  void determinantsAreThoseOfHipparchus() {
    Tensor a = normal(6, 5, 5);
    double[] det = a.det().toDoubles();
    for (int i = 0; i < det.length; i++) {
      double expected = new LUDecomposition(matrix(a.get(i))).getDeterminant();
      assertThat(det[i]).isCloseTo(expected, within(1e-13 * (1 + Math.abs(expected))));
    }
  }

  /** Columns over 190 orders of magnitude, and Hilbert's matrix of order 8. */
  @Test
  void smallSingularValuesAreAccurate() {
    double[] scales = {1e-40, 1e100, 1, 1e-90};
    double[] falling = {1e100, 1, 1e-40, 1e-90};
    double[] s = orthogonal(4).mul(Tensor.of(scales)).svd().s().toDoubles();
    for (int i = 0; i < 4; i++) {
      assertThat(s[i] / falling[i]).isCloseTo(1, within(1e-14));
    }
    Tensor index = Tensor.arange(8).to(DType.FLOAT64);
    Tensor hilbert = index.unsqueeze(1).add(index).add(1).reciprocal();
    double[] smallest = hilbert.svd().s().toDoubles();
    assertThat(smallest[7]).isCloseTo(1.11153896637e-10, within(1e-16));
  }

  private static Tensor orthogonal(int n) {
    return normal(n, n).qr().q();
  }

  @Test
  void vectorsOfSingularMatricesAreComplete() {
    Tensor column = normal(5, 1);
    Tensor rank1 = column.matmul(normal(1, 4));
    for (Tensor a : List.of(rank1, t(rank1), Tensor.zeros(DType.FLOAT64, 4, 4))) {
      Factors.Svd svd = a.svd();
      assertOrthonormalColumns(svd.u());
      assertOrthonormalColumns(t(svd.vh()));
      assertClose(svd.u().mul(svd.s()).matmul(svd.vh()), a, 1e-14);
    }
    Factors.Eigh eigh = Tensor.zeros(DType.FLOAT64, 3, 3).eigh();
    assertThat(eigh.values().toDoubles()).containsOnly(0);
    assertOrthonormalColumns(eigh.vectors());
    assertThat(rank1.get(0).expand(4, 4).det().item()).isZero();
  }

  @Test
  void signsFollowARule() {
    Tensor a = normal(20, 6, 4);
    assertGreatestIsPositive(t(a.svd().u()));
    assertGreatestIsPositive(t(t(a).svd().u()));
    assertGreatestIsPositive(t(symmetric(normal(20, 5, 5)).eigh().vectors()));
    Tensor diagonal = Triangles.diagonal(a.qr().r());
    Tensor first = a.select(-1, 0).select(-1, 0);
    assertThat(diagonal.select(-1, 0).mul(first).lt(0L).all().itemBoolean()).isTrue();
    assertThat(Tensor.eye(DType.FLOAT64, 3).qr().r().toDoubles())
        .containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
  }

  private static void assertGreatestIsPositive(Tensor rows) {
    Tensor at = rows.abs().argmax(-1).unsqueeze(-1);
    assertThat(rows.gather(rows.ndim() - 1, at).gt(0L).all().itemBoolean()).isTrue();
  }

  @Test
  void readsTheLowerTriangleOnly() {
    Tensor a = definite(normal(4, 4));
    Tensor spoiled = Triangles.lower(a, 0).add(Triangles.upper(a.fullLike(Double.NaN), 1));
    assertThat(spoiled.cholesky().toDoubles()).isEqualTo(a.cholesky().toDoubles());
    assertThat(spoiled.eigh().values().toDoubles()).isEqualTo(a.eigh().values().toDoubles());
    Tensor b = normal(4, 2);
    Tensor lower = Triangles.lower(a, 0);
    assertThat(spoiled.solveTriangular(b, false).toDoubles())
        .isEqualTo(lower.solveTriangular(b, false).toDoubles());
    assertClose(lower.matmul(spoiled.solveTriangular(b, false)), b, 1e-13);
  }

  @ParameterizedTest
  @CsvSource({
    "false,false,false",
    "false,false,true",
    "false,true,false",
    "false,true,true",
    "true,false,false",
    "true,false,true",
    "true,true,false",
    "true,true,true"
  })
  void triangularSystemsAreSolved(boolean upper, boolean unit, boolean left) {
    Tensor a = normal(3, 1, 4, 4).add(Tensor.eye(DType.FLOAT64, 4).mul(4));
    Tensor b = left ? normal(2, 4, 3) : normal(2, 3, 4);
    Op solve = new LinalgOp.TriangularSolve(upper, unit, left);
    Tensor x = Dispatcher.apply(solve, a, b);
    Tensor triangle = upper ? Triangles.upper(a, unit ? 1 : 0) : Triangles.lower(a, unit ? -1 : 0);
    Tensor read = unit ? triangle.add(Tensor.eye(DType.FLOAT64, 4)) : triangle;
    assertThat(x.shape()).isEqualTo(left ? Shape.of(3, 2, 4, 3) : Shape.of(3, 2, 3, 4));
    assertClose(left ? read.matmul(x) : x.matmul(read), b.expand(x.shape()), 1e-12);
    Function<Tensor[], Tensor> f = in -> Dispatcher.apply(solve, in);
    GradCheck.check(
        f, t(normal(3, 3)).add(Tensor.eye(DType.FLOAT64, 3).mul(3)), t(normal(2, 3, 3)));
    GradCheck.checkSecond(f, definite(normal(2, 2)), normal(2, 2));
  }

  @Test
  void systemsAreSolved() {
    Tensor a = normal(2, 1, 4, 4);
    Tensor b = normal(3, 4, 2);
    assertClose(a.matmul(a.solve(b)), b.expand(2, 3, 4, 2), 1e-12);
    Tensor x = a.get(0, 0).solve(b.get(0).select(1, 0));
    assertThat(x.shape()).isEqualTo(Shape.of(4));
    assertClose(a.get(0, 0).mv(x), b.get(0).select(1, 0), 1e-13);
    assertClose(a.matmul(a.inverse()), Tensor.eye(DType.FLOAT64, 4).expand(2, 1, 4, 4), 1e-12);
  }

  private static void checkGradients(UnaryOperator<Tensor> f, Tensor x) {
    GradCheck.check(in -> f.apply(in[0]), x);
    GradCheck.checkSecond(in -> f.apply(in[0]), x);
  }

  @Test
  void gradientOfCholesky() {
    checkGradients(x -> symmetric(x).cholesky(), definite(normal(2, 3, 3)));
  }

  @ParameterizedTest
  @CsvSource({"3,3", "4,2", "2,4"})
  void gradientsOfQrSvdAndLu(int m, int n) {
    Tensor a = separated(m, n);
    checkGradients(x -> x.qr().q(), a);
    checkGradients(x -> x.qr().r(), a);
    checkGradients(x -> x.qr().q().matmul(x.qr().r()).square(), a);
    checkGradients(x -> x.svd().u(), a);
    checkGradients(x -> x.svd().s(), a);
    checkGradients(x -> x.svd().vh(), a);
    checkGradients(x -> x.lu().l(), a);
    checkGradients(x -> x.lu().u(), a);
    checkGradients(x -> x.lu().l().matmul(x.lu().u().sin()), t(t(a).contiguous()));
  }

  /** Singular values 3, 2, 1: far apart, and rows that no pivot hesitates between. */
  private static Tensor separated(int m, int n) {
    Tensor u = orthogonal(m);
    Tensor v = normal(n + 1, n + 1).qr().q().slice(0, 0, n).slice(1, 0, n).svd().u();
    int k = Math.min(m, n);
    Tensor s = Tensor.arange(k).to(DType.FLOAT64).mul(-1).add(k);
    return u.slice(1, 0, k).mul(s).matmul(v.slice(0, 0, k));
  }

  @Test
  void gradientsOfEigh() {
    Tensor q = orthogonal(4);
    Tensor a = q.mul(Tensor.of(new double[] {-2, -0.5, 1, 3})).matmul(t(q));
    checkGradients(x -> symmetric(x).eigh().values(), a);
    checkGradients(x -> symmetric(x).eigh().vectors(), a);
    checkGradients(
        x -> {
          Factors.Eigh eigh = symmetric(x).eigh();
          return eigh.vectors().mul(eigh.values().exp()).matmul(t(eigh.vectors()));
        },
        a);
  }

  @Test
  void gradientsOfSystemsAndDeterminants() {
    Tensor a = normal(2, 3, 3).add(Tensor.eye(DType.FLOAT64, 3).mul(2));
    checkGradients(x -> x.inverse(), a);
    checkGradients(x -> x.det(), a);
    GradCheck.check(in -> in[0].solve(in[1]), a, normal(3, 2));
    GradCheck.checkSecond(in -> in[0].solve(in[1]), a.get(0), normal(3, 2));
  }

  /** The determinant is smooth everywhere; where it is 0 its gradient is the cofactors. */
  @Test
  void gradientOfTheDeterminantOfASingularMatrix() {
    Tensor a = Tensor.of(new double[] {1, 2, 3, 2, 4, 6, 1, 0, 1}, 3, 3);
    assertThat(a.det().item()).isZero();
    checkGradients(x -> x.det(), a);
    Tensor zeros = Tensor.zeros(DType.FLOAT64, 3, 3).requiresGrad(true);
    assertThat(Autograd.grad(zeros.det(), zeros).getFirst().toDoubles()).containsOnly(0);
  }

  @Test
  void agreesWithTorch() {
    assertThat(TorchCases.read("linalg.json").check(LinalgOpTest::evaluate)).isEqualTo(23);
    assertThat(
            TorchCases.golden("ops_linalg.json")
                .only(c -> c.call().matches("torch.(inverse|det|linalg).*"))
                .check(LinalgOpTest::evaluate))
        .isEqualTo(6);
  }

  private static Tensor[] evaluate(TorchCases.Case given) {
    Tensor a = given.input("a");
    String call = given.call().replaceAll("torch\\.(linalg\\.)?|\\(.*", "");
    return switch (call) {
      case "inverse" -> new Tensor[] {a.inverse()};
      case "det" -> new Tensor[] {a.det()};
      case "solve" -> new Tensor[] {a.solve(given.input("b"))};
      case "cholesky" -> {
        double shift = given.call().contains("2*torch.eye") ? 2 : 1;
        Tensor shifted = Tensor.eye(a.dtype(), a.size(-1)).mul(shift);
        yield new Tensor[] {a.matmul(t(a)).add(shifted).cholesky()};
      }
      case "svdvals" -> new Tensor[] {a.svd().s()};
      case "eigvalsh" -> new Tensor[] {a.add(t(a)).eigh().values()};
      case "qr" -> new Tensor[] {a.qr().q(), a.qr().r()};
      case "lu" -> {
        Factors.Lu lu = a.lu();
        yield new Tensor[] {rowMatrix(lu.permutation()), lu.l(), lu.u()};
      }
      case "svd" -> {
        Factors.Svd svd = a.svd();
        Tensor first = svd.u().slice(-1, 0, 1).matmul(svd.vh().slice(-2, 0, 1));
        Tensor powers = svd.u().mul(svd.s().exp().unsqueeze(-2)).matmul(svd.vh());
        yield new Tensor[] {first, svd.s(), powers};
      }
      case "eigh" -> {
        Factors.Eigh eigh = a.add(t(a)).eigh();
        Tensor v = eigh.vectors();
        Tensor powers = v.mul(eigh.values().exp().unsqueeze(-2)).matmul(t(v));
        yield new Tensor[] {eigh.values(), powers, v.slice(-1, 0, 1).matmul(t(v.slice(-1, 0, 1)))};
      }
      case "solve_triangular" -> {
        boolean upper = given.ints("upper", 1, 0).get(0) == 1;
        boolean unit = given.ints("unit", 1, 0).get(0) == 1;
        boolean left = given.ints("left", 1, 0).get(0) == 1;
        Op solve = new LinalgOp.TriangularSolve(upper, unit, left);
        yield new Tensor[] {Dispatcher.apply(solve, a, given.input("b"))};
      }
      default -> throw new AssertionError(call);
    };
  }

  @Test
  void computesInFloat64AndRoundsOnce() {
    Tensor a = normal(5, 5).to(DType.FLOAT32);
    Tensor wide = a.to(DType.FLOAT64);
    assertThat(a.svd().u().toFloats()).isEqualTo(wide.svd().u().toFloats());
    assertThat(a.qr().r().toFloats()).isEqualTo(wide.qr().r().toFloats());
    assertThat(a.lu().l().dtype()).isEqualTo(DType.FLOAT32);
    assertThat(a.lu().permutation().dtype()).isEqualTo(DType.INT64);
  }

  @Test
  void readsMatricesThatLieAnyhow() {
    Tensor a = normal(4, 3, 5).permute(1, 2, 0).flip(1);
    assertThat(a.isContiguous()).isFalse();
    Tensor plain = a.contiguous();
    assertThat(a.svd().u().toDoubles()).isEqualTo(plain.svd().u().toDoubles());
    assertThat(a.qr().q().toDoubles()).isEqualTo(plain.qr().q().toDoubles());
    assertThat(a.lu().u().toDoubles()).isEqualTo(plain.lu().u().toDoubles());
  }

  @Test
  void emptyMatricesHaveEmptyFactors() {
    Tensor none = Tensor.zeros(DType.FLOAT64, 2, 0, 0);
    assertThat(none.cholesky().shape()).isEqualTo(Shape.of(2, 0, 0));
    assertThat(none.eigh().values().shape()).isEqualTo(Shape.of(2, 0));
    assertThat(none.det().toDoubles()).containsExactly(1, 1);
    assertThat(none.solve(Tensor.zeros(DType.FLOAT64, 0, 3)).shape()).isEqualTo(Shape.of(2, 0, 3));
    for (int[] shape : new int[][] {{3, 0}, {0, 3}, {0, 2, 3}, {0, 3, 2}}) {
      Tensor a = Tensor.zeros(DType.FLOAT64, shape).requiresGrad(true);
      Shape product = a.svd().u().matmul(a.svd().vh()).shape();
      assertThat(product).isEqualTo(a.shape());
      assertThat(a.qr().q().matmul(a.qr().r()).shape()).isEqualTo(a.shape());
      assertThat(a.lu().l().matmul(a.lu().u()).shape()).isEqualTo(a.shape());
      Tensor total = a.svd().s().sum().add(a.qr().r().sum()).add(a.lu().u().sum());
      assertThat(Autograd.grad(total, a).getFirst().shape()).isEqualTo(a.shape());
    }
  }

  @Test
  void givesTheSameBitsOnAnyNumberOfThreads() {
    Tensor a = normal(60, 9, 9);
    int before = Crema.threads();
    try {
      Crema.threads(1);
      double[] alone = a.svd().u().toDoubles();
      Crema.threads(5);
      assertThat(a.svd().u().toDoubles()).isEqualTo(alone);
    } finally {
      Crema.threads(before);
    }
  }

  @Test
  void refusesWhatCannotBeTakenApart() {
    Tensor a = Tensor.of(new double[] {4, 2, 2, 2, 1, 1, 2, 1, 5}, 3, 3);
    refused(a::cholesky)
        .hasMessage(
            "cholesky: the leading minor of order 2 of the matrix is not positive (pivot 0.0); the"
                + " matrix must be positive definite");
    Tensor batch = Tensor.stack(List.of(Tensor.eye(DType.FLOAT64, 3), a), 0);
    refused(batch::cholesky).hasMessageContaining("order 2 of matrix 1 of 2");
    refused(() -> Tensor.zeros(2, 3).cholesky())
        .hasMessage("cholesky: the matrices of shape (2, 3) are 2 by 3, but must be square");
    refused(() -> Tensor.zeros(3).eigh()).hasMessageContaining("(3,)");
    refused(() -> Tensor.of(new int[][] {{1}}).svd()).hasMessageContaining("int32");
    Tensor bad = Tensor.of(new double[] {1, 2, 3, Double.NaN}, 2, 2);
    refused(bad::svd).hasMessage("svd: the matrix holds NaN at (1, 1)");
    refused(bad::eigh).hasMessage("eigh: the matrix holds NaN at (1, 1)");
    refused(() -> Tensor.zeros(2, 3).det()).hasMessageContaining("det takes square matrices");
    refused(() -> Tensor.zeros(2, 3).inverse()).hasMessageContaining("inverse takes square");
    refused(() -> Tensor.ones(DType.FLOAT64, 2, 2).inverse())
        .hasMessage(
            "solve: a matrix of shape (2, 2) is singular: row 1 of its factor U has 0 on the"
                + " diagonal");
    refused(() -> Tensor.eye(3).solve(Tensor.zeros(2, 1))).hasMessageContaining("as many rows");
  }

  @Test
  void refusesTriangularSystemsThatHaveNoSolution() {
    Tensor a = Tensor.of(new double[] {1, 0, 5, 0}, 2, 2);
    refused(() -> a.solveTriangular(Tensor.ones(DType.FLOAT64, 2, 1), false))
        .hasMessage("solveTriangular: the matrix is singular: entry (1, 1) is 0");
    refused(() -> a.solveTriangular(Tensor.ones(DType.FLOAT64, 3, 1), false))
        .hasMessageContaining("(2, 2)")
        .hasMessageContaining("(3, 1)");
    refused(() -> a.solveTriangular(Tensor.ones(2, 1), false)).hasMessageContaining("float32");
  }

  @Test
  void refusesGradientsThatDoNotExist() {
    Tensor twice = Tensor.eye(DType.FLOAT64, 2).requiresGrad(true);
    refused(() -> twice.eigh().vectors().sum().backward())
        .hasMessage(
            "the gradient of eigh with respect to the vectors does not exist where two eigenvalues"
                + " are equal; the gradient of the eigenvalues alone does");
    refused(() -> twice.svd().u().sum().backward()).hasMessageContaining("two singular values");
    Tensor values = twice.eigh().values().sum();
    assertThat(Autograd.grad(values, twice).getFirst().toDoubles()).containsExactly(1, 0, 0, 1);
    Tensor thin = Tensor.of(new double[] {1, 0, 0, 0, 0, 0}, 3, 2).requiresGrad(true);
    refused(() -> thin.svd().u().sum().backward()).hasMessageContaining("singular value is 0");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable body) {
    return assertThatThrownBy(body).isInstanceOf(CremaException.class);
  }
}
