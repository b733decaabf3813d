package org.cellssync.platform.internal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the keychain of the system the program runs on. */
final class Keychains {

	private static final String WINDOWS = "org.eclipse.equinox.security.windowspasswordprovider64bit";
	private static final String MAC = "org.eclipse.equinox.security.osxkeystoreintegration";

	private Keychains() {
	}

	/** Returns the keychain of this system; it looks for it when it is used. */
	static Keychain ofSystem(Supplier<Path> data) {
		String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
		if (system.contains("linux")) {
			return new LibSecretKeychain(System::getenv);
		}
		if (system.contains("win")) {
			return new EquinoxKeychain(data, WINDOWS);
		}
		if (system.contains("mac")) {
			return new EquinoxKeychain(data, MAC);
		}
		return new Absent();
	}

	private static final class Absent implements Keychain {

		@Override
		public Optional<String> find(String id) throws KeychainException {
			throw new KeychainException("this system has none");
		}

		@Override
		public void store(String id, String secret) throws KeychainException {
			throw new KeychainException("this system has none");
		}

		@Override
		public void remove(String id) throws KeychainException {
			throw new KeychainException("this system has none");
		}

		@Override
		public boolean removes() {
			return true;
		}

		@Override
		public void check() throws KeychainException {
			throw new KeychainException("this system has none");
		}
	}
}
