package dev.crema.api;

import dev.crema.tensor.CremaException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks over a tree of modules. */
final class Tree {

  /** One module of a walk with its path from the root, which is empty for the root. */
  record Node(String path, ModuleTree module, Members members) {
    String path(String member) {
      return join(path, member);
    }
  }

  private final List<Node> nodes = new ArrayList<>();
  private final IdentityHashMap<ModuleTree, String> above = new IdentityHashMap<>();

  private Tree() {}

  /**
   * Every module under every path that leads to it, parents before children.
   *
   * @throws CremaException if a module is its own descendant
   */
  static List<Node> nodes(ModuleTree root) {
    Tree tree = new Tree();
    tree.visit("", root);
    return tree.nodes;
  }

  private void visit(String path, ModuleTree module) {
    String seen = above.putIfAbsent(module, path);
    if (seen != null) {
      throw new CremaException(
          "the modules form a cycle: '%s' is %s again, the module at '%s'. Mark a field that leads"
                  .formatted(path, ModuleTree.typeName(module), seen)
              + " back to a parent as transient, so that it does not count as a child");
    }
    Node node = new Node(path, module, Members.of(module));
    nodes.add(node);
    node.members().children().forEach((name, child) -> visit(join(path, name), child));
    above.remove(module);
  }

  /**
   * The path from one module down to another, or null; never throws, since errors are written with
   * it.
   */
  static @Nullable String find(ModuleTree from, ModuleTree wanted) {
    Set<ModuleTree> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Map.Entry<String, ModuleTree>> open = new ArrayDeque<>();
    open.add(Map.entry("", from));
    while (!open.isEmpty()) {
      Map.Entry<String, ModuleTree> next = open.remove();
      if (!seen.add(next.getValue())) {
        continue;
      }
      for (Map.Entry<String, ModuleTree> child :
          Members.readable(next.getValue()).children().entrySet()) {
        String path = join(next.getKey(), child.getKey());
        if (child.getValue() == wanted) {
          return path;
        }
        open.add(Map.entry(path, child.getValue()));
      }
    }
    return null;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
