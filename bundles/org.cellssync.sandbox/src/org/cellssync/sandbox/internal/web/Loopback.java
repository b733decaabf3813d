package org.cellssync.sandbox.internal.web;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;

import org.eclipse.jetty.server.ServerConnector;

/** Opens one port on all loopback addresses, since {@code localhost} may mean either. */
final class Loopback {
	private static final String V4 = "127.0.0.1";
	private static final String V6 = "::1";
	private static final int ATTEMPTS = 20;

	private Loopback() {
	}

	/** Opens one address. */
	interface Opener {
		ServerConnector open(String address, int port) throws IOException;
	}

	/**
	 * Opens a port.
	 *
	 * @param wanted the port, 0 for one that is free on all addresses
	 * @return the port
	 */
	static int open(int wanted, Opener opener) throws IOException {
		for (int attempt = 1;; attempt++) {
			ServerConnector first = opener.open(V4, wanted);
			int port = first.getLocalPort();
			try {
				if (hasV6()) {
					opener.open(V6, port);
				}
				return port;
			} catch (BindException taken) {
				first.close();
				if (wanted != 0 || attempt == ATTEMPTS) {
					throw taken;
				}
			}
		}
	}

	private static boolean hasV6() throws IOException {
		return NetworkInterface.getByInetAddress(InetAddress.getByName(V6)) != null;
	}
}
