package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Modes, owners and times of files. */
final class Attributes {

	private static final Logger LOG = LoggerFactory.getLogger(Attributes.class);
	private static final Map<PosixFilePermission, PosixFilePermission> EXECUTE_WITH_READ = Map.of(
			PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_READ,
			PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_READ,
			PosixFilePermission.OTHERS_EXECUTE);

	private Attributes() {
	}

	/**
	 * Gives a temporary file the attributes it is to have in its place: the time of the source; of a file it
	 * replaces the mode and the owner.
	 */
	static void prepare(Path temporary, Path place, Change step, SourceFile source) throws IOException {
		if (SystemDisk.isPosix(temporary)) {
			// A link that was seen as a file gives way to one: what it allowed says nothing.
			if (step.before() instanceof Entry.File before && !Files.isSymbolicLink(place)) {
				inherit(temporary, place);
				if (step.after() instanceof Entry.File after && after.executable() != before.executable()) {
					setExecutable(temporary, after.executable());
				}
			} else if (source.executable()) {
				setExecutable(temporary, true);
			}
		}
		// A server that does not know the time shows its beginning.
		if (source.modified().isAfter(Instant.EPOCH)) {
			Files.setLastModifiedTime(temporary, FileTime.from(source.modified()));
		}
	}

	private static void inherit(Path temporary, Path place) throws IOException {
		Map<String, Object> old = Files.readAttributes(place, "unix:uid,gid,permissions",
				LinkOption.NOFOLLOW_LINKS);
		Map<String, Object> fresh = Files.readAttributes(temporary, "unix:uid,gid,permissions",
				LinkOption.NOFOLLOW_LINKS);
		for (String name : new String[] { "gid", "uid" }) {
			if (!old.get(name).equals(fresh.get(name))) {
				tryToSet(temporary, name, old.get(name));
			}
		}
		if (!old.get("permissions").equals(fresh.get("permissions"))) {
			Files.setAttribute(temporary, "unix:permissions", old.get("permissions"));
		}
	}

	// Only the system's administrator may give a file to somebody else; for all others the new file is their
	// own.
	private static void tryToSet(Path temporary, String name, Object value) throws IOException {
		try {
			Files.setAttribute(temporary, "unix:" + name, value, LinkOption.NOFOLLOW_LINKS);
		} catch (FileSystemException e) {
			LOG.debug("{} of {} is not kept", name, temporary, e);
		}
	}

	/** Marks a file executable for all who may read it, or for nobody. */
	static void setExecutable(Path file, boolean executable) throws IOException {
		Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
		permissions.addAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
		for (var pair : EXECUTE_WITH_READ.entrySet()) {
			if (!executable) {
				permissions.remove(pair.getValue());
			} else if (permissions.contains(pair.getKey())) {
				permissions.add(pair.getValue());
			}
		}
		Files.setPosixFilePermissions(file, permissions);
	}
}
