package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Move;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;

/**
 * Moves nodes, each after a look at both places: the server replaces what stands at the target without a
 * word.
 */
final class Moves {

	private static final int LOCKED_REPEATS = 5;
	private static final Duration LOCKED_PAUSE = Duration.ofMillis(300);

	private final RemoteTree remote;
	private final ExactNames names;
	private final FolderLooks looks;
	private final Preconditions preconditions;
	private final StepObserver observer;
	private final Map<Move, String> oldFolders = new HashMap<>();

	/** @param observer hears how long nobody looked at each target */
	Moves(RemoteTree remote, ExactNames names, FolderLooks looks, Preconditions preconditions, StepObserver observer) {
		this.remote = remote;
		this.names = names;
		this.looks = looks;
		this.preconditions = preconditions;
		this.observer = observer;
	}

	/**
	 * Moves what can be moved, in order; every step gets its result, but where the server fails as a whole.
	 */
	void perform(List<Move> run, Results results, Cancellation cancel) throws CellsException {
		List<StepResult.Done> done = new ArrayList<>();
		try {
			for (Move move : run) {
				cancel.check();
				results.attempt(move, () -> done.add(perform(move, cancel)));
			}
			awaitShown(done, results, cancel);
		} catch (CellsException e) {
			// Whatever the server shows when it is there again, by then it has caught up.
			results.doneUntold(done);
			throw e;
		}
	}

	/**
	 * Tells of moves once the server shows them. Structured storage shows the old place for a while; who
	 * looked then would take it for a move back.
	 */
	private void awaitShown(List<StepResult.Done> done, Results results, Cancellation cancel)
			throws CellsException {
		Map<String, String> places = new HashMap<>();
		Set<String> folders = new TreeSet<>();
		for (StepResult.Done each : done) {
			Move move = (Move) each.step();
			places.put(each.identity().id(), place(move.to()));
			folders.add(names.of(move.to().parent()));
			folders.add(oldFolders.get(move));
		}
		Set<String> hidden = done.isEmpty() ? Set.of()
				: Pauses.<Set<String>>until(() -> notShown(places, folders, cancel), Set::isEmpty, cancel);
		for (StepResult.Done each : done) {
			if (hidden.contains(each.identity().id())) {
				results.failed(each.step(), Diagnostic.of(Code.REMOTE_UNSETTLED, each.step().path().value()));
			} else {
				results.done(each);
			}
		}
	}

	private Set<String> notShown(Map<String, String> places, Set<String> folders, Cancellation cancel)
			throws CellsException {
		Set<String> hidden = new HashSet<>(places.keySet());
		Set<String> doubled = new HashSet<>();
		for (String folder : folders) {
			for (RemoteNode node : remote.children(folder, cancel)) {
				String place = places.get(node.uuid());
				if (place != null && place.equals(node.path())) {
					hidden.remove(node.uuid());
				} else if (place != null) {
					doubled.add(node.uuid());
				}
			}
		}
		hidden.addAll(doubled);
		return hidden;
	}

	private String place(SyncPath to) {
		return TaskRoot.child(names.of(to.parent()), to.name());
	}

	private StepResult.Done perform(Move move, Cancellation cancel) throws StepException, CellsException {
		if (move.to().startsWith(move.from())) {
			// The server fails in its own code over this.
			throw StepException.changed(move);
		}
		preconditions.parentTakes(move, move.to(), cancel);
		Optional<RemoteNode> found = preconditions.holds(move, move.from(), move.entry(), cancel);
		if (found.isEmpty()) {
			throw StepException.changed(move);
		}
		RemoteNode node = found.get();
		Preconditions.isWritable(move, node);
		Identity seen = names.identity(move.from()).orElseGet(node::identity);
		// Its target comes last: what is moved keeps its content, what stands at the target would be replaced.
		Preconditions.Standing free = preconditions.free(move, move.to(), cancel);
		move(node, move.to(), cancel);
		observer.unseen(move.to(), Duration.ofNanos(System.nanoTime() - free.looked()));
		oldFolders.put(move, TaskRoot.parent(node.path()));
		names.moved(move);
		looks.forget(move.from());
		looks.forget(move.to());
		Identity identity = new Identity(node.uuid(), seen.version(), seen.modified(), move.to().name(),
				true);
		return new StepResult.Done(move, move.entry(), identity, 0, true);
	}

	private void move(RemoteNode node, SyncPath to, Cancellation cancel) throws CellsException {
		String target = place(to);
		for (int tries = 1;; tries++) {
			try {
				remote.move(node, target, cancel);
				return;
			} catch (CellsException e) {
				boolean answerLost = e.kind() == Kind.TIMEOUT || e.kind() == Kind.UNREACHABLE;
				if (answerLost && isAt(node, target, cancel)) {
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
