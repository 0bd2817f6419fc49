package dev.crema.examples;

import dev.crema.examples.lessons.Board;
import dev.crema.examples.lessons.Lesson;
import dev.crema.tensor.CremaException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crema lesson}. */
@Command(
    name = "lesson",
    description = "Run a lesson; each number is compared with what is known of it.")
final class LessonCommand implements Callable<Integer> {
  private static final String ALL = "all";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "A lesson that `crema lessons` shows, or all.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String name;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the lesson's pictures; without it there are none.")
  private @Nullable Path pictures;

  /** 0 if every comparison held. */
  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Board board = new Board(out, pictures);
    for (Lesson lesson : chosen()) {
      String title = lesson.name() + ": " + lesson.about();
      out.println(title);
      out.println("=".repeat(title.length()));
      lesson.run(board);
      out.println();
    }
    out.printf("CHECKED %d FAILED %d%n", board.checked(), board.failed());
    out.flush();
    return board.failed() == 0 ? 0 : CremaCommand.FAILED;
  }

  private List<Lesson> chosen() {
    if (name.equals(ALL)) {
      return Lesson.all();
    }
    List<String> names = new ArrayList<>(Lesson.all().stream().map(Lesson::name).toList());
    names.add(ALL);
    return Lesson.all().stream()
        .filter(lesson -> lesson.name().equals(name))
        .findFirst()
        .map(List::of)
        .orElseThrow(() -> new CremaException(Failures.unknown("lesson", name, names)));
  }
}
