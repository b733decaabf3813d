package org.cellssync.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a sandbox server is to be started. Immutable; start from {@link #defaults()} and change what differs.
 *
 * @param directory where certificate, users, tokens, port and content are kept between two runs; empty keeps
 *            everything in memory
 * @param port the port of the server, 0 to take the one kept in the directory, or else a free one
 * @param tls one TLS port for everything; false for a clear text port with a second one for gRPC
 * @param family the hash family of the workspaces {@code common-files} and {@code personal-files}
 * @param storage how the data source behind the workspaces behaves
 * @param tokenLife how long an access token of a sign-in is accepted, at least a millisecond
 * @param hashDelay how long after an upload the content hash appears, zero or more
 * @param hazards whether the server has the hazards of a real one from the start; they can be switched later
 */
public record SandboxOptions(Optional<Path> directory, int port, boolean tls, Family family, Storage storage,
		Duration tokenLife, Duration hashDelay, boolean hazards) {

	/** The two ways in which Cells servers hash content. */
	public enum Family {
		/** MD5 over the MD5s of 10 MiB blocks. */
		V4,
		/** Plain MD5, as servers before version 4 did. */
		V3
	}

	/** The two ways in which Cells servers lay out a data source. */
	public enum Storage {
		/** Names are kept in the index alone; moves are safe. */
		FLAT,
		/** Names are kept in the storage too; moves of folders take time and may lose children. */
		STRUCTURED
	}

	/** Rejects values that no server could be started with. */
	public SandboxOptions {
		Objects.requireNonNull(directory, "directory");
		Objects.requireNonNull(family, "family");
		Objects.requireNonNull(storage, "storage");
		if (port < 0 || port > 65535) {
			throw new IllegalArgumentException("The port is to be between 0 and 65535, not " + port);
		}
		if (tokenLife.toMillis() < 1) {
			throw new IllegalArgumentException("A token is to live a millisecond at least, not " + tokenLife);
		}
		if (hashDelay.isNegative()) {
			throw new IllegalArgumentException("The hash delay is not to be negative, but is " + hashDelay);
		}
	}

	/**
	 * Returns a server in memory on a free TLS port, with the hash family and flat storage of a current
	 * server, tokens of ten minutes, a hash delay of 0.3 seconds, and all hazards on.
	 */
	public static SandboxOptions defaults() {
		return new SandboxOptions(Optional.empty(), 0, true, Family.V4, Storage.FLAT, Duration.ofSeconds(600),
				Duration.ofMillis(300), true);
	}

	/** Returns these options with a directory that survives restarts. */
	public SandboxOptions withDirectory(Path kept) {
		return new SandboxOptions(Optional.of(kept), port, tls, family, storage, tokenLife, hashDelay,
				hazards);
	}

	/** Returns these options with another port, 0 for a kept or free one. */
	public SandboxOptions withPort(int chosen) {
		return new SandboxOptions(directory, chosen, tls, family, storage, tokenLife, hashDelay, hazards);
	}

	/** Returns these options with TLS or clear text. */
	public SandboxOptions withTls(boolean secure) {
		return new SandboxOptions(directory, port, secure, family, storage, tokenLife, hashDelay, hazards);
	}

	/** Returns these options with another hash family. */
	public SandboxOptions withFamily(Family other) {
		return new SandboxOptions(directory, port, tls, other, storage, tokenLife, hashDelay, hazards);
	}

	/** Returns these options with another storage. */
	public SandboxOptions withStorage(Storage other) {
		return new SandboxOptions(directory, port, tls, family, other, tokenLife, hashDelay, hazards);
	}

	/** Returns these options with another life of access tokens. */
	public SandboxOptions withTokenLife(Duration life) {
		return new SandboxOptions(directory, port, tls, family, storage, life, hashDelay, hazards);
	}

	/** Returns these options with another delay of content hashes. */
	public SandboxOptions withHashDelay(Duration delay) {
		return new SandboxOptions(directory, port, tls, family, storage, tokenLife, delay, hazards);
	}

	/** Returns these options with the hazards on or off. */
	public SandboxOptions withHazards(boolean on) {
		return new SandboxOptions(directory, port, tls, family, storage, tokenLife, hashDelay, on);
	}
}
