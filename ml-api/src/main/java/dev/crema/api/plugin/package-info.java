/** The plugin SPI: named providers found by ServiceLoader, made from a record of options. */
@NullMarked
package dev.crema.api.plugin;

import org.jspecify.annotations.NullMarked;
