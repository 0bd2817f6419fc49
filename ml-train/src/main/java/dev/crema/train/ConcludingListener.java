package dev.crema.train;

import dev.crema.api.TrainingListener;

/**
 * A listener that hears each event after all the others, wherever it stands among them: what {@link
 * Checkpoints} save is what the other listeners have made of the event.
 */
public interface ConcludingListener extends TrainingListener {}
