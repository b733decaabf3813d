package org.cellssync.endpoint.cells.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes: into the server's recycle bin, many with one call, by a job whose end is waited for. Where the
 * server keeps no recycle bin, for good if the task allows it. A folder is deleted only with just what was
 * seen in it.
 */
final class Deletions {

	private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);

	private static final int IN_ONE_CALL = 200;
	private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
	private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
	private static final int TRIES = 3;

	private final RemoteTree remote;
	private final ExactNames names;
	private final FolderLooks looks;
	private final Preconditions preconditions;
	private final Ignore ignore;
	private final Results results;
	private final StepObserver observer;
	private final boolean permanently;
	private final boolean hasBin;

	/**
	 * Deletions.
	 *
	 * @param hasBin whether the workspace has a recycle bin
	 * @param permanently whether deleting for good is allowed where it has none
	 * @param observer hears how long nobody looked at what was deleted
	 */
	Deletions(RemoteTree remote, ExactNames names, FolderLooks looks, Preconditions preconditions,
			Ignore ignore, Results results, boolean hasBin, boolean permanently, StepObserver observer) {
		this.remote = remote;
		this.names = names;
		this.looks = looks;
		this.preconditions = preconditions;
		this.ignore = ignore;
		this.results = results;
		this.hasBin = hasBin;
		this.permanently = permanently;
		this.observer = observer;
	}

	/**
	 * What is to be deleted.
	 *
	 * @param looked when it, or for a folder what is in it, was looked at last, by {@link System#nanoTime()}
	 */
	private record Doomed(RemoteNode node, long looked) {
	}

	/** Deletes what can be deleted; every step gets its result, but where the server fails as a whole. */
	void perform(List<Change> steps, Cancellation cancel) throws CellsException {
		for (int from = 0; from < steps.size(); from += IN_ONE_CALL) {
			Map<Change, Doomed> doomed = new LinkedHashMap<>();
			for (Change step : steps.subList(from, Math.min(steps.size(), from + IN_ONE_CALL))) {
				cancel.check();
				results.attempt(step, () -> target(step, cancel)
						.ifPresentOrElse(each -> doomed.put(step, each), () -> results.done(step, false)));
			}
			delete(doomed, cancel);
		}
	}

	/** Deletes one; throws where it cannot be done. */
	void performOne(Change step, Cancellation cancel) throws StepException, CellsException {
		Optional<Doomed> doomed = target(step, cancel);
		if (doomed.isPresent()) {
			deleteOne(step, doomed.get(), cancel);
		}
	}

	/** Returns the node to delete after a look at it; empty where it is gone already. */
	private Optional<Doomed> target(Change step, Cancellation cancel)
			throws StepException, CellsException {
		if (preconditions.standing(step.path(), cancel).isEmpty()
				&& remote.read(names.of(step.path()), cancel).isEmpty()) {
			return Optional.empty();
		}
		Preconditions.Standing standing = preconditions.look(step, step.path(), step.before(), cancel);
		if (standing.node().isEmpty()) {
			return Optional.empty();
		}
		RemoteNode node = standing.node().get();
		Preconditions.isWritable(step, node);
		long looked = standing.looked();
		if (step.before() instanceof Directory) {
			looked = System.nanoTime();
			holdsNothingElse(step, node, cancel);
		}
		if (!hasBin && !permanently) {
			throw noBin(step);
		}
		return Optional.of(new Doomed(node, looked));
	}

	private static StepException noBin(Change step) {
		return new StepException(Diagnostic.of(Code.REMOTE_NO_RECYCLE_BIN, step.path().value()));
	}

	private static StepException unsettled(Change step) {
		return new StepException(Diagnostic.of(Code.REMOTE_UNSETTLED, step.path().value()));
	}

	/**
	 * Makes sure that all below a folder is what was seen there; what the product leaves out goes with it, into
	 * the recycle bin.
	 */
	private void holdsNothingElse(Change step, RemoteNode folder, Cancellation cancel)
			throws StepException, CellsException {
		if (!NextToken.with(() -> unknown(step, folder, cancel)).isEmpty()) {
			throw StepException.changed(step);
		}
	}

	private List<RemoteNode> unknown(Change step, RemoteNode folder, Cancellation cancel) throws CellsException {
		List<RemoteNode> unknown = new ArrayList<>();
		Set<String> leftOut = new HashSet<>();
		remote.list(folder.path(), true, node -> {
			String below = node.path().substring(folder.path().length());
			Optional<SyncPath> path = path(step.path(), below);
			boolean goesAlong = leftOut.contains(TaskRoot.parent(node.path())) || node.name().equals(".pydio")
					|| path.filter(each -> goesAlong(each, !node.leaf())).isPresent();
			if (goesAlong) {
				leftOut.add(node.path());
			} else if (path.filter(each -> isBefore(step, each)).flatMap(names::identity)
					.filter(identity -> isSame(identity, node)).isEmpty()) {
				unknown.add(node);
			}
		}, cancel);
		return unknown;
	}

	private boolean goesAlong(SyncPath path, boolean directory) {
		return ignore.ignored(path, directory) && !ignore.shown(path, directory).exists();
	}

	private static Optional<SyncPath> path(SyncPath folder, String below) {
		try {
			return Optional.of(SyncPath.of(folder.value() + below));
		} catch (IllegalArgumentException noPath) {
			// A name no path can hold was never seen, so it counts as new.
			return Optional.empty();
		}
	}

	/** What was to be moved out of the folder first, and was not, is seen in it and is not the step's to delete. */
	private static boolean isBefore(Change step, SyncPath path) {
		SyncPath below = SyncPath.of(path.value().substring(step.path().value().length() + 1));
		return Tree.at(step.before(), below).exists();
	}

	private static boolean isSame(Identity identity, RemoteNode node) {
		boolean sameNode = !identity.hasId() || identity.id().equals(node.uuid());
		return sameNode && (!node.leaf() || identity.version().equals(node.version().text()));
	}

	private void delete(Map<Change, Doomed> doomed, Cancellation cancel) throws CellsException {
		if (hasBin && doomed.size() > 1) {
			try {
				remote.deleteToBin(doomed.values().stream().map(each -> each.node().path()).toList(), cancel);
				finish(doomed, cancel);
				return;
			} catch (CellsException e) {
				if (Results.endsAll(e)) {
					throw e;
				}
				// One of them may be in the way of the others.
				LOG.debug("Deleting one by one: {}", e.getMessage());
			}
		}
		for (Map.Entry<Change, Doomed> one : doomed.entrySet()) {
			cancel.check();
			results.attempt(one.getKey(), () -> {
				deleteOne(one.getKey(), one.getValue(), cancel);
				results.done(one.getKey(), true);
			});
		}
	}

	private void finish(Map<Change, Doomed> doomed, Cancellation cancel) throws CellsException {
		Set<Change> left = awaitGone(doomed, cancel);
		for (Change step : doomed.keySet()) {
			looks.forget(step.path());
			if (left.contains(step)) {
				results.failed(step, unsettled(step).diagnostic());
			} else {
				unseen(step, doomed.get(step));
				results.done(step, true);
			}
		}
	}

	/** The server deletes in its own time: until it shows that, nobody knows what went along. */
	private void unseen(Change step, Doomed doomed) {
		observer.unseen(step.path(), Duration.ofNanos(System.nanoTime() - doomed.looked()));
	}

	private void deleteOne(Change step, Doomed doomed, Cancellation cancel) throws StepException, CellsException {
		RemoteNode node = doomed.node();
		boolean bin = hasBin;
		if (bin) {
			try {
				remote.deleteToBin(List.of(node.path()), cancel);
			} catch (CellsException e) {
				if (e.kind() != Kind.NOT_FOUND) {
					throw e;
				}
				// Either the item is gone, or the server knows no such call and keeps no bin.
				bin = remote.read(node.path(), cancel).isEmpty();
			}
		}
		if (!bin) {
			if (!permanently) {
				throw noBin(step);
			}
			deleteForGood(node, cancel);
		}
		looks.forget(step.path());
		if (!awaitGone(Map.of(step, doomed), cancel).isEmpty()) {
			throw unsettled(step);
		}
		unseen(step, doomed);
	}

	/** The server stops half-way when time is over: it is asked again until nothing is left. */
	private void deleteForGood(RemoteNode node, Cancellation cancel) throws CellsException {
		for (int tries = 1;; tries++) {
			try {
				remote.deleteForGood(node, cancel);
				return;
			} catch (CellsException e) {
				if (remote.read(node.path(), cancel).isEmpty()) {
					return;
				}
				if (e.kind() != Kind.TIMEOUT || tries == TRIES) {
					throw e;
				}
			}
		}
	}

	/** Waits until the nodes are gone from their places, and returns the steps whose are not. */
	private Set<Change> awaitGone(Map<Change, Doomed> doomed, Cancellation cancel) throws CellsException {
		Map<String, List<Change>> byFolder = new HashMap<>();
		doomed.forEach((step, each) -> byFolder
				.computeIfAbsent(TaskRoot.parent(each.node().path()), folder -> new ArrayList<>()).add(step));
		Instant end = Instant.now().plus(LONGEST_WAIT);
		Duration pause = FIRST_PAUSE;
		while (true) {
			for (String folder : List.copyOf(byFolder.keySet())) {
				Set<String> there = new HashSet<>();
				remote.children(folder, cancel).forEach(node -> there.add(node.uuid()));
				List<Change> left = byFolder.get(folder);
				left.removeIf(step -> !there.contains(doomed.get(step).node().uuid()));
				if (left.isEmpty()) {
					byFolder.remove(folder);
				}
			}
			if (byFolder.isEmpty() || Instant.now().isAfter(end)) {
				Set<Change> left = new HashSet<>();
				byFolder.values().forEach(left::addAll);
				return left;
			}
			Pauses.pause(pause, cancel);
			pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2)
					: LONGEST_PAUSE;
		}
	}
}
