package dev.crema.examples.lessons;

import dev.crema.tensor.Tensor;
import java.util.List;

/** A table of people, as pandas prints it, and the mean of a column. */
final class FrameLesson implements Lesson {
  @Override
  public String name() {
    return "frame";
  }

  @Override
  public String about() {
    return "a small table: building, printing, the mean of a column";
  }

  @Override
  public void run(Board board) {
    Frame people =
        Frame.of("name", List.of("Alice", "Bob", "Charlie", "Dana"))
            .with("age", List.of(25, 32, 37, 44))
            .with("city", List.of("Berlin", "Paris", "Rome", "Oslo"));
    for (String line : people.toString().split("\n")) {
      board.say(line);
    }
    board.same("its shape", List.of(people.rows(), people.columns()), "[4, 3]");
    board.same(
        "its first lines",
        people.toString().lines().limit(2).toList(),
        List.of("      name  age    city", "0    Alice   25  Berlin"));
    Tensor age = people.numbers("age");
    board.printed("the mean age", age.mean(), "34.5");
    board.printed("the oldest", age.max(), "44");
  }
}
