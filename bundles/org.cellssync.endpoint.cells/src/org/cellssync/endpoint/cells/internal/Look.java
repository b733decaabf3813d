package org.cellssync.endpoint.cells.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Unread;

/** What one look has found so far, and how it judges what it is shown. For one thread. */
final class Look {

	/** Name of the file by which structured storage marks a folder. */
	static final String FOLDER_MARK = ".pydio";

	private final String accountId;
	private final ScanRequest request;
	private final Evidence evidence;
	private final List<Diagnostic> problems = new ArrayList<>();
	private final SortedSet<SyncPath> lookAgain = new TreeSet<>();
	private final Map<String, Digest> learnt = new HashMap<>();
	private long looked;

	Look(String accountId, ScanRequest request, HashSightings sightings) {
		this.accountId = accountId;
		this.request = request;
		this.evidence = new Evidence(request.known(), sightings);
	}

	/**
	 * Returns whether a node takes no part. Structured storage shows its own folder marks, which are nobody's
	 * files.
	 */
	static boolean ignored(Ignore ignore, SyncPath path, boolean directory) {
		return path.name().equals(FOLDER_MARK) || ignore.ignored(path, directory);
	}

	/** Returns what a tree shows in the place of something that takes no part. */
	static Entry leftOut(Ignore ignore, SyncPath path, boolean directory) {
		return path.name().equals(FOLDER_MARK) ? Entry.Absent.ABSENT : ignore.shown(path, directory);
	}

	/** Returns whether a node takes no part in this look. */
	boolean ignored(SyncPath path, boolean directory) {
		return ignored(request.ignore(), path, directory);
	}

	/** Returns what the tree of this look shows in the place of something that takes no part. */
	Entry leftOut(SyncPath path, boolean directory) {
		return leftOut(request.ignore(), path, directory);
	}

	/** Returns the entry of a file. */
	Entry file(SyncPath path, RemoteNode node, Identity identity, Entry expected) {
		boolean unchanged = request.expectedIdentities().of(path).map(Identity::version)
				.filter(identity.version()::equals).isPresent();
		Finding finding = evidence.of(node, unchanged);
		Entry entry = switch (finding) {
			case Finding.Proven proven -> proven(path, node, proven);
			case Finding.Unproven unproven ->
				new Entry.File(Unread.of(accountId, identity.version()), node.size(), false);
			case Finding.Unsettled unsettled -> {
				lookAgain.add(path);
				yield new Entry.Blocked(Reason.UNSETTLED);
			}
		};
		return entry.equals(expected) ? expected : entry;
	}

	private Entry proven(SyncPath path, RemoteNode node, Finding.Proven proven) {
		if (proven.learnt()) {
			learnt.put(node.version().text(), proven.digest());
		}
		if (proven.lookAgain()) {
			lookAgain.add(path);
		}
		return new Entry.File(proven.digest(), node.size(), false);
	}

	/**
	 * Returns the identity expected at a path where it is equal, so that looks share it, else the one given.
	 */
	Identity expectedIdentity(SyncPath path, Identity identity) {
		return request.expectedIdentities().of(path).filter(identity::equals).orElse(identity);
	}

	/** Blocks a path and tells why. */
	Entry blocked(Reason reason, Diagnostic problem) {
		problems.add(problem);
		return new Entry.Blocked(reason);
	}

	/** Tells of a trouble. */
	void problem(Diagnostic problem) {
		problems.add(problem);
	}

	/** Has a path looked at again. */
	void again(SyncPath path) {
		lookAgain.add(path);
	}

	/** Counts one node. */
	void counted() {
		looked++;
	}

	ScanRequest request() {
		return request;
	}

	List<Diagnostic> problems() {
		return problems;
	}

	SortedSet<SyncPath> lookAgain() {
		return lookAgain;
	}

	Map<String, Digest> learnt() {
		return learnt;
	}

	long looked() {
		return looked;
	}
}
