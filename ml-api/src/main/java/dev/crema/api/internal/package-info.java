/** Words shared by the packages of ml-api; closed to the other modules. */
@NullMarked
package dev.crema.api.internal;

import org.jspecify.annotations.NullMarked;
