package dev.crema.tensor.internal.cpu;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Partial results joined by a tree of neighbours, as they come: a binary counter, of which each
 * digit is a subtree. The tree is the one that joins neighbours, then their neighbours.
 */
final class ChunkTree {
  private record Part(Object values, int leaves) {}

  private final Compute compute;
  private final int size;
  private final Deque<Part> parts = new ArrayDeque<>();
  private Object next;

  ChunkTree(Compute compute, int size) {
    this.compute = compute;
    this.size = size;
    this.next = compute.allocate(size);
  }

  /** Where the next partial result is to be written. */
  Object next() {
    return next;
  }

  /** Takes in what was written to {@link #next}. */
  void add() {
    Part part = new Part(next, 1);
    Object free = null;
    while (!parts.isEmpty() && parts.peek().leaves() == part.leaves()) {
      free = part.values();
      part = join(parts.pop(), part);
    }
    parts.push(part);
    next = free == null ? compute.allocate(size) : free;
  }

  private Part join(Part left, Part right) {
    switch (left.values()) {
      case float[] x -> {
        float[] y = (float[]) right.values();
        for (int i = 0; i < size; i++) {
          x[i] += y[i];
        }
      }
      default -> {
        double[] x = (double[]) left.values();
        double[] y = (double[]) right.values();
        for (int i = 0; i < size; i++) {
          x[i] += y[i];
        }
      }
    }
    return new Part(left.values(), left.leaves() + right.leaves());
  }

  /** The sum of all. */
  Object total() {
    Part right = parts.pop();
    while (!parts.isEmpty()) {
      right = join(parts.pop(), right);
    }
    return right.values();
  }
}
