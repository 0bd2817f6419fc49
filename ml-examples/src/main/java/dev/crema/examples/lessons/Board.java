package dev.crema.examples.lessons;

import dev.crema.examples.plot.Picture;
import dev.crema.tensor.Tensor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a lesson writes: what it says, and each number beside what it should be. */
public final class Board {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

  /** Numbers of a list that are shown; the rest are counted. */
  private static final int SHOWN = 8;

  private final PrintWriter out;
  private final @Nullable Path pictures;
  private final boolean tampered;
  private int checked;
  private int failed;

  /**
   * A board that writes there.
   *
   * @param pictures the folder for pictures; null for none
   */
  public Board(PrintWriter out, @Nullable Path pictures) {
    this(out, pictures, false);
  }

  /**
   * A board that writes there.
   *
   * @param tampered whether it compares with something else than what a lesson expects, so that
   *     every comparison must fail: the test of the comparisons
   */
  Board(PrintWriter out, @Nullable Path pictures, boolean tampered) {
    this.out = out;
    this.pictures = pictures;
    this.tampered = tampered;
  }

  /** How many numbers and words were compared. */
  public int checked() {
    return checked;
  }

  /** How many of them were not what they should be. */
  public int failed() {
    return failed;
  }

  /** A heading. */
  public void title(String text) {
    out.println();
    out.println(text);
    out.println("-".repeat(text.length()));
  }

  /** A line of text. */
  public void say(String format, Object... arguments) {
    out.println(arguments.length == 0 ? format : format.formatted(arguments));
  }

  /** A picture, for the folder of pictures if there is one. */
  public void picture(String name, Picture picture) {
    if (pictures != null) {
      Path file = pictures.resolve(name + ".png");
      picture.save(file);
      out.println("see " + file);
    }
  }

  /** A value, as the tensor prints itself. */
  public void show(String what, Object value) {
    out.println(what + " = " + value);
  }

  /**
   * Numbers beside those that a document prints: each must round to what stands there.
   *
   * @param printed the numbers in any notation, such as {@code "[[0.5, -1.25]]"}
   */
  public void printed(String what, Tensor got, String printed) {
    printed(what, got.toDoubles(), printed);
  }

  /** A number beside the one that a document prints: it must round to what stands there. */
  public void printed(String what, double got, String printed) {
    printed(what, new double[] {got}, printed);
  }

  private void printed(String what, double[] got, String document) {
    List<String> expected = numbers(document);
    double[] values = new double[expected.size()];
    double[] tolerances = new double[values.length];
    int most = 0;
    for (int i = 0; i < values.length; i++) {
      int decimals = decimals(expected.get(i));
      values[i] = Double.parseDouble(expected.get(i));
      tolerances[i] = 0.5000001 * StrictMath.pow(10, -decimals);
      most = Math.max(most, decimals);
    }
    compare(what, got, values, tolerances, most);
  }

  private static List<String> numbers(String document) {
    List<String> found = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(document);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  /** Digits behind the point. */
  private static int decimals(String number) {
    int point = number.indexOf('.');
    return point < 0 ? 0 : number.length() - point - 1;
  }

  /** Numbers beside those known in full. */
  public void near(String what, Tensor got, double tolerance, double... expected) {
    near(what, got.toDoubles(), tolerance, expected);
  }

  /** A number beside the one known in full. */
  public void near(String what, double got, double tolerance, double expected) {
    near(what, new double[] {got}, tolerance, expected);
  }

  private void near(String what, double[] got, double tolerance, double... expected) {
    double[] tolerances = new double[expected.length];
    Arrays.fill(tolerances, tolerance);
    int decimals = (int) Math.max(0, Math.min(10, -StrictMath.log10(Math.max(tolerance, 1e-10))));
    compare(what, got, expected, tolerances, decimals);
  }

  /** Something that is equal or not: a shape, a word, a list. */
  public void same(String what, @Nullable Object got, @Nullable Object expected) {
    @Nullable Object wanted = tampered ? "something other than " + expected : expected;
    boolean right = Objects.equals(String.valueOf(got), String.valueOf(wanted));
    report(what + " = " + got, right, 1, right ? 0 : 1, String.valueOf(wanted));
  }

  /** Something that holds. */
  public void holds(String what, boolean condition) {
    same(what, condition, true);
  }

  private void compare(
      String what, double[] got, double[] expected, double[] tolerances, int decimals) {
    int wrong = got.length == expected.length ? 0 : expected.length;
    for (int i = 0; i < expected.length && got.length == expected.length; i++) {
      double wanted = tampered ? expected[i] + Math.max(1, Math.abs(expected[i])) : expected[i];
      wrong += Math.abs(got[i] - wanted) <= tolerances[i] ? 0 : 1;
    }
    String shown = what + " = " + text(got, decimals);
    report(shown, wrong == 0, expected.length, wrong, text(expected, decimals));
  }

  private void report(String shown, boolean right, int count, int wrong, String expected) {
    checked += count;
    failed += wrong;
    out.println(shown + (right ? "   ok" : "   WRONG: it should be " + expected));
  }

  private static String text(double[] values, int decimals) {
    if (values.length == 1) {
      return text(values[0], decimals);
    }
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < Math.min(values.length, SHOWN); i++) {
      text.append(i == 0 ? "" : ", ").append(text(values[i], decimals));
    }
    String rest = values.length > SHOWN ? ", … %d numbers".formatted(values.length) : "";
    return text + rest + "]";
  }

  private static String text(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
