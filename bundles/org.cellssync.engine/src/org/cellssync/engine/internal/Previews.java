package org.cellssync.engine.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.session.Preview;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.api.util.Locations;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Held;
import org.cellssync.core.sync.Masks;
import org.cellssync.core.sync.Reconciler;
import org.cellssync.core.sync.Reconciliation;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Trees;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.core.tree.TreeEdits;

/** Counts what a first run of a task would do, without a task and without changing anything on either end. */
final class Previews {

	/** Somebody who writes rules while this looks makes it look again, but not for ever. */
	private static final int MOST_LOOKS = 3;

	private final EndpointRegistry endpoints;
	private final PairOpener opener;
	private final Locations locations;
	private final Both both;

	Previews(EndpointRegistry endpoints, PairOpener opener, Locations locations, Surroundings around) {
		this.endpoints = endpoints;
		this.opener = opener;
		this.locations = locations;
		this.both = new Both(around.otherEnd());
	}

	Preview preview(EndpointAddress left, EndpointAddress right, TaskOptions options, Cancellation cancel)
			throws EndpointException {
		Path folder = locations.task("preview-" + UUID.randomUUID());
		try (Endpoint local = endpoints.factory(left).open(left, folder, options.settings());
				Endpoint remote = endpoints.factory(right).open(right, folder, options.settings())) {
			return count(new Pair(local, remote, both), options, cancel);
		} finally {
			removeFolder(folder);
		}
	}

	private static void removeFolder(Path folder) throws EndpointException {
		try {
			if (Files.exists(folder)) {
				StateFolder.delete(folder);
			}
		} catch (IOException e) {
			throw new EndpointException(Diagnostic.of(Code.LOCAL_IO, folder.toString(), String.valueOf(e.getMessage())), e);
		}
	}

	private Preview count(Pair pair, TaskOptions options, Cancellation cancel) throws EndpointException {
		Rulebook rules = new Rulebook(opener.rules(options), options.selection());
		Both.Results<Scan, Scan> scans = look(pair, rules, cancel);
		for (int i = 1; i < MOST_LOOKS && followed(pair, rules, scans.local(), cancel); i++) {
			scans = look(pair, rules, cancel);
		}
		Ignore ignore = rules.ignore();
		Entry here = scans.local().tree();
		Entry there = scans.remote().tree();
		Reconciliation found = reconcile(pair, options, ignore, here, there);
		if (!found.unprovenLocal().isEmpty() || !found.unprovenRemote().isEmpty()) {
			here = proven(here, found.unprovenLocal().isEmpty() ? Map.of() : pair.local().prove(scans.local(),
					found.unprovenLocal(), pair.content(Side.REMOTE, scans.remote().identities(), cancel), cancel));
			there = proven(there, found.unprovenRemote().isEmpty() ? Map.of() : pair.remote().prove(scans.remote(),
					found.unprovenRemote(), pair.content(Side.LOCAL, scans.local().identities(), cancel), cancel));
			found = reconcile(pair, options, ignore, here, there);
		}
		return new Preview(items(found.remote()), items(found.local()), items(found.agreed()), found.conflicts().size(),
				held(found.held(), here, there));
	}

	private static Both.Results<Scan, Scan> look(Pair pair, Rulebook rules, Cancellation cancel) throws EndpointException {
		ScanRequest request = new ScanRequest(Optional.empty(), Hint.Everything.EVERYTHING, Entry.Absent.ABSENT,
				Identities.NONE, KnownContent.NONE, rules.forLooks());
		return pair.both().run(() -> scan(pair.local(), request, cancel), () -> scan(pair.remote(), request, cancel));
	}

	private static boolean followed(Pair pair, Rulebook rules, Scan local, Cancellation cancel) throws EndpointException {
		return !rules.follow(local.tree(), pair.content(Side.LOCAL, local.identities(), cancel)).isEmpty();
	}

	/** A folder that is made only when the task is set up holds nothing yet. */
	private static Scan scan(Endpoint end, ScanRequest request, Cancellation cancel) throws EndpointException {
		try {
			return end.scan(request, cancel);
		} catch (EndpointException e) {
			if (e.diagnostic().code() == Code.LOCAL_ROOT_MISSING || e.diagnostic().code() == Code.REMOTE_ROOT_MISSING) {
				return new Scan(Directory.EMPTY, Identities.NONE, "", List.of(), new TreeSet<>(), Map.of(), 0);
			}
			throw e;
		}
	}

	private static Reconciliation reconcile(Pair pair, TaskOptions options, Ignore ignore, Entry here, Entry there) {
		Trees trees = Masks.common(new Trees(Entry.Absent.ABSENT, here, there), ignore, pair.common());
		return Reconciler.reconcile(trees, options.rules());
	}

	private static Entry proven(Entry tree, Map<SyncPath, Digest> digests) {
		TreeEdits edits = new TreeEdits();
		digests.forEach((path, digest) -> {
			if (Tree.at(tree, path) instanceof Entry.File file) {
				edits.put(path, new Entry.File(digest, file.size(), file.executable()));
			}
		});
		return edits.applyTo(tree);
	}

	private static long held(List<Held> held, Entry here, Entry there) {
		return held.stream().mapToLong(each -> Tree.count(Tree.at(each.side() == Side.LOCAL ? here : there, each.path())))
				.sum();
	}

	/** Counts items, a folder that is made or agreed upon with all that is in it. */
	private static long items(List<Change> changes) {
		return changes.stream().filter(change -> !change.path().isRoot() || Tree.count(change.after()) > 1)
				.mapToLong(change -> Tree.count(change.after())).sum();
	}
}
