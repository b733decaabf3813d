package org.cellssync.auth.internal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.cellssync.api.account.ClientCertificate;
import org.cellssync.api.account.Route;

/**
 * What the files of a way hold. Read before the way is gone for the first time: what was trusted, and shown, then is
 * what is kept.
 *
 * @param ca certificates to trust
 * @param client the certificate of this computer with its key
 */
public record RouteFiles(Optional<byte[]> ca, Optional<byte[]> client) {

	/** Reads them. */
	public static RouteFiles of(Route route) throws IOException {
		return new RouteFiles(read(route.ca()), read(route.client().map(ClientCertificate::file)));
	}

	private static Optional<byte[]> read(Optional<Path> file) throws IOException {
		return file.isPresent() ? Optional.of(Files.readAllBytes(file.get())) : Optional.empty();
	}
}
