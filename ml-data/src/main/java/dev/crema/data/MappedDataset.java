package dev.crema.data;

import dev.crema.api.Dataset;
import java.util.function.Function;

/**
 * A dataset whose samples are a function of another's, computed when they are fetched. For changes
 * at random see {@link AugmentedDataset}.
 *
 * <pre>{@code
 * StandardScaler scaler = StandardScaler.fit(train);
 * Dataset<Sample> scaled = new MappedDataset<>(train, scaler::transform);
 * }</pre>
 *
 * @param dataset the dataset
 * @param function what is done to each sample; called from several threads at once
 * @param <S> a sample before
 * @param <T> a sample after
 */
public record MappedDataset<S, T>(Dataset<S> dataset, Function<? super S, ? extends T> function)
    implements Dataset<T> {
  @Override
  public int size() {
    return dataset.size();
  }

  @Override
  public T get(int index) {
    return function.apply(dataset.get(index));
  }

  @Override
  public MappedDataset<S, T> atEpoch(int epoch) {
    Dataset<S> view = dataset.atEpoch(epoch);
    return view == dataset ? this : new MappedDataset<>(view, function);
  }
}
