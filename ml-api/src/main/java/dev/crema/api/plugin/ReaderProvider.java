package dev.crema.api.plugin;

import dev.crema.api.InputReader;

/**
 * Provides a kind of {@link InputReader} to {@link Plugins}: what a trained model reads its inputs
 * with.
 *
 * @param <C> the config record
 */
public interface ReaderProvider<C extends Record> extends Provider<C, InputReader> {}
