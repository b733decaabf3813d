package org.cellssync.engine.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;

/** Copies one file of one end for a person to look at, beside the task's own work. */
final class Fetch {

	private final PairOpener opener;

	Fetch(PairOpener opener) {
		this.opener = opener;
	}

	void fetch(TaskSpec spec, SyncPath path, Side side, Path target, Cancellation cancel) throws EndpointException {
		try (Pair pair = opener.open(spec, cancel)) {
			Endpoint endpoint = pair.of(side);
			Scan scan = look(endpoint, path, cancel);
			Identity identity = scan.identities().of(path)
					.orElseThrow(() -> new EndpointException(Diagnostic.of(Code.USAGE, "no file is at \"" + path + "\"")));
			copy(endpoint, path, identity, target, cancel);
		}
	}

	/** Looks at nothing but the way to a file. */
	static Scan look(Endpoint endpoint, SyncPath path, Cancellation cancel) throws EndpointException {
		Ignore others = (each, directory) -> !path.startsWith(each);
		return endpoint
				.scan(new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING, Entry.Absent.ABSENT, Identities.NONE,
						KnownContent.NONE, others), cancel);
	}

	private static void copy(Endpoint endpoint, SyncPath path, Identity identity, Path target, Cancellation cancel)
			throws EndpointException {
		try (SourceFile file = endpoint.open(path, identity, cancel); InputStream content = file.read(0, file.size())) {
			Files.copy(content, target);
		} catch (IOException e) {
			try {
				Files.deleteIfExists(target);
			} catch (IOException left) {
				e.addSuppressed(left);
			}
			throw new EndpointException(Diagnostic.of(Code.LOCAL_IO, target.toString(), String.valueOf(e.getMessage())), e);
		}
	}
}
