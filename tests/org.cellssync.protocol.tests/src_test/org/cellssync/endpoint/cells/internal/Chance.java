package org.cellssync.endpoint.cells.internal;

import java.util.random.RandomGenerator;

import org.cellssync.transport.CellsConnections;

/** Makes endpoints for which a test knows what is left to chance. */
public final class Chance {

	private Chance() {
	}

	/** Returns a factory of endpoints as those of the product. */
	public static CellsEndpointFactory factory(CellsConnections connections, RandomGenerator random) {
		return new CellsEndpointFactory(connections, Sending.DEFAULT, Delivery.Limits.USUAL, () -> random);
	}
}
