package dev.crema.api.plugin;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names as they are written in files, and the nearest right one to a wrong one. */
public final class Words {
  private Words() {}

  /**
   * A Java name in snake_case: {@code inProjWeight} gives {@code in_proj_weight}, {@code URLHead}
   * gives {@code url_head}, {@code weightIhL0} gives {@code weight_ih_l0}.
   */
  public static String snakeCase(String name) {
    StringBuilder out = new StringBuilder(name.length() + 8);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (i > 0 && Character.isUpperCase(c) && startsWord(name, i)) {
        out.append('_');
      }
      out.append(Character.toLowerCase(c));
    }
    return out.toString();
  }

  private static boolean startsWord(String name, int i) {
    char before = name.charAt(i - 1);
    if (before == '_') {
      return false;
    }
    return !Character.isUpperCase(before)
        || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1)));
  }

  /**
   * The candidate that a person who wrote {@code wrong} most likely meant, or null where none is
   * near: the same initials ({@code lr} for {@code learning_rate}), one the beginning of the other,
   * or few letters changed.
   */
  public static @Nullable String nearest(String wrong, Collection<String> candidates) {
    String asked = normal(wrong);
    String best = null;
    int bestCost = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int cost = cost(asked, candidate);
      if (cost < bestCost) {
        bestCost = cost;
        best = candidate;
      }
    }
    return bestCost < asked.length() && bestCost <= Math.max(1, asked.length() / 2) ? best : null;
  }

  private static int cost(String asked, String candidate) {
    String right = normal(candidate);
    if (asked.equals(right)) {
      return 0;
    }
    if (asked.equals(initials(candidate))
        || (asked.length() >= 3 && (right.startsWith(asked) || asked.startsWith(right)))) {
      return 1;
    }
    return editDistance(asked, right);
  }

  private static String normal(String word) {
    return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  private static String initials(String word) {
    StringBuilder out = new StringBuilder();
    for (String part : word.split("_", -1)) {
      out.append(part, 0, Math.min(1, part.length()));
    }
    return out.toString();
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours that turn one word into another.
   */
  static int editDistance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
