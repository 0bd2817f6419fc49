package dev.crema.api.plugin;

import dev.crema.api.Module;

/**
 * Provides a kind of layer to {@link Plugins}.
 *
 * @param <C> the config record
 */
public interface LayerProvider<C extends Record> extends Provider<C, Module> {}
