package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.crema.tensor.random.Philox;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums of products over labels against their definition, and finite differences. */
class ContractionsTest {
  private static final Map<Character, Integer> SIZES =
      Map.of('a', 2, 'b', 3, 'i', 3, 'j', 4, 'k', 2, 'l', 5, 'm', 1);

  private static Tensor normal(int... shape) {
    return Tensor.randn(Philox.of(4, shape.length, 0), DType.FLOAT64, Shape.of(shape));
  }

  private static Tensor[] operands(String equation) {
    String[] terms = equation.split("->")[0].split(",", -1);
    Tensor[] operands = new Tensor[terms.length];
    for (int i = 0; i < terms.length; i++) {
      int[] shape = terms[i].chars().map(label -> SIZES.get((char) label)).toArray();
      operands[i] = normal(shape).add(0.1 * i);
    }
    return operands;
  }

  /** For each value of all labels: the product of the elements, added where the output has it. */
  private static double[] byDefinition(String equation, Tensor... operands) {
    String[] sides = equation.split("->", -1);
    String[] terms = sides[0].split(",", -1);
    Map<Character, Integer> at = new LinkedHashMap<>();
    sides[0].replace(",", "").chars().forEach(label -> at.put((char) label, 0));
    int length = sides[1].chars().map(label -> SIZES.get((char) label)).reduce(1, (a, b) -> a * b);
    double[] out = new double[length];
    do {
      double product = 1;
      for (int i = 0; i < terms.length; i++) {
        int[] index = terms[i].chars().map(label -> at.get((char) label)).toArray();
        product *= operands[i].get(index).item();
      }
      int place = 0;
      for (char label : sides[1].toCharArray()) {
        place = place * SIZES.get(label) + at.get(label);
      }
      out[place] += product;
    } while (next(at));
    return out;
  }

  private static boolean next(Map<Character, Integer> at) {
    for (Map.Entry<Character, Integer> each : at.entrySet()) {
      if (each.getValue() + 1 < SIZES.get(each.getKey())) {
        each.setValue(each.getValue() + 1);
        return true;
      }
      each.setValue(0);
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ij,jk->ik",
        "ij,jk->ki",
        "i,j->ij",
        "ii->i",
        "ii->",
        "ij->ji",
        "ij->",
        "iij->j",
        "ijij->ij",
        "aij,ajk->aik",
        "ai,ijk,ak->aj",
        "ij,ij->",
        "ij,ij->ij",
        "ij,kl->ijkl",
        "im,mj->ij",
        "ij,j,jk,kl->il",
        "iji,jk->ik",
        "i,i,i->i",
        "ijk->jk",
        "ij,jk,ki->",
        ",ij->ij"
      })
  void sumsOfProducts(String equation) {
    Tensor[] operands = operands(equation);
    Tensor found = Tensor.einsum(equation, operands);
    double[] expected = byDefinition(equation, operands);
    double[] values = found.toDoubles();
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isCloseTo(expected[i], within(1e-12));
    }
    GradCheck.Report report =
        GradCheck.check(in -> Tensor.einsum(equation, in), operands)
            .and(GradCheck.checkSecond(in -> Tensor.einsum(equation, in), operands));
    assertThat(report.worst()).isLessThan(1e-7);
  }

  @Test
  void withoutAnArrowAndWithAnEllipsis() {
    Tensor a = normal(2, 3, 4);
    Tensor b = normal(4, 5);
    assertThat(Tensor.einsum("kj,ik", normal(3, 2), normal(4, 3)))
        .matches(x -> x.equal(Tensor.einsum("kj,ik->ij", normal(3, 2), normal(4, 3))));
    assertThat(Tensor.einsum("...ij,jk->...ik", a, b).equal(a.matmul(b))).isTrue();
    assertThat(Tensor.einsum("...ij,jk", a, b).shape()).isEqualTo(Shape.of(2, 3, 5));
    assertThat(Tensor.einsum("...,...", normal(2, 1, 3), normal(4, 3)).shape())
        .isEqualTo(Shape.of(2, 4, 3));
    assertThat(Tensor.einsum("i...->...", a).allclose(a.sum(0), 0, 1e-12)).isTrue();
    assertThat(Tensor.einsum("ij , jk -> ik", a.get(0), b).shape()).isEqualTo(Shape.of(3, 5));
  }

  @Test
  void sizesOfOneAndOfNothing() {
    assertThat(Tensor.einsum("ij,ij->i", normal(3, 1), normal(3, 4)).shape())
        .isEqualTo(Shape.of(3));
    Tensor none = Tensor.einsum("ij,jk->ik", normal(2, 0), normal(0, 3));
    assertThat(none.toDoubles()).containsOnly(0).hasSize(6);
    assertThat(Tensor.einsum("ij,jk->ik", normal(0, 2), normal(2, 3)).shape())
        .isEqualTo(Shape.of(0, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ij,jk->ik | label j has sizes 3 and 4",
        "ij->ij | it has 1 terms for 2 operands",
        "ijk,jk->i | term 'ijk' does not fit shape (2, 3)",
        "ij,kl->im | label m of the output is in no term",
        "ij,kl->ii | label i is twice in the output",
        "i1,kl->i | '1' is no letter"
      })
  void refusals(String equation, String what) {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> Tensor.einsum(equation, normal(2, 3), normal(4, 5)))
        .withMessage("einsum '%s': %s", equation, what);
  }

  @Test
  void diagonals() {
    Tensor x = normal(3, 5);
    for (int offset = -4; offset <= 6; offset++) {
      double[] found = x.diagonal(offset, 0, 1).toDoubles();
      int row = Math.max(0, -offset);
      int column = Math.max(0, offset);
      assertThat(found).hasSize(Math.max(0, Math.min(3 - row, 5 - column)));
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).isEqualTo(x.get(row + i, column + i).item());
      }
    }
    assertThat(normal(2, 3, 4).diagonal(0, 0, -1).shape()).isEqualTo(Shape.of(3, 2));
    assertThat(Tensor.of(new double[] {1, 2, 3, 4}, 2, 2).trace().item()).isEqualTo(5);
    GradCheck.Report report = GradCheck.check(in -> in[0].diagonal(1, 0, 2), normal(3, 2, 4));
    assertThat(report.worst()).isLessThan(1e-7);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> x.diagonal(0, 1, -1))
        .withMessage("diagonal: axes 1 and -1 of shape (3, 5) are one");
  }

  @Test
  void productsOverChosenAxes() {
    Tensor a = normal(2, 3, 4);
    Tensor b = normal(4, 5, 2);
    Tensor found = a.tensordot(b, new int[] {2, 0}, new int[] {0, -1});
    assertThat(found.allclose(Tensor.einsum("ijk,kli->jl", a, b), 0, 1e-12)).isTrue();
    assertThat(a.tensordot(b, new int[0], new int[0]).shape())
        .isEqualTo(Shape.of(2, 3, 4, 4, 5, 2));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> a.tensordot(b, new int[] {1}, new int[] {0}))
        .withMessage(
            "tensordot: axes [1] of shape (2, 3, 4) and [0] of shape (4, 5, 2): give as many, of"
                + " equal sizes");
  }

  /** numpy.kron([[1, 2]], [[0, 1], [10, 100]]). */
  @Test
  void kronecker() {
    Tensor a = Tensor.of(new double[] {1, 2}, 1, 2);
    Tensor b = Tensor.of(new double[] {0, 1, 10, 100}, 2, 2);
    assertThat(a.kron(b).toDoubles()).containsExactly(0, 1, 0, 2, 10, 100, 20, 200);
    assertThat(a.kron(b).shape()).isEqualTo(Shape.of(2, 4));
    assertThat(Arrays.stream(a.flatten().kron(b).toDoubles()).sum()).isEqualTo(333);
    assertThat(GradCheck.check(in -> in[0].kron(in[1]), a, b).worst()).isLessThan(1e-7);
  }

  @Test
  void sumsWithProducts() {
    Tensor a = normal(2, 3);
    Tensor b = normal(3, 4);
    Tensor c = normal(4);
    Tensor expected = c.mul(0.5).add(a.matmul(b).mul(2));
    assertThat(c.addmm(a, b, 0.5, 2).equal(expected)).isTrue();
    Tensor batch = normal(2, 2, 3);
    Tensor other = normal(2, 3, 4);
    assertThat(c.baddbmm(batch, other, 0, 1).allclose(batch.bmm(other), 0, 1e-12)).isTrue();
  }
}
