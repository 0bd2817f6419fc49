package dev.crema.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Writes model files: a line a layer, its options between braces. */
final class YamlWriter {
  private static final int WIDTH = 100;

  private YamlWriter() {}

  static String write(Map<String, @Nullable Object> document) {
    DumpSettings settings =
        DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setDefaultFlowStyle(FlowStyle.AUTO)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setWidth(WIDTH)
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings).dumpToString(document);
  }

  /** {@code relu}, or {@code linear: {…}}. */
  static Object part(Part part) {
    return part.options().isEmpty()
        ? part.name()
        : Map.of(part.name(), new LinkedHashMap<>(part.options()));
  }

  /** A layer or a list of them. */
  static Object layer(LayerNode layer) {
    return switch (layer) {
      case Part part -> part(part);
      case LayerNode.Block block -> block.layers().stream().map(YamlWriter::layer).toList();
    };
  }
}
