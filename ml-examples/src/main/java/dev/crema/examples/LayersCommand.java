package dev.crema.examples;

import dev.crema.api.plugin.Catalog;
import dev.crema.api.plugin.OptionSchema;
import dev.crema.api.plugin.Plugins;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code crema layers}: everything that the jars on the class path provide, with its options. */
@Command(
    name = "layers",
    description =
        "Show the layers, losses, optimizers, schedules, datasets and readers with their"
            + " options.")
final class LayersCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    Plugins plugins = Plugins.load();
    Map<String, Catalog<?>> kinds = new LinkedHashMap<>();
    kinds.put("LAYER", plugins.layers());
    kinds.put("LOSS", plugins.losses());
    kinds.put("OPTIMIZER", plugins.optimizers());
    kinds.put("SCHEDULE", plugins.schedules());
    kinds.put("DATASET", plugins.datasets());
    kinds.put("READER", plugins.readers());
    List<List<String>> rows = new ArrayList<>();
    kinds.forEach((kind, catalog) -> add(kind, catalog, rows));
    PrintWriter out = spec.commandLine().getOut();
    Table.lines(rows).forEach(out::println);
    plugins.problems().forEach(problem -> out.println("not available: " + problem));
  }

  private static void add(String kind, Catalog<?> catalog, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      rows.add(List.of("", "", "", "", ""));
    }
    rows.add(List.of(kind, "OPTION", "DEFAULT", "MEANING", "TYPE"));
    for (String name : catalog.names()) {
      String shown = name;
      for (OptionSchema option : catalog.schema(name)) {
        rows.add(row(shown, option));
        shown = "";
      }
      if (!shown.isEmpty()) {
        rows.add(List.of(shown, "", "", "", ""));
      }
    }
  }

  private static List<String> row(String name, OptionSchema option) {
    String value = Objects.requireNonNullElse(option.defaultValue(), "(required)");
    String shown = value.isEmpty() ? "[]" : value;
    return List.of(name, option.name(), shown, option.doc(), option.type());
  }
}
