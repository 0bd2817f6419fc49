package dev.crema.config;

import dev.crema.api.Fittable;
import dev.crema.api.Module;
import dev.crema.api.ModuleTree;
import dev.crema.api.plugin.Catalog;
import dev.crema.layers.Sequential;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.HookHandle;
import dev.crema.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a model file, made.
 *
 * @param module all of them
 * @param places where each stands in the file
 */
record BuiltModel(Module module, Map<Module, Place> places) {

  /**
   * Makes the layers, whose weights are drawn from the default generator in their order.
   *
   * @param folder what relative paths in their options start from
   */
  static BuiltModel of(LayerNode node, Catalog<Module> layers, Path folder) {
    Map<Module, Place> places = new IdentityHashMap<>();
    return new BuiltModel(make(node, layers, folder, places), places);
  }

  private static Module make(
      LayerNode node, Catalog<Module> layers, Path folder, Map<Module, Place> places) {
    Module module =
        switch (node) {
          case Part part -> Making.make(layers, part, folder);
          case LayerNode.Block block ->
              new Sequential(
                  block.layers().stream()
                      .map(layer -> make(layer, layers, folder, places))
                      .toList());
        };
    places.put(module, node.place());
    return module;
  }

  /**
   * The table of all layers with the shapes that they give for some inputs.
   *
   * @throws CremaException if a layer refuses what it is given, with its place in the file
   */
  String shapes(Tensor inputs) {
    @Nullable Module[] last = new Module[1];
    List<HookHandle> handles = new ArrayList<>();
    for (Module module : places.keySet()) {
      handles.add(
          module.registerForwardPreHook(
              (at, _) -> {
                last[0] = at;
                return null;
              }));
    }
    try {
      return module.summary(inputs);
    } catch (CremaException e) {
      Place place = last[0] == null ? null : places.get(last[0]);
      throw place == null ? e : place.fault(e);
    } finally {
      handles.forEach(HookHandle::remove);
    }
  }

  /** The layers that take their state from the training data, in their order. */
  List<Module> fittable() {
    List<Module> found = new ArrayList<>();
    for (ModuleTree tree : module.modules()) {
      if (tree instanceof Fittable && tree instanceof Module one) {
        found.add(one);
      }
    }
    return found;
  }
}
