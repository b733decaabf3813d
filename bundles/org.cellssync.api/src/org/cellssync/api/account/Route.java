package org.cellssync.api.account;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The way to a server, the same for web, gRPC and S3: whom to trust there, as whom to show oneself, and through what to
 * go. Equal ways may share connections.
 *
 * @param ca PEM file trusted beside the system's roots
 * @param pin the one certificate the server may show; nothing else about it matters then, such as who signed it, for
 *         which name or until when, and no other is trusted
 * @param client by what this computer shows itself to servers that ask for it
 * @param proxy through what the server is reached
 */
public record Route(Optional<Path> ca, Optional<Fingerprint> pin, Optional<ClientCertificate> client,
		NetworkProxy proxy) {

	/** As this computer goes to any server. */
	public static final Route USUAL = new Route(Optional.empty(), Optional.empty(), Optional.empty(),
			NetworkProxy.Given.SYSTEM);

	/** Requires all parts. */
	public Route {
		Objects.requireNonNull(ca);
		Objects.requireNonNull(pin);
		Objects.requireNonNull(client);
		Objects.requireNonNull(proxy);
	}

	/** Returns the usual way with a PEM file trusted beside the system's roots. */
	public static Route trusting(Path ca) {
		return USUAL.withCa(Optional.of(ca));
	}

	/** Returns this way with another PEM file trusted beside the system's roots, or with none. */
	public Route withCa(Optional<Path> file) {
		return new Route(file, pin, client, proxy);
	}

	/** Returns this way with another certificate of the server's that alone is trusted, or with none. */
	public Route withPin(Optional<Fingerprint> certificate) {
		return new Route(ca, certificate, client, proxy);
	}

	/** Returns this way with another certificate of this computer, or with none. */
	public Route withClient(Optional<ClientCertificate> certificate) {
		return new Route(ca, pin, certificate, proxy);
	}

	/** Returns this way through something else. */
	public Route withProxy(NetworkProxy other) {
		return new Route(ca, pin, client, other);
	}
}
