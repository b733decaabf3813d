package org.cellssync.api.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.core.sync.Mode;

/**
 * A task as it was set up; kept in the settings.
 *
 * @param id never changes; letters and digits
 * @param name what people read
 * @param left one end
 * @param right the other end
 * @param mode which way changes travel
 * @param ignore patterns of names and paths left out
 * @param settings what its ends heed
 * @param paused whether it is paused
 * @param resumes when a pause ends by itself
 */
public record TaskSpec(String id, String name, EndpointAddress left, EndpointAddress right, Mode mode, List<String> ignore,
		EndpointSettings settings, boolean paused, Optional<Instant> resumes) {

	/** Copies the patterns. */
	public TaskSpec {
		ignore = List.copyOf(ignore);
	}
}
