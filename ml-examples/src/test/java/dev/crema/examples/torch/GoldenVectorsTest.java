package dev.crema.examples.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.CremaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls of PyTorch, evaluated with Crema, give what PyTorch gives.
 *
 * <p>{@code -Dcrema.golden=DIR} takes the reference files from elsewhere, {@code
 * -Dcrema.golden.groups=a,b} some of them only. Cases that are not strict are printed and not
 * counted; what {@link Exclusions} leaves out is printed with the reason.
 */
class GoldenVectorsTest {
  static final Path OWN = Path.of(System.getProperty("basedir", "."), "src/test/resources/golden");

  /** The groups in which everything passes. */
  private static final List<String> DONE =
      List.of(
          "dtype_promotion",
          "edge_cases",
          "errors",
          "ops_activations",
          "ops_elementwise",
          "ops_linalg",
          "ops_losses",
          "ops_nn",
          "ops_reduce",
          "ops_shape",
          "points_index",
          "points_losses",
          "points_network",
          "points_operators",
          "points_pointwise",
          "points_shape",
          "points_statistics",
          "points_subscripts");

  private enum Kind {
    PASSED,
    FAILED,
    UNSUPPORTED
  }

  private record Result(Kind kind, String why) {}

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
    Exclusions.print();
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
      run(json, count);
    }
    return count;
  }

  private static void run(JsonNode json, Count count) {
    String name = json.get("id").asString() + " (" + ReferenceCase.call(json) + ")";
    boolean strict = !json.has("strict") || json.get("strict").asBoolean();
    Result result = result(json);
    String label = result.kind.name().toLowerCase(Locale.ROOT);
    if (!strict) {
      System.out.printf("  not strict, %s %s: %s%n", label, name, result.why);
    } else if (result.kind == Kind.PASSED) {
      count.passed++;
    } else if (Exclusions.reason(name) == null) {
      count.failed += result.kind == Kind.FAILED ? 1 : 0;
      count.unsupported += result.kind == Kind.UNSUPPORTED ? 1 : 0;
      System.out.printf("  %s %s: %s%n", label, name, result.why);
    }
  }

  private static Result result(JsonNode json) {
    try {
      String wrong = ReferenceCase.of(json).run();
      return wrong == null ? new Result(Kind.PASSED, "") : new Result(Kind.FAILED, wrong);
    } catch (Unsupported e) {
      return new Result(Kind.UNSUPPORTED, e.getMessage());
    } catch (CremaException e) {
      return new Result(Kind.FAILED, "refused: " + e.getMessage());
    } catch (RuntimeException e) {
      return new Result(Kind.FAILED, "is broken: " + e);
    }
  }
}
