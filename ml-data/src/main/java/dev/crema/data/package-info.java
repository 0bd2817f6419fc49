/**
 * Data sets, readers, splits, scaling and the loader that makes batches of them.
 *
 * <pre>{@code
 * LabeledData iris = Datasets.iris();
 * List<Subset<Sample>> parts = Splits.stratified(iris.asDataset(), iris.labels(), 0, 0.8, 0.2);
 * Batches training = DataLoader.of(parts.get(0), 16).shuffle(0);
 * for (Batch batch : training.epoch(0)) {
 *   loss.apply(model.apply(batch.inputs()), batch.targets()).backward();
 * }
 * }</pre>
 *
 * <p>Files are read as they are and never guessed at: what cannot be read is refused with file,
 * line and column.
 */
@NullMarked
package dev.crema.data;

import org.jspecify.annotations.NullMarked;
