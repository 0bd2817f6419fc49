package dev.crema.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Something that a plugin provides, as a model file names it: {@code relu}, or {@code linear:
 * {in_features: 4, out_features: 3}}.
 *
 * @param name the provider's name
 * @param options its options: numbers, booleans, strings, lists of them
 * @param place where it stands
 * @param places where each option stands
 */
public record Part(
    String name, SequencedMap<String, Object> options, Place place, Map<String, Place> places)
    implements LayerNode {
  /** A part; the maps are copied. */
  public Part {
    options = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(options));
    places = Map.copyOf(places);
  }

  /** Where an option stands, or the part if it does not have it. */
  Place placeOf(String option) {
    return places.getOrDefault(option, place);
  }
}
