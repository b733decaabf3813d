package org.cellssync.transport;

import java.net.URI;

import org.cellssync.api.account.Route;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;

/** The connections of this process, one for each account. Thread-safe. */
public interface CellsConnections {

	/**
	 * Returns the connection of an account, the same for all callers. Nothing is sent: what is wrong shows at
	 * the first call.
	 *
	 * @throws EndpointException {@code ACCOUNT_UNKNOWN}
	 */
	CellsConnection connect(String accountId) throws EndpointException;

	/**
	 * Goes to a server as somebody who is not signed in. Blocks on net: the server is asked where gRPC answers.
	 *
	 * @param server address in the form accounts keep
	 * @param route the way to it
	 * @throws EndpointException where it does not say
	 */
	CellsVisit visit(URI server, Route route, Cancellation cancel) throws EndpointException;

	/**
	 * Returns the connections along a route.
	 *
	 * @throws EndpointException where one of its files cannot be used
	 */
	CellsWay way(Route route) throws EndpointException;
}
