package dev.crema.train;

import dev.crema.api.History;
import java.util.List;

/**
 * How far a training has come.
 *
 * @param epochs the whole epochs behind it
 * @param step the optimizer steps behind it
 * @param history what was measured in them
 * @param generator where the default generator stands; empty for a training that starts anew
 */
record Progress(int epochs, long step, History history, byte[] generator) {
  static final Progress START = new Progress(0, 0, new History(List.of()), new byte[0]);
}
