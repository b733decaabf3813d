package org.cellssync.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.cellssync.sandbox.internal.SandboxServer;

/**
 * A running sandbox server on loopback. Safe for use by many threads.
 * <p>
 * Every sandbox is a world of its own; many can run in one process.
 */
public final class Sandbox implements AutoCloseable {
	private final SandboxServer server;
	private final Ready ready;

	private Sandbox(SandboxServer server) {
		this.server = server;
		this.ready = server.ready();
	}

	/**
	 * Starts a server; when this returns, every channel of it answers. Blocks for the disk, well under a
	 * second.
	 *
	 * @throws IOException if the port is in use, or the directory cannot be read or written; nothing runs
	 *             then
	 */
	public static Sandbox start(SandboxOptions options) throws IOException {
		return new Sandbox(SandboxServer.start(options));
	}

	/** Returns the address of the server, such as {@code https://localhost:40123}. */
	public URI url() {
		return ready.url();
	}

	/** Returns the port for gRPC: the one of the address under TLS, another one in clear text. */
	public int grpcPort() {
		return ready.grpcPort();
	}

	/** Returns the PEM file of the authority that signed the server's certificate; empty in clear text. */
	public Optional<Path> caFile() {
		return ready.ca();
	}

	/** Returns who can sign in, two users at least, always in the same order. */
	public List<SandboxUser> users() {
		return ready.users();
	}

	/** Returns the address of the control channel: counters and faults. */
	public URI controlUrl() {
		return ready.control();
	}

	/** Returns all of the above as one value. */
	public Ready ready() {
		return ready;
	}

	/**
	 * Stops the server within two seconds; what clients had under way is cut. A second call does nothing.
	 *
	 * @throws IOException if content that is to be kept could not be written
	 */
	@Override
	public void close() throws IOException {
		server.close();
	}
}
