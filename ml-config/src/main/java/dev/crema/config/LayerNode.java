package dev.crema.config;

import java.util.List;

/** A layer of a model file, or several, one after the other. */
public sealed interface LayerNode permits Part, LayerNode.Block {

  /**
   * A list of layers, which is a layer itself.
   *
   * @param layers one or more
   * @param place where it stands
   */
  record Block(List<LayerNode> layers, Place place) implements LayerNode {
    /** A block; the list is copied. */
    public Block {
      layers = List.copyOf(layers);
    }
  }

  /** Where it stands. */
  Place place();
}
