package org.cellssync.endpoint.cells.internal;

/** Takes the nodes of a listing in the order they come. */
@FunctionalInterface
interface NodeConsumer {

	/** Takes one more node. */
	void accept(RemoteNode node);
}
