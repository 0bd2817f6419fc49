/** Layers, losses and the starting values of parameters, each under PyTorch's name. */
@NullMarked
package dev.crema.layers;

import org.jspecify.annotations.NullMarked;
