package org.cellssync.transport.internal.way;

import java.io.IOException;

/** A process that tells through which proxies this computer goes to servers, one a line. */
final class AskingProcess {

	private AskingProcess() {
	}

	/** Asks for each of these hosts. */
	public static void main(String[] hosts) throws IOException {
		for (String host : hosts) {
			System.out.println("to " + host + ": " + SystemProxies.ofThisComputer().find(host, 443)
					.map(proxy -> proxy.kind() + " " + proxy.host() + ':' + proxy.port()).orElse("none"));
		}
	}
}
