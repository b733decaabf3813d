package org.cellssync.api.session;

import java.util.List;
import java.util.Optional;

import org.cellssync.api.endpoint.EndpointAddress;

/**
 * What a new task is to be.
 *
 * @param left one end, a local folder in the usual case
 * @param right the other end
 * @param name what people read; made from the right end's last segment where absent
 * @param ignore patterns of names and paths left out
 * @param paused whether it waits for a person to resume it
 */
public record TaskDraft(EndpointAddress left, EndpointAddress right, Optional<String> name, List<String> ignore,
		boolean paused) {
}
