package org.cellssync.api.account;

import java.util.List;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;

/** Looks through an account's workspaces, for people who choose. Thread-safe; blocks on net. */
public interface Workspaces {

	/** Returns the workspaces of both hash families, in the order of their labels. */
	List<Workspace> list(String accountId, Cancellation cancel) throws EndpointException;

	/**
	 * Returns the names of the folders in a folder, sorted.
	 *
	 * @param path {@code workspace} or {@code workspace/path}
	 */
	List<String> folders(String accountId, String path, Cancellation cancel) throws EndpointException;
}
