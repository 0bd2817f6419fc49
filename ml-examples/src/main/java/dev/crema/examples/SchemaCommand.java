package dev.crema.examples;

import dev.crema.api.plugin.Plugins;
import dev.crema.config.ModelSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code crema schema}: what model files hold, for editors. */
@Command(
    name = "schema",
    description = "Print the JSON schema of model files, by which editors check and complete.")
final class SchemaCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    spec.commandLine().getOut().println(json.writeValueAsString(ModelSchema.of(Plugins.load())));
  }
}
