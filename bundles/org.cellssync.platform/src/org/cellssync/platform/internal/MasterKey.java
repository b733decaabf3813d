package org.cellssync.platform.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The random password that guards secrets where the system has no keychain: a file that only its owner can read. */
final class MasterKey {

	private static final int BYTES = 32;

	private MasterKey() {
	}

	/** Returns the key, made with the first call. Called under the secrets' lock. */
	static String of(Path file) throws IOException {
		if (!Files.exists(file)) {
			byte[] random = new byte[BYTES];
			new SecureRandom().nextBytes(random);
			Path fresh = file.resolveSibling(file.getFileName() + ".new");
			Files.deleteIfExists(fresh);
			Files.createFile(fresh);
			PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
			if (view != null) {
				view.setPermissions(PosixFilePermissions.fromString("rw-------"));
			}
			Files.writeString(fresh, HexFormat.of().formatHex(random), StandardOpenOption.SYNC);
			Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
		}
		return Files.readString(file).strip();
	}
}
