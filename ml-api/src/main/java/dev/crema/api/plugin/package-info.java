/**
 * The plugin SPI: named providers found by {@link java.util.ServiceLoader}, which make things from
 * a record of options.
 *
 * <pre>{@code
 * Plugins plugins = Plugins.load();
 * Map<String, Object> options = Map.of("in_features", 4, "out_features", 3);
 * plugins.layers().create("linear", options);  // Linear(in_features=4, out_features=3, bias=True)
 * }</pre>
 *
 * <p>A plugin is a class that implements {@link dev.crema.api.plugin.LayerProvider}, {@link
 * dev.crema.api.plugin.LossProvider}, {@link dev.crema.api.plugin.OptimizerProvider}, {@link
 * dev.crema.api.plugin.ScheduleProvider}, {@link dev.crema.api.plugin.DatasetProvider} or {@link
 * dev.crema.api.plugin.ReaderProvider}, and a line with its name in {@code META-INF/services}.
 */
@NullMarked
package dev.crema.api.plugin;

import org.jspecify.annotations.NullMarked;
