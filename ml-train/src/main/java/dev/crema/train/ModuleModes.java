package dev.crema.train;

import dev.crema.api.ModuleTree;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluation mode for some module trees while this is open; then each module is as it was, those
 * included that a user keeps in evaluation mode while the rest trains.
 */
final class ModuleModes implements AutoCloseable {
  private record Mode(ModuleTree module, boolean training) {}

  private final List<Mode> before = new ArrayList<>();

  private ModuleModes() {}

  static ModuleModes eval(List<? extends ModuleTree> trees) {
    ModuleModes modes = new ModuleModes();
    for (ModuleTree tree : trees) {
      tree.modules().forEach(each -> modes.before.add(new Mode(each, each.isTraining())));
    }
    trees.forEach(ModuleTree::eval);
    return modes;
  }

  /** Parents come before children, so that each module's own mode is the last that it is given. */
  @Override
  public void close() {
    for (Mode mode : before) {
      if (mode.module.isTraining() != mode.training) {
        mode.module.train(mode.training);
      }
    }
  }
}
