package dev.crema.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The arrows between the modules and the habits of the code, as {@link ArchitectureRule}s. */
class ArchitectureTest {
  private static final JavaClasses CREMA =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.crema");

  @Test
  void thereAreInternalPackagesToClose() {
    assertThat(CREMA.that(ArchitectureRule.INTERNAL).size()).isGreaterThanOrEqualTo(60);
  }

  @ParameterizedTest
  @EnumSource
  void holds(ArchitectureRule rule) {
    assertThat(CREMA.that(rule.about).size()).isGreaterThanOrEqualTo(rule.atLeast);
    rule.rule.check(CREMA);
  }

  @ParameterizedTest
  @EnumSource
  void catchesWhatBreaksIt(ArchitectureRule rule, @TempDir Path folder) {
    Javac.compile(folder, Map.of(rule.wrongName, rule.wrongSource));
    JavaClasses wrong = new ClassFileImporter().importPath(folder);

    assertThat(rule.rule.evaluate(wrong).getFailureReport().getDetails())
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault).contains(rule.wrongName));
  }
}
