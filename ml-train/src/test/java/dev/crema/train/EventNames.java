package dev.crema.train;

import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingListener;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it hears. */
final class EventNames implements TrainingListener {
  final List<String> heard = new ArrayList<>();
  final List<TrainingEvent> events = new ArrayList<>();

  @Override
  public void on(TrainingEvent event) {
    heard.add(event.getClass().getSimpleName());
    events.add(event);
  }

  <E extends TrainingEvent> List<E> all(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
