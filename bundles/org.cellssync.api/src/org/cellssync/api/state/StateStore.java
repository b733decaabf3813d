package org.cellssync.api.state;

import java.nio.file.Path;

/** Opens what tasks remember. Thread-safe. */
public interface StateStore {

	/**
	 * Opens the state kept in {@code folder}, making it where there is none. One that cannot be read is set aside beside it
	 * and a new one begun; {@link TaskState#setAside()} then tells.
	 *
	 * @throws StateException where the folder cannot be written or is open already
	 */
	TaskState open(Path folder) throws StateException;
}
