package org.cellssync.api.ignore;

import java.util.List;

import org.cellssync.api.endpoint.EndpointException;

/**
 * Rules for all tasks that count more than anything people set up themselves: those of an administrator. Asked whenever a
 * task starts. Thread-safe.
 */
public interface IgnoreSource {

	/**
	 * Returns the rules in the syntax of {@code .gitignore}, one each; of several that match the last one decides.
	 *
	 * @throws EndpointException where they cannot be told; no task starts then, since it might send what must not be sent
	 */
	List<String> rules() throws EndpointException;
}
