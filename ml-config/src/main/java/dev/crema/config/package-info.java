/** Models and trainings from YAML files, and trained models out of a folder. */
@NullMarked
package dev.crema.config;

import org.jspecify.annotations.NullMarked;
