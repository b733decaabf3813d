package org.cellssync.transport.internal.grpc;

/** Ends connections without a framework. */
public final class TestConnections {

	private TestConnections() {
	}

	/** Closes all connections, as the framework would. */
	public static void close(AccountConnections connections) {
		connections.close();
	}
}
