package org.cellssync.sandbox.internal.web;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.eclipse.jetty.server.ServerConnector;

/** Opens one port on all loopback addresses, since {@code localhost} may mean either. */
final class Loopback {
	private static final String V4 = "127.0.0.1";
	private static final String V6 = "::1";
	private static final int ATTEMPTS = 100;
	/**
	 * Free ports are taken from below those that systems give to outgoing connections. A client that knocks
	 * again and again while the server is away would else take the port for itself one day.
	 */
	private static final int LEAST = 20_000;
	private static final int MOST = 32_000;

	private Loopback() {
	}

	/** Makes a connector, not open yet. */
	interface Maker {
		ServerConnector make(String address, int port);
	}

	/**
	 * Opens a port.
	 *
	 * @param wanted the port, 0 for one that is free on all addresses
	 * @return the open connectors, all of the same port
	 * @throws BindException if the port is in use on one of the addresses; nothing is open then
	 */
	static List<ServerConnector> open(int wanted, Maker maker) throws IOException {
		for (int attempt = 1;; attempt++) {
			int port = wanted == 0 ? ThreadLocalRandom.current().nextInt(LEAST, MOST) : wanted;
			List<ServerConnector> opened = new ArrayList<>();
			try {
				opened.add(opened(maker.make(V4, port)));
				if (hasV6()) {
					opened.add(opened(maker.make(V6, port)));
				}
				return opened;
			} catch (BindException taken) {
				opened.forEach(ServerConnector::close);
				if (wanted != 0 || attempt == ATTEMPTS) {
					throw taken;
				}
			}
		}
	}

	private static ServerConnector opened(ServerConnector connector) throws IOException {
		try {
			connector.open();
			return connector;
		} catch (IOException e) {
			throw e.getCause() instanceof BindException taken ? taken : e;
		}
	}

	private static boolean hasV6() throws IOException {
		return NetworkInterface.getByInetAddress(InetAddress.getByName(V6)) != null;
	}
}
