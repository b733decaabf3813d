package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.state.KnownContent;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.transport.CellsException;

/**
 * Makes sure, just before a step, that what stands at a path is what the step was planned from: the server
 * itself replaces whatever stands at the target of a move or an upload, and refuses nothing. Thread-safe.
 */
final class Preconditions {

	/** For so long after a move of ours structured storage may show things at their old places. */
	private static final Duration LAG = Duration.ofSeconds(2);

	/** What is to be replaced is looked at again where the last look is older: one small call beside one that writes. */
	private static final Duration JUST_NOW = Duration.ofMillis(100);

	private final RemoteTree remote;
	private final ExactNames names;
	private final FolderLooks looks;
	private final boolean rootWritable;
	private final Evidence evidence = new Evidence(KnownContent.NONE,
			new HashSightings(InstantSource.system()));

	Preconditions(RemoteTree remote, ExactNames names, FolderLooks looks, boolean rootWritable) {
		this.remote = remote;
		this.names = names;
		this.looks = looks;
		this.rootWritable = rootWritable;
	}

	/**
	 * What stands at a place as it was seen.
	 *
	 * @param node the node; empty where nothing is there
	 * @param looked when that was asked for, by {@link System#nanoTime()}
	 */
	record Standing(Optional<RemoteNode> node, long looked) {
	}

	/**
	 * Returns the node at {@code path} after making sure that it is {@code before}; empty where nothing is to
	 * be there.
	 *
	 * @throws StepException where something else is there
	 */
	Optional<RemoteNode> holds(Step step, SyncPath path, Entry before, Cancellation cancel)
			throws StepException, CellsException {
		return look(step, path, before, cancel).node();
	}

	/**
	 * Makes sure that nothing stands where something is to be moved to, by a look of this moment: the server replaces
	 * it silently.
	 */
	Standing free(Step step, SyncPath path, Cancellation cancel) throws StepException, CellsException {
		Standing standing = look(step, path, Entry.Absent.ABSENT, cancel);
		if (System.nanoTime() - standing.looked < JUST_NOW.toNanos()) {
			return standing;
		}
		FolderLook now = looks.byName(path, cancel);
		if (!now.named(path.name()).isEmpty()) {
			throw StepException.changed(step);
		}
		return new Standing(Optional.empty(), now.begun());
	}

	/** Looks once more at what is to be replaced, where the last look was not a moment ago. */
	Standing again(Step step, Standing standing, Cancellation cancel) throws StepException, CellsException {
		long now = System.nanoTime();
		if (standing.node.isEmpty() || now - standing.looked < JUST_NOW.toNanos()) {
			return standing;
		}
		RemoteNode before = standing.node.get();
		Optional<RemoteNode> node = remote.read(before.path(), cancel)
				.filter(found -> found.uuid().equals(before.uuid()) && found.version().equals(before.version()));
		if (node.isEmpty()) {
			throw StepException.changed(step);
		}
		return new Standing(node, now);
	}

	/** Does the same as {@link #holds} and tells when it looked. */
	Standing look(Step step, SyncPath path, Entry before, Cancellation cancel) throws StepException, CellsException {
		while (true) {
			FolderLook look = looks.at(path, cancel);
			List<RemoteNode> nodes = look.named(path.name());
			if (nodes.size() > 1) {
				throw new StepException(Diagnostic.of(Code.NAME_CLASH, step.path().value()));
			}
			Optional<RemoteNode> node = nodes.stream().findFirst();
			if (matches(path, before, node)) {
				return new Standing(node, look.begun());
			}
			if (!names.movedWithin(LAG)) {
				throw StepException.changed(step);
			}
			looks.forget(path);
			Pauses.pause(LAG.dividedBy(10), cancel);
		}
	}

	/** Returns the only node that stands at a path, whatever it is. */
	Optional<RemoteNode> standing(SyncPath path, Cancellation cancel) throws CellsException {
		List<RemoteNode> nodes = looks.at(path, cancel).named(path.name());
		return nodes.size() == 1 ? Optional.of(nodes.getFirst()) : Optional.empty();
	}

	private boolean matches(SyncPath path, Entry before, Optional<RemoteNode> node) {
		return switch (before) {
			case Entry.Absent absent -> node.isEmpty();
			// What was lost after a move is sent to where it was.
			case Entry.Blocked blocked -> blocked.reason() == Reason.LOST_AFTER_MOVE && node.isEmpty();
			case Entry.File file ->
				node.filter(RemoteNode::leaf).filter(found -> isSame(path, file, found)).isPresent();
			case Directory directory ->
				node.filter(found -> !found.leaf()).filter(found -> hasId(path, found)).isPresent();
			case Entry.Link link -> false;
		};
	}

	private boolean isSame(SyncPath path, Entry.File before, RemoteNode found) {
		Optional<Identity> seen = names.identity(path);
		if (seen.isPresent() && !seen.get().version().isEmpty()) {
			return hasId(path, found) && seen.get().version().equals(found.version().text());
		}
		return evidence.of(found, false) instanceof Finding.Proven proven
				&& proven.digest().equals(before.content());
	}

	private boolean hasId(SyncPath path, RemoteNode found) {
		return names.identity(path).filter(Identity::hasId)
				.map(identity -> identity.id().equals(found.uuid())).orElse(true);
	}

	/**
	 * Makes sure that something new may be written into the folder of {@code path}: that it is a folder
	 * still, and this user's to write.
	 */
	void parentTakes(Step step, SyncPath path, Cancellation cancel) throws StepException, CellsException {
		SyncPath parent = path.parent();
		boolean writable = parent.isRoot() ? rootWritable
				: names.identity(parent).map(Identity::writable).orElse(true);
		if (!writable) {
			throw new StepException(Diagnostic.of(Code.REMOTE_NOT_WRITABLE, step.path().value()));
		}
		// The server would let a file have children.
		if (!parent.isRoot() && !looks.isFolder(parent, cancel)) {
			throw StepException.changed(step);
		}
	}

	/** Makes sure that a node is this user's to change; the server does not refuse all it should. */
	static void isWritable(Step step, RemoteNode node) throws StepException {
		if (!node.writable()) {
			throw new StepException(Diagnostic.of(Code.REMOTE_NOT_WRITABLE, step.path().value()));
		}
	}
}
