package org.cellssync.transport;

import org.cellssync.api.endpoint.EndpointException;

/** The connections of this process, one for each account. Thread-safe. */
public interface CellsConnections {

	/**
	 * Returns the connection of an account, the same for all callers. Nothing is sent: what is wrong shows at
	 * the first call.
	 *
	 * @throws EndpointException {@code ACCOUNT_UNKNOWN}
	 */
	CellsConnection connect(String accountId) throws EndpointException;
}
