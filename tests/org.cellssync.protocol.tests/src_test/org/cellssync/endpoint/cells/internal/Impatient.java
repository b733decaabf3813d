package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.util.random.RandomGenerator;

import org.cellssync.transport.CellsConnections;

/** Makes endpoints that wait less long than those of the product. */
public final class Impatient {

	private Impatient() {
	}

	/**
	 * Returns a factory of endpoints.
	 *
	 * @param told how long the server may take to tell of something
	 * @param look between two looks where it does not
	 */
	public static CellsEndpointFactory factory(CellsConnections connections, Duration told, Duration look) {
		return new CellsEndpointFactory(connections, Sending.DEFAULT, new Delivery.Limits(told, look),
				RandomGenerator::getDefault);
	}
}
