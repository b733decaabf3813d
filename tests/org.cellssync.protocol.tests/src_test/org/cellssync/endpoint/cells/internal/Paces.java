package org.cellssync.endpoint.cells.internal;

import java.net.URI;

/** Shows how fast servers are asked for contents. */
public final class Paces {

	private Paces() {
	}

	/** Returns how many calls may be made to a server at a time. */
	public static int width(CellsEndpointFactory factory, URI server) {
		return factory.pace(server).width();
	}

	/** Returns how many calls to a server wait for their turn. */
	public static int waiters(CellsEndpointFactory factory, URI server) {
		return factory.pace(server).waiters();
	}
}
