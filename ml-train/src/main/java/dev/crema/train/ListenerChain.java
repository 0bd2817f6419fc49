package dev.crema.train;

import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The listeners of a trainer in the order in which they hear. */
final class ListenerChain {
  private final List<TrainingListener> listeners = new ArrayList<>();
  private @Nullable TrainingListener speaking;

  ListenerChain(Collection<? extends TrainingListener> given) {
    given.stream().filter(each -> !(each instanceof ConcludingListener)).forEach(listeners::add);
    given.stream().filter(ConcludingListener.class::isInstance).forEach(listeners::add);
  }

  /** Tells all of an event; the first exception ends the round and leaves its listener noted. */
  void tell(TrainingEvent event) {
    TrainingListener outer = speaking;
    for (TrainingListener listener : listeners) {
      speaking = listener;
      listener.on(event);
    }
    speaking = outer;
  }

  /** Tells all of a failure, whatever they throw: that joins the suppressed of the cause. */
  void tellFailure(TrainingEvent.TrainingFailed failure) {
    for (TrainingListener listener : listeners) {
      try {
        listener.on(failure);
      } catch (Throwable thrown) {
        if (!thrown.equals(failure.cause())) {
          failure.cause().addSuppressed(thrown);
        }
      }
    }
  }

  /** Forgets who was speaking. */
  void clear() {
    speaking = null;
  }

  /** The class of the listener that was left by an exception; null where none was. */
  @Nullable String failed() {
    TrainingListener listener = speaking;
    return listener == null ? null : listener.getClass().getName();
  }

  /** The listeners with a memory under unique names. */
  SequencedMap<String, StatefulListener> stateful() {
    SequencedMap<String, StatefulListener> named = new LinkedHashMap<>();
    for (TrainingListener listener : listeners) {
      if (listener instanceof StatefulListener stateful) {
        String name = stateful.stateName().replace('.', '_');
        String unique = name;
        for (int i = 2; named.containsKey(unique); i++) {
          unique = name + "#" + i;
        }
        named.put(unique, stateful);
      }
    }
    return named;
  }
}
