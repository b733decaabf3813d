package org.cellssync.engine.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.TaskSpec;

/** Keeps one task's folder out of another's: two tasks writing into one tree would undo each other. */
final class Overlap {

	private Overlap() {
	}

	/** @throws EndpointException where an end of the new task lies in, is, or holds an end of another one */
	static void refuse(EndpointAddress left, EndpointAddress right, Collection<TaskSpec> others) throws EndpointException {
		if (overlap(left, right)) {
			throw refused(left, "it overlaps with the other end, " + right.text());
		}
		refuse(left, others);
		refuse(right, others);
		for (TaskSpec other : others) {
			if (overlap(left, other.left()) && overlap(right, other.right())) {
				throw refused(right, used(other));
			}
		}
	}

	/** @throws EndpointException where a local folder lies in, is, or holds an end of another task */
	static void refuse(EndpointAddress end, Collection<TaskSpec> others) throws EndpointException {
		if (!end.scheme().equals(EndpointAddress.FILE)) {
			return;
		}
		for (TaskSpec other : others) {
			if (overlap(end, other.left()) || overlap(end, other.right())) {
				throw refused(end, used(other));
			}
		}
	}

	private static String used(TaskSpec other) {
		return "it overlaps with a folder of the task \"" + other.name() + "\"";
	}

	private static EndpointException refused(EndpointAddress address, String why) {
		return new EndpointException(Diagnostic.of(Code.LOCAL_ROOT_NOT_ALLOWED, address.text(), why));
	}

	private static boolean overlap(EndpointAddress one, EndpointAddress other) {
		if (!one.scheme().equals(other.scheme()) || !one.account().equals(other.account())) {
			return false;
		}
		if (one.scheme().equals(EndpointAddress.FILE)) {
			Path first = real(one.path());
			Path second = real(other.path());
			return first.startsWith(second) || second.startsWith(first);
		}
		String first = one.path() + "/";
		String second = other.path() + "/";
		return first.startsWith(second) || second.startsWith(first);
	}

	/** Links on the way are resolved as far as it exists; a folder that is not there counts by its name. */
	private static Path real(String path) {
		Path plain = Path.of(path).toAbsolutePath().normalize();
		for (Path there = plain; there != null; there = there.getParent()) {
			try {
				return there.toRealPath().resolve(there.relativize(plain)).normalize();
			} catch (IOException e) {
				// not there, or not to be read: what lies above it may be
			}
		}
		return plain;
	}
}
