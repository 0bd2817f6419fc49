package dev.crema.api.plugin;

import dev.crema.api.Loss;

/**
 * Provides a kind of loss to {@link Plugins}.
 *
 * @param <C> the config record
 */
public interface LossProvider<C extends Record> extends Provider<C, Loss> {}
