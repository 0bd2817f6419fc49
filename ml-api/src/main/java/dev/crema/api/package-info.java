/** The contracts of Crema: what a module, a loss, an optimizer, a dataset and a trainer are. */
@NullMarked
package dev.crema.api;

import org.jspecify.annotations.NullMarked;
