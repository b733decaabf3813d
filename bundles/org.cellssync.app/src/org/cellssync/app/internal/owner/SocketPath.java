package org.cellssync.app.internal.owner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Where the local socket of a data folder is. Systems limit its path to about 100 bytes; a longer one is pointed to. */
final class SocketPath {

	private static final int LONGEST = 100;

	private final Path direct;
	private final Path pointer;

	SocketPath(Path data) {
		direct = data.resolve("control.sock");
		pointer = data.resolve("control.sock.path");
	}

	private boolean fits() {
		return direct.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
	}

	/** Returns the path to listen on; nothing stands there. */
	Path create() throws IOException {
		if (fits()) {
			Files.deleteIfExists(direct);
			return direct;
		}
		Path folder = Files.createTempDirectory("cells-sync-", ownerOnly("rwx------"));
		Path socket = folder.resolve("control.sock");
		Files.writeString(pointer, socket.toString());
		return socket;
	}

	private static FileAttribute<Set<PosixFilePermission>> ownerOnly(String permissions) {
		return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
	}

	/** Returns the path to connect to. */
	Path find() throws IOException {
		return fits() || !Files.exists(pointer) ? direct : Path.of(Files.readString(pointer).strip());
	}

	/** Removes what {@link #create()} made. */
	void remove(Path socket) throws IOException {
		Files.deleteIfExists(socket);
		if (!fits()) {
			Files.deleteIfExists(pointer);
			Files.deleteIfExists(socket.getParent());
		}
	}
}
