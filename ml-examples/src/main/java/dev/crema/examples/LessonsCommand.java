package dev.crema.examples;

import dev.crema.examples.lessons.Lesson;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code crema lessons}. */
@Command(name = "lessons", description = "Show the lessons.")
final class LessonsCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    List<List<String>> rows = Lesson.all().stream().map(l -> List.of(l.name(), l.about())).toList();
    Table.lines(rows).forEach(spec.commandLine().getOut()::println);
  }
}
