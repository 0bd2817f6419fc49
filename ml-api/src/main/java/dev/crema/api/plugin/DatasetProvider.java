package dev.crema.api.plugin;

import dev.crema.api.Dataset;
import dev.crema.api.Sample;

/**
 * Provides a kind of dataset to {@link Plugins}.
 *
 * @param <C> the config record
 */
public interface DatasetProvider<C extends Record> extends Provider<C, Dataset<Sample>> {}
