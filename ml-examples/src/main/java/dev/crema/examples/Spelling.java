package dev.crema.examples;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the word that was meant. */
final class Spelling {
  private Spelling() {}

  /**
   * The known word that a wrong one is nearest to, counted in letters added, left out and replaced;
   * null where that is more than half of the word.
   */
  static @Nullable String nearest(String wrong, Collection<String> known) {
    String best = null;
    int least = Math.max(1, wrong.length() / 2) + 1;
    for (String word : known) {
      int distance = distance(wrong, word);
      if (distance < least) {
        least = distance;
        best = word;
      }
    }
    return best;
  }

  /** Levenshtein's distance, row by row. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
