package org.cellssync.transport.internal.way;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

import org.cellssync.api.account.Route;
import org.cellssync.api.account.ServerTrust;
import org.cellssync.api.endpoint.EndpointException;

/** The ways in use; each remains the same while its files do. Thread-safe. */
public final class Ways {

	private final ServerTrust trust;
	private final ClientKeys keys = new ClientKeys();
	/** Guarded by itself. */
	private final Map<Route, Way> known = new HashMap<>();

	/** @param trust whom ways trust */
	public Ways(ServerTrust trust) {
		this.trust = trust;
	}

	/**
	 * Returns the way of a route.
	 *
	 * @throws EndpointException {@code USAGE} where one of its files cannot be used
	 */
	public Way of(Route route) throws EndpointException {
		X509TrustManager trusted = trust.trust(route);
		Optional<X509KeyManager> client = route.client().isPresent() ? Optional.of(keys.of(route.client().get()))
				: Optional.empty();
		synchronized (known) {
			Way way = known.get(route);
			if (way == null || !way.isOf(trusted, client)) {
				way = new Way(route, trusted, client);
				known.put(route, way);
			}
			return way;
		}
	}
}
