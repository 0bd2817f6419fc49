package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Ints;
import dev.crema.tensor.ProductOp;
import dev.crema.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tables of a phase of a convolution: what each output and each kernel position add to the
 * position in the input, where the weight of each kernel position lies, and where each output. A
 * network asks for the same ones at each step, so they are kept.
 */
record ConvTables(
    ConvPhase phase,
    int[] outputs,
    int[] taps,
    int weightStart,
    int[] weights,
    int resultStart,
    int[] results) {
  /** All that tables depend on. */
  record Kind(
      ProductOp.Conv op, Shape weight, Shape output, Ints x, Ints weightStrides, Ints results) {}

  /** Kinds that are kept; one more, and all are made anew. */
  static final int KEPT = 64;

  /** Entries of the tables of a kind that is kept: the whole stays below 128 MB. */
  static final int LARGE = 1 << 19;

  private static final Map<Kind, List<ConvTables>> MADE = new ConcurrentHashMap<>();

  static List<ConvTables> of(Kind kind, List<ConvPhase> phases) {
    List<ConvTables> made = MADE.get(kind);
    if (made == null) {
      made = phases.stream().map(phase -> of(kind, phase)).toList();
      if (MADE.size() >= KEPT) {
        MADE.clear();
      }
      if (made.stream().mapToLong(ConvTables::size).sum() <= LARGE) {
        MADE.put(kind, made);
      }
    }
    return made;
  }

  private static ConvTables of(Kind kind, ConvPhase phase) {
    int[] x = kind.x.toArray();
    int[] weight = kind.weightStrides.toArray();
    int[] results = kind.results.toArray();
    return new ConvTables(
        phase,
        phase.outputTable(x),
        phase.tapTable(x),
        phase.weightStart(weight),
        phase.weightTable(weight),
        phase.resultStart(results),
        phase.resultTable(results));
  }

  private long size() {
    return (long) outputs.length + taps.length + weights.length + results.length;
  }
}
