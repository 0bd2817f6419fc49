package dev.crema.examples;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code crema list}. */
@Command(name = "list", description = "Show what can be run.")
final class ListCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    List<List<String>> rows =
        Example.all().stream().map(e -> List.of(e.name(), e.about())).toList();
    Table.lines(rows).forEach(spec.commandLine().getOut()::println);
  }
}
