package org.cellssync.api.endpoint;

import java.nio.file.Path;
import java.util.Optional;

import org.cellssync.api.util.Cancellation;

/** Makes endpoints of one kind; service property {@link #SCHEME} names the kind. Thread-safe. */
public interface EndpointFactory {

	/** Service property: what an address of this kind starts with ({@code file}, {@code cells}). */
	String SCHEME = "endpoint.scheme";

	/**
	 * Makes sure that a task could use {@code address} and returns its normal form; makes a missing last folder where its
	 * parent exists.
	 *
	 * @param written whether the task would write there; where it only reads, a folder that is there will do though nothing
	 *         may be written in it
	 * @throws EndpointException with what is wrong
	 */
	EndpointAddress check(EndpointAddress address, boolean written, Cancellation cancel) throws EndpointException;

	/**
	 * Makes sure of the same as {@link #check} for a task that would write there, and makes nothing.
	 *
	 * @return whether the folder is there; false where {@code check} would make it
	 * @throws EndpointException as {@code check} would
	 */
	boolean examine(EndpointAddress address, Cancellation cancel) throws EndpointException;

	/**
	 * Opens the endpoint; does not connect yet.
	 *
	 * @param taskData the task's folder in the data folder, for trash and staging
	 * @param settings of the task
	 */
	Endpoint open(EndpointAddress address, Path taskData, EndpointSettings settings) throws EndpointException;

	/**
	 * Opens the endpoint as above.
	 *
	 * @param throttle to be asked for all content that travels over a net
	 */
	default Endpoint open(EndpointAddress address, Path taskData, EndpointSettings settings, Throttle throttle)
			throws EndpointException {
		return open(address, taskData, settings);
	}

	/**
	 * Returns what keeps files in the data of a task that has no end of this kind to keep them; empty where this kind keeps
	 * nothing. What is kept is in the trash that {@link TrashAccess} finds.
	 *
	 * @param taskData the task's folder in the data folder
	 * @param settings of the task: how much is kept, for how long
	 */
	default Optional<Keeping> keeping(Path taskData, EndpointSettings settings) {
		return Optional.empty();
	}
}
