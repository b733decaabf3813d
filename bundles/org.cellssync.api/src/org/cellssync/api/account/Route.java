package org.cellssync.api.account;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The way to a server, the same for web, gRPC and S3: whom to trust there. Equal ways may share connections.
 *
 * @param ca PEM file trusted beside the system's roots
 */
public record Route(Optional<Path> ca) {

	/** As this computer goes to any server. */
	public static final Route USUAL = new Route(Optional.empty());

	/** Requires all parts. */
	public Route {
		Objects.requireNonNull(ca);
	}

	/** Returns the usual way with a PEM file trusted beside the system's roots. */
	public static Route trusting(Path ca) {
		return USUAL.withCa(Optional.of(ca));
	}

	/** Returns this way with another PEM file trusted beside the system's roots, or with none. */
	public Route withCa(Optional<Path> file) {
		return new Route(file);
	}
}
