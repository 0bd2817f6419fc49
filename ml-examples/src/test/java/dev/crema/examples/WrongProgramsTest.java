package dev.crema.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import dev.crema.tensor.CremaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** A wrong program is told what was asked, what was given and what to do, or warned. */
class WrongProgramsTest {
  private static final List<WrongProgram> PROGRAMS = read();
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.crema");
  @TempDir private static Path folder;

  private static List<WrongProgram> read() {
    try (InputStream in = WrongProgramsTest.class.getResourceAsStream("/wrong-programs.txt")) {
      return WrongProgram.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<WrongProgram> programs() {
    return PROGRAMS;
  }

  @BeforeAll
  static void compile() {
    Javac.compile(folder, Map.of("WrongPrograms", WrongProgram.sourceOf(PROGRAMS)));
  }

  @Test
  void thereAreEnough() {
    assertThat(PROGRAMS).hasSizeGreaterThanOrEqualTo(12);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void saysWhatIsWrong(WrongProgram program) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Method run =
          loader
              .loadClass("WrongPrograms")
              .getMethod("run" + PROGRAMS.indexOf(program), Path.class);
      List<String> warnings = new ArrayList<>();
      Appender<ILoggingEvent> appender = remembering(warnings);
      Throwable thrown = catchThrowable(() -> run.invoke(null, folder));
      LOG.detachAppender(appender);

      String message;
      if (thrown == null) {
        assertThat(warnings).hasSize(1);
        message = warnings.getFirst();
      } else {
        assertThat(thrown).isInstanceOf(InvocationTargetException.class);
        assertThat(thrown.getCause()).isInstanceOf(CremaException.class);
        message = thrown.getCause().getMessage();
      }
      assertThat(message.replace(folder + "/", "")).isEqualTo(program.message());
    }
  }

  private static Appender<ILoggingEvent> remembering(List<String> warnings) {
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
              warnings.add(event.getFormattedMessage());
            }
          }
        };
    appender.start();
    LOG.addAppender(appender);
    return appender;
  }
}
