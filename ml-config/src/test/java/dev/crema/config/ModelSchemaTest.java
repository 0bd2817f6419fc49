package dev.crema.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.crema.api.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The JSON schema agrees with what is accepted, as a validator of another project reads it. */
class ModelSchemaTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(
              JsonMapper.builder().build().writeValueAsString(ModelSchema.of(Plugins.load())));

  static List<Path> shipped() throws IOException {
    return ModelFileTest.shipped();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shippedFilesAreValid(Path file) throws IOException {
    assertThat(SCHEMA.validate(Files.readString(file), InputFormat.YAML)).isEmpty();
  }

  @Test
  void allFormsAreValid() {
    String yaml =
        """
        data: {csv: {file: birds.csv, features: [a, b], label: null}}
        test: {csv: {file: more.csv, missing: drop}}
        model: [relu, [tanh, {dropout: {p: 0.5}}], {linear: {in_features: 4, out_features: 8}}]
        loss: {cross_entropy: {weight: [1, 2.5]}}
        optimizer: {sgd: {learning_rate: 0.1}}
        """;
    assertThat(SCHEMA.validate(yaml, InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{data: iris, model: relu, loss: mse}",
        "{data: iris, model: relu, loss: mse, optimizer: adam, optimiser: adam}",
        "{data: iris, model: [], loss: mse, optimizer: adam}",
        "{data: iris, model: reluu, loss: mse, optimizer: adam}",
        "{data: iris, model: linear, loss: mse, optimizer: adam}",
        "{data: iris, model: {linear: {in_features: x, out_features: 1}}, loss: mse,"
            + " optimizer: adam}",
        "{data: iris, model: {relu: {}, tanh: {}}, loss: mse, optimizer: adam}",
        "{data: iris, model: relu, loss: mse, optimizer: adam, test: 1.5}",
        "{data: iris, model: relu, loss: mse, optimizer: adam, train: {epoch: 3}}"
      })
  void wrongFilesAreNot(String yaml) {
    assertThat(SCHEMA.validate(yaml, InputFormat.YAML)).isNotEmpty();
  }
}
