package dev.crema.api;

import dev.crema.tensor.Autograd;
import dev.crema.tensor.HookHandle;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Writes a module tree as words: a table with sizes, or nested as PyTorch prints it. */
final class Summary {
  private final ModuleTree root;
  private final boolean called;
  private final Map<ModuleTree, Shape> outputs;

  private Summary(ModuleTree root, boolean called, Map<ModuleTree, Shape> outputs) {
    this.root = root;
    this.called = called;
    this.outputs = outputs;
  }

  static Summary of(ModuleTree root) {
    return new Summary(root, false, Map.of());
  }

  static Summary of(ModuleTree root, Supplier<Tensor> call) {
    IdentityHashMap<ModuleTree, Shape> outputs = new IdentityHashMap<>();
    List<ModuleTree> modules = root.modules();
    List<ModuleTree> trained = modules.stream().filter(ModuleTree::isTraining).toList();
    List<HookHandle> handles = new ArrayList<>();
    for (ModuleTree module : modules) {
      handles.add(
          module.registerForwardHook(
              (at, inputs, output) -> {
                outputs.put(at, output.shape());
                return null;
              }));
    }
    try {
      root.eval();
      Autograd.noGrad(call);
    } finally {
      trained.forEach(module -> module.setTraining(true));
      handles.forEach(HookHandle::remove);
    }
    return new Summary(root, true, outputs);
  }

  /** The table: one row a module, and the totals. */
  @Override
  public String toString() {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"layer", "type", "output", "parameters"});
    Set<Object> counted = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Tree.Node node : Tree.nodes(root)) {
      rows.add(row(node, counted));
    }
    return table(rows) + totals();
  }

  private String[] row(Tree.Node node, Set<Object> counted) {
    long own = 0;
    for (Parameter parameter : node.members().parameters().values()) {
      own += counted.add(parameter) ? parameter.numel() : 0;
    }
    Shape output = outputs.get(node.module());
    return new String[] {
      node.path(),
      ModuleTree.typeName(node.module()),
      output == null ? "" : output.toString(),
      own == 0 ? "" : grouped(own)
    };
  }

  private String table(List<String[]> rows) {
    int[] widths = new int[4];
    for (String[] row : rows) {
      for (int i = 0; i < 4; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (String[] row : rows) {
      String output = called ? pad(row[2], widths[2]) + "  " : "";
      String number = " ".repeat(widths[3] - row[3].length()) + row[3];
      String line = pad(row[0], widths[0]) + "  " + pad(row[1], widths[1]) + "  " + output + number;
      out.append(line.stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private String totals() {
    long all = 0;
    long trained = 0;
    long bytes = 0;
    for (Parameter parameter : root.parameters()) {
      all += parameter.numel();
      trained += parameter.requiresGrad() ? parameter.numel() : 0;
      bytes += parameter.numel() * parameter.dtype().bytes();
    }
    long buffers = root.namedBuffers().values().stream().mapToLong(Tensor::numel).sum();
    return "%s parameters, %s of them trained, %s bytes%s"
        .formatted(
            grouped(all),
            grouped(trained),
            grouped(bytes),
            buffers == 0 ? "" : "; " + grouped(buffers) + " buffer elements");
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  /** {@code XorNet(\n (hidden): Linear(…)\n)}. */
  static String nested(ModuleTree module) {
    return nested(module, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static String nested(ModuleTree module, Set<ModuleTree> above) {
    if (!above.add(module)) {
      return ModuleTree.typeName(module) + "(…)";
    }
    StringBuilder out = new StringBuilder(ModuleTree.typeName(module)).append('(');
    String settings = module.settings();
    Map<String, ModuleTree> children = Members.readable(module).children();
    boolean leaf = children.isEmpty();
    out.append(leaf || settings.isEmpty() ? settings : "\n  " + settings);
    children.forEach(
        (name, child) ->
            out.append("\n  (")
                .append(name)
                .append("): ")
                .append(nested(child, above).replace("\n", "\n  ")));
    above.remove(module);
    return out.append(leaf ? ")" : "\n)").toString();
  }
}
