package dev.crema.examples.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.Tensor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the lessons print is what is known; and each comparison can fail. */
class LessonsTest {
  @TempDir private static Path pictures;

  static Iterable<Lesson> lessons() {
    return Lesson.all();
  }

  private static int checked(Lesson lesson, boolean tampered) {
    StringWriter text = new StringWriter();
    Board board = new Board(new PrintWriter(text), tampered ? null : pictures, tampered);
    lesson.run(board);
    assertThat(board.failed()).as("%s", text).isEqualTo(tampered ? board.checked() : 0);
    return board.checked();
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void everyNumberIsAsKnown(Lesson lesson) {
    assertThat(checked(lesson, false)).isPositive();
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void everyComparisonFailsWhenSomethingElseIsExpected(Lesson lesson) {
    assertThat(checked(lesson, true)).isPositive();
  }

  @Test
  void theBoardSaysWhatIsWrong() {
    StringWriter text = new StringWriter();
    Board board = new Board(new PrintWriter(text), null);
    board.printed("a third", 1 / 3.0, "0.3333");
    board.printed("a third", 1 / 3.0, "0.3334");
    board.printed("three numbers", Tensor.of(1, 2), "1 2 3");
    board.same("a word", "one", "two");
    assertThat(board.checked()).isEqualTo(6);
    assertThat(board.failed()).isEqualTo(5);
    assertThat(text.toString())
        .contains("a third = 0.3333   ok")
        .contains("a third = 0.3333   WRONG: it should be 0.3334")
        .contains("a word = one   WRONG: it should be two");
  }
}
