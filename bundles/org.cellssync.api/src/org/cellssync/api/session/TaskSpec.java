package org.cellssync.api.session;

import java.time.Instant;
import java.util.Optional;

import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.core.tree.SyncPath;

/**
 * A task as it was set up; kept in the settings.
 *
 * @param id never changes; letters and digits
 * @param name what people read
 * @param left one end
 * @param right the other end
 * @param options what it does
 * @param paused whether it is paused
 * @param resumes when a pause ends by itself
 */
public record TaskSpec(String id, String name, EndpointAddress left, EndpointAddress right, TaskOptions options,
		boolean paused, Optional<Instant> resumes) {

	/**
	 * Returns the item that {@code typed} names: its path within the task, or where it stands on this computer. A leading
	 * {@code ./} and slashes at the end, as shells complete them, are no part of it.
	 *
	 * @return empty where it stands somewhere else on this computer, or no item can be called so
	 */
	public Optional<SyncPath> item(String typed) {
		String path = typed.startsWith("./") ? typed.substring(2) : typed;
		if (path.startsWith("/") && left.scheme().equals(EndpointAddress.FILE)) {
			if (!(path + '/').startsWith(left.path() + '/')) {
				return Optional.empty();
			}
			path = path.substring(left.path().length());
		}
		try {
			return Optional.of(path.equals(".") ? SyncPath.ROOT : SyncPath.of(path));
		} catch (IllegalArgumentException e) {
			return Optional.empty();
		}
	}

	/** Returns the same task under another name. */
	public TaskSpec withName(String changed) {
		return new TaskSpec(id, changed, left, right, options, paused, resumes);
	}

	/** Returns the same task with other options. */
	public TaskSpec withOptions(TaskOptions changed) {
		return new TaskSpec(id, name, left, right, changed, paused, resumes);
	}

	/** Returns the same task paused, until {@code end} where one is given. */
	public TaskSpec withPause(Optional<Instant> end) {
		return new TaskSpec(id, name, left, right, options, true, end);
	}

	/** Returns the same task at work. */
	public TaskSpec withoutPause() {
		return new TaskSpec(id, name, left, right, options, false, Optional.empty());
	}
}
