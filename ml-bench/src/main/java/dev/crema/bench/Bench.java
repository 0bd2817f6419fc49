package dev.crema.bench;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks as JMH does, and prints behind JMH's report a line for each number: {@code
 * ROW name value unit}.
 */
public final class Bench {
  private Bench() {}

  /** Takes JMH's options; those that only tell something are left to JMH. */
  public static void main(String[] args)
      throws RunnerException, CommandLineOptionException, java.io.IOException {
    CommandLineOptions options = new CommandLineOptions(args);
    if (options.shouldHelp()
        || options.shouldList()
        || options.shouldListWithParams()
        || options.shouldListProfilers()
        || options.shouldListResultFormats()) {
      Main.main(args);
      return;
    }
    rows(
        new Runner(new OptionsBuilder().parent(options).addProfiler(PeakShare.class).build())
            .run());
  }

  private static void rows(Collection<RunResult> results) {
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      row(params, "", result.getPrimaryResult());
      result
          .getSecondaryResults()
          .forEach((label, secondary) -> row(params, ":" + label, secondary));
    }
  }

  private static void row(BenchmarkParams params, String label, Result<?> result) {
    System.out.printf(
        Locale.ROOT,
        "ROW %s%s %.6g %s%n",
        name(params),
        label,
        result.getScore(),
        result.getScoreUnit());
  }

  /** {@code TrainingStep.step[batch=64,threads=1]}: class, method, parameters. */
  private static String name(BenchmarkParams params) {
    String[] path = params.getBenchmark().split("\\.");
    StringBuilder settings = new StringBuilder();
    for (String key : params.getParamsKeys()) {
      settings.append(settings.isEmpty() ? "[" : ",");
      settings.append(key).append('=').append(params.getParam(key));
    }
    String named = path[path.length - 2] + "." + path[path.length - 1] + settings;
    return settings.isEmpty() ? named : named + "]";
  }
}
