/**
 * Files of tensors, each read as if it were hostile.
 *
 * <pre>{@code
 * Safetensors.save(file, model.stateDict());
 * model.loadStateDict(Safetensors.load(file).tensors());
 * }</pre>
 */
@NullMarked
package dev.crema.tensor.io;

import org.jspecify.annotations.NullMarked;
