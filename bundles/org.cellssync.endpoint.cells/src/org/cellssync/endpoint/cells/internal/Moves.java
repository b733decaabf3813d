package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.util.Optional;

import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Move;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;

/** Moves nodes, each after a look at both places: the server replaces what stands at the target without a word. */
final class Moves {

	private static final int LOCKED_REPEATS = 5;
	private static final Duration LOCKED_PAUSE = Duration.ofMillis(300);

	private final RemoteTree remote;
	private final ExactNames names;
	private final FolderLooks looks;
	private final Preconditions preconditions;

	Moves(RemoteTree remote, ExactNames names, FolderLooks looks, Preconditions preconditions) {
		this.remote = remote;
		this.names = names;
		this.looks = looks;
		this.preconditions = preconditions;
	}

	/**
	 * Moves one node.
	 *
	 * @throws StepException where one of the places is not what was seen
	 */
	StepResult.Done perform(Move move, Cancellation cancel) throws StepException, CellsException {
		if (move.to().startsWith(move.from())) {
			// The server fails in its own code over this.
			throw StepException.changed(move);
		}
		preconditions.parentTakes(move, move.to(), cancel);
		preconditions.holds(move, move.to(), Entry.Absent.ABSENT, cancel);
		Optional<RemoteNode> found = preconditions.holds(move, move.from(), move.entry(), cancel);
		if (found.isEmpty()) {
			throw StepException.changed(move);
		}
		RemoteNode node = found.get();
		Preconditions.isWritable(move, node);
		Identity seen = names.identity(move.from()).orElseGet(node::identity);
		move(node, move.to(), cancel);
		names.moved(move);
		looks.forget(move.from());
		looks.forget(move.to());
		Identity identity = new Identity(node.uuid(), seen.version(), seen.modified(), move.to().name(), true);
		return new StepResult.Done(move, move.entry(), identity, 0, true);
	}

	private void move(RemoteNode node, SyncPath to, Cancellation cancel) throws CellsException {
		String target = TaskRoot.child(names.of(to.parent()), to.name());
		for (int tries = 1;; tries++) {
			try {
				remote.move(node, target, cancel);
				return;
			} catch (CellsException e) {
				if (e.kind() == Kind.TIMEOUT && isAt(node, target, cancel)) {
					return;
				}
				if (e.kind() != Kind.LOCKED || tries > LOCKED_REPEATS) {
					throw e;
				}
				Pauses.pause(LOCKED_PAUSE.multipliedBy(tries), cancel);
			}
		}
	}

	private boolean isAt(RemoteNode node, String path, Cancellation cancel) throws CellsException {
		return remote.read(path, cancel).filter(there -> there.uuid().equals(node.uuid())).isPresent();
	}
}
