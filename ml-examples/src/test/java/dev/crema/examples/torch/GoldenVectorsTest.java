package dev.crema.examples.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.CremaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls of PyTorch, evaluated with Crema, give what PyTorch gives.
 *
 * <p>{@code -Dcrema.golden=DIR} takes the reference files from elsewhere, {@code
 * -Dcrema.golden.groups=a,b} some of them only.
 */
class GoldenVectorsTest {
  private static final Path OWN =
      Path.of(System.getProperty("basedir", "."), "src/test/resources/golden");

  /** The groups in which everything passes. */
  private static final List<String> DONE =
      List.of(
          "ops_activations",
          "ops_elementwise",
          "ops_linalg",
          "ops_reduce",
          "points_pointwise",
          "points_statistics");

  /** What became of the cases of a group. */
  private static final class Count {
    int passed;
    int failed;
    int unsupported;

    void add(Count other) {
      passed += other.passed;
      failed += other.failed;
      unsupported += other.unsupported;
    }

    @Override
    public String toString() {
      return "passed %d failed %d unsupported %d".formatted(passed, failed, unsupported);
    }
  }

  @Test
  void whatPyTorchGives() throws IOException {
    Path folder = Path.of(System.getProperty("crema.golden", OWN.toString()));
    String asked = System.getProperty("crema.golden.groups", "");
    List<String> groups = asked.isEmpty() ? DONE : Arrays.asList(asked.split(","));
    Count total = new Count();
    Count done = new Count();
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String group = file.getFileName().toString().replace(".json", "");
        if (groups.contains(group)) {
          Count count = run(JsonMapper.shared().readTree(Files.readString(file)));
          System.out.println(group + " " + count);
          found.add(group);
          total.add(count);
          done.add(DONE.contains(group) ? count : new Count());
        }
      }
    }
    System.out.println("TOTAL " + total);
    assertThat(done.failed + done.unsupported).isZero();
    assertThat(total.passed).isPositive();
    if (!System.getProperties().containsKey("crema.golden")) {
      assertThat(found).containsExactlyInAnyOrderElementsOf(groups);
    }
  }

  private static Count run(JsonNode group) {
    Count count = new Count();
    for (JsonNode json : group.get("cases").values()) {
      String wrong;
      try {
        wrong = new OperatorCase(json).run();
      } catch (Unsupported e) {
        count.unsupported++;
        System.out.println("  unsupported " + name(json) + ": " + e.getMessage());
        continue;
      } catch (CremaException e) {
        wrong = "refused: " + e.getMessage();
      }
      if (wrong == null) {
        count.passed++;
      } else {
        count.failed++;
        System.out.println("  failed " + name(json) + ": " + wrong);
      }
    }
    return count;
  }

  private static String name(JsonNode json) {
    return json.get("id").asString() + " (" + json.get("call").asString() + ")";
  }
}
