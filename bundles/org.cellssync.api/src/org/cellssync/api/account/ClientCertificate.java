package org.cellssync.api.account;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A certificate with its key, by which this computer shows itself to servers that ask for one.
 *
 * @param file PKCS#12
 * @param passphrase of the file and of the key in it
 */
public record ClientCertificate(Path file, Secret passphrase) {

	/** Requires all parts. */
	public ClientCertificate {
		Objects.requireNonNull(file);
		Objects.requireNonNull(passphrase);
	}
}
