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
 * @param options what it is to do
 * @param paused whether it waits for a person to resume it
 */
public record TaskDraft(EndpointAddress left, EndpointAddress right, Optional<String> name, TaskOptions options,
		boolean paused) {

	/**
	 * A task with the usual options.
	 *
	 * @param ignore rules of what is left out
	 */
	public TaskDraft(EndpointAddress left, EndpointAddress right, Optional<String> name, List<String> ignore,
			boolean paused) {
		this(left, right, name, TaskOptions.DEFAULT.withIgnore(ignore), paused);
	}
}
