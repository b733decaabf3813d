package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;

/** What the errors of the disk mean. The one place where they become diagnostics. */
final class Troubles {

	/** With less than this left the disk counts as full, whatever words the system has for it. */
	private static final long NEARLY_NOTHING = 64 << 10;

	private final Disk disk;
	private final Path root;

	Troubles(Disk disk, Path root) {
		this.disk = disk;
		this.root = root;
	}

	/** Returns what a failed look at something means. */
	static Diagnostic reading(IOException e, String subject) {
		return Diagnostic.of(Code.LOCAL_UNREADABLE, subject, reason(e));
	}

	/** Returns what a failed change of something means. */
	Diagnostic writing(IOException e, String subject) {
		String reason = reason(e);
		String text = reason.toLowerCase(Locale.ROOT);
		if (e instanceof AccessDeniedException || text.contains("not permitted")
				|| text.contains("read-only")) {
			return Diagnostic.of(Code.LOCAL_NOT_WRITABLE, subject, reason);
		}
		if (e instanceof NoSuchFileException || e instanceof FileAlreadyExistsException
				|| e instanceof NotDirectoryException || e instanceof DirectoryNotEmptyException) {
			return changed(subject);
		}
		if (text.contains("name too long")) {
			return Diagnostic.of(Code.NAME_NOT_ALLOWED, subject, reason);
		}
		if (text.contains("no space left") || text.contains("quota exceeded")
				|| disk.usable(root) < NEARLY_NOTHING) {
			return full();
		}
		return Diagnostic.of(Code.LOCAL_IO, subject, reason);
	}

	Diagnostic full() {
		return Diagnostic.of(Code.LOCAL_DISK_FULL, root.toString());
	}

	static Diagnostic changed(String subject) {
		return Diagnostic.of(Code.LOCAL_CHANGED_MEANWHILE, subject);
	}

	/** Returns the failure of a whole operation. */
	static EndpointException failure(Code code, IOException e, String subject) {
		return new EndpointException(Diagnostic.of(code, subject, reason(e)), e);
	}

	static String reason(IOException e) {
		if (e instanceof FileSystemException named && named.getReason() != null) {
			return named.getReason();
		}
		return switch (e) {
			case AccessDeniedException denied -> "access denied";
			case NoSuchFileException missing -> "not there";
			case FileAlreadyExistsException taken -> "already there";
			default -> String.valueOf(e.getMessage());
		};
	}
}
