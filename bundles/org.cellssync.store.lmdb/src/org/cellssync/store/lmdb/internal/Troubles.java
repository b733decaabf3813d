package org.cellssync.store.lmdb.internal;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.state.StateException;

/** Says what went wrong. */
final class Troubles {

	/** How the binding words an error of the system. */
	private static final Pattern SYSTEM = Pattern
			.compile("Platform constant error code: \\S+ (.+) \\(-?\\d+\\)");

	private Troubles() {
	}

	static StateException notWritable(Path folder, Exception cause) {
		return new StateException(Diagnostic.of(Code.STATE_NOT_WRITABLE, folder.toString(), reason(cause)),
				cause);
	}

	static StateException inUse(Path folder) {
		return new StateException(
				Diagnostic.of(Code.STATE_NOT_WRITABLE, folder.toString(), "it is in use already"), null);
	}

	/** There is no native library for this system, or it cannot be loaded. */
	static StateException noLibrary(LinkageError cause) {
		String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
		Diagnostic diagnostic = Diagnostic.of(Code.SYSTEM_INCOMPLETE,
				"the native library of LMDB for " + system);
		return new StateException(diagnostic, cause);
	}

	private static String reason(Exception cause) {
		if (cause instanceof FileSystemException trouble && trouble.getReason() != null) {
			return trouble.getReason();
		}
		String message = cause.getMessage() == null ? "" : cause.getMessage();
		Matcher system = SYSTEM.matcher(message);
		if (system.matches()) {
			return system.group(1);
		}
		return message.isBlank() ? cause.getClass().getSimpleName() : message;
	}
}
