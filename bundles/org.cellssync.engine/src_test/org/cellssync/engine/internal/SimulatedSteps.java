package org.cellssync.engine.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.diagnostic.Retry;
import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Entry.Absent;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;

/** Does steps to a store, each after a look whether what was seen is there still. */
final class SimulatedSteps {

	private static final Identity NOBODY = new Identity("", "", Instant.EPOCH, "", true);

	private final SimulatedEnd end;
	private final SimulatedStore store;
	private final SimulatedCalls calls;
	private final ContentSource source;
	private final StepObserver observer;
	/** Who is thought to stand where, with what was done so far. */
	private final Map<SyncPath, Identity> ground;
	private final List<StepResult> results = new ArrayList<>();

	SimulatedSteps(SimulatedEnd end, Scan seen, ContentSource source, StepObserver observer) {
		this.end = end;
		this.store = end.store();
		this.calls = end.calls();
		this.source = source;
		this.observer = observer;
		this.ground = seen.identities().copy();
	}

	/** A step cannot be done. */
	private static final class Refused extends Exception {
		private static final long serialVersionUID = 1L;
		private final transient Diagnostic diagnostic;

		Refused(Diagnostic diagnostic) {
			super(diagnostic.line());
			this.diagnostic = diagnostic;
		}
	}

	Outcome perform(List<Step> steps) {
		for (Step step : shuffled(steps)) {
			try {
				finish(perform(step));
			} catch (Refused e) {
				finish(new StepResult.Failed(step, e.diagnostic));
			} catch (EndpointException e) {
				boolean single = e.diagnostic().code().retry() == Retry.NEXT_CYCLE || calls.random().nextBoolean();
				finish(new StepResult.Failed(step, e.diagnostic()));
				if (!single) {
					return new Outcome(results, Optional.of(e));
				}
			}
		}
		return new Outcome(results, Optional.empty());
	}

	private void finish(StepResult result) {
		calls.trace(() -> "  " + store.name() + ' ' + result);
		results.add(result);
		observer.finished(result);
	}

	/** Files that follow each other are sent at once, and come in any order. */
	private List<Step> shuffled(List<Step> steps) {
		List<Step> order = new ArrayList<>(steps);
		Random random = new Random(calls.random().nextLong());
		int from = 0;
		for (int i = 0; i <= order.size(); i++) {
			if (i == order.size() || !(order.get(i) instanceof Change change && change.after() instanceof Entry.File)) {
				Collections.shuffle(order.subList(from, i), random);
				from = i + 1;
			}
		}
		return order;
	}

	private StepResult perform(Step step) throws EndpointException, Refused {
		return switch (step) {
			case Move move -> move(move);
			case Change change -> switch (change.after()) {
				case Absent absent -> delete(change);
				case Directory directory -> makeFolder(change);
				case Entry.File file -> send(change, file);
				case Entry.Link link -> throw new IllegalStateException("never planned: " + change);
				case Entry.Blocked blocked -> throw new IllegalStateException("never planned: " + change);
			};
		};
	}

	/** Looks and acts at one moment, as no end can; the time between is no engine's matter. */
	private StepResult act(Step step, Supplier<Optional<StepResult>> effect) throws EndpointException, Refused {
		return end.call("step", effect).orElseThrow(() -> new Refused(
				Diagnostic.of(isClash(step) ? Code.NAME_CLASH : end.changed(), step.path().value())));
	}

	private boolean isClash(Step step) {
		SimulatedNode moving = step instanceof Move move ? store.at(move.from()) : null;
		return store.isAmbiguous(step.path()) || store.clashes(step.path(), moving);
	}

	private StepResult move(Move move) throws EndpointException, Refused {
		return act(move, () -> {
			SimulatedNode node = store.at(move.from());
			if (node == null || store.isAmbiguous(move.from()) || !isSame(move.from(), node, move.entry())
					|| !store.takes(move.to(), node)
					|| move.to().startsWith(move.from())) {
				return Optional.empty();
			}
			store.move(move.from(), move.to());
			Map<SyncPath, Identity> moved = new HashMap<>();
			ground.forEach((path, identity) -> {
				if (path.startsWith(move.from())) {
					SyncPath to = path.relocated(move.from(), move.to());
					moved.put(to, identity.named(to.name()));
				}
			});
			ground.keySet().removeIf(path -> path.startsWith(move.from()));
			ground.putAll(moved);
			return Optional.of(new StepResult.Done(move, move.entry(), store.at(move.to()).identity(move.to().name()), 0,
					true));
		});
	}

	private StepResult delete(Change change) throws EndpointException, Refused {
		return act(change, () -> {
			if (store.at(change.path()) == null) {
				return Optional.of(new StepResult.Done(change, Absent.ABSENT, NOBODY, 0, false));
			}
			if (!holds(change.path(), change.before())) {
				return Optional.empty();
			}
			store.discard(change.path());
			return Optional.of(new StepResult.Done(change, Absent.ABSENT, NOBODY, 0, true));
		});
	}

	private StepResult makeFolder(Change change) throws EndpointException, Refused {
		SyncPath path = change.path();
		return act(change, () -> {
			if (!change.before().exists() && store.holdsFolder(path)) {
				return Optional.of(done(change, Directory.EMPTY, 0, false));
			}
			if (!clear(change)) {
				return Optional.empty();
			}
			store.makeFolder(path);
			return Optional.of(done(change, Directory.EMPTY, 0, true));
		});
	}

	private StepResult send(Change change, Entry.File wanted) throws EndpointException, Refused {
		SyncPath path = change.path();
		long content;
		Instant modified;
		try (SourceFile file = source.open(path)) {
			try (InputStream bytes = file.read(0, file.size())) {
				content = SimulatedFile.content(bytes.readAllBytes());
			} catch (IOException e) {
				throw new IllegalStateException(e);
			}
			file.verifyWhole(new byte[0]);
			modified = file.modified();
		} catch (IOException e) {
			throw new IllegalStateException(e);
		}
		if (wanted.content() instanceof Digest digest && !digest.equals(SimulatedNode.digest(content))) {
			throw new Refused(Diagnostic.of(Code.CONTENT_MISMATCH, path.value()));
		}
		return act(change, () -> {
			SimulatedNode there = store.at(path);
			if (!change.before().exists() && there != null && !there.folder && there.content == content) {
				return Optional.of(done(change, there.file(), 0, false));
			}
			if (store.isServer() && change.before() instanceof Entry.File && holds(path, change.before())) {
				// What was there is nowhere to be had any more.
				store.write(path, content);
			} else if (clear(change)) {
				store.create(path, content);
			} else {
				return Optional.empty();
			}
			if (!store.isServer()) {
				store.stamp(store.at(path), modified);
			}
			return Optional.of(done(change, store.at(path).file(), SimulatedNode.size(content), true));
		});
	}

	/** A server does not tell the id of a new file. */
	private StepResult done(Change change, Entry entry, long bytes, boolean changed) {
		Identity identity = store.at(change.path()).identity(store.exactName(change.path()));
		boolean told = !store.isServer() || change.before().exists() || calls.random().nextBoolean();
		Identity known = told || entry instanceof Directory ? identity
				: new Identity("", identity.version(), identity.modified(), identity.exactName(), true);
		ground.put(change.path(), known);
		return new StepResult.Done(change, entry, known, bytes, changed);
	}

	/** Makes the place of something new free; returns whether it is. */
	private boolean clear(Change change) {
		boolean nothing = !change.before().exists()
				|| change.before() instanceof Entry.Blocked blocked && blocked.reason() == Reason.LOST_AFTER_MOVE;
		if (nothing) {
			return store.takes(change.path());
		}
		if (!holds(change.path(), change.before())) {
			return false;
		}
		store.discard(change.path());
		return true;
	}

	private boolean holds(SyncPath path, Entry before) {
		SimulatedNode node = store.at(path);
		return node != null && !store.isAmbiguous(path) && isSame(path, node, before)
				&& (!(before instanceof Directory folder) || holdsNothingElse(path, node, folder));
	}

	private boolean isSame(SyncPath path, SimulatedNode node, Entry before) {
		Identity seen = ground.get(path);
		return switch (before) {
			case Entry.File file -> seen != null && SimulatedEnd.isSame(node, seen);
			case Directory directory -> node.folder && !node.hidden && seen != null
					&& (!seen.hasId() || seen.id().equals(node.id));
			default -> false;
		};
	}

	private boolean holdsNothingElse(SyncPath path, SimulatedNode folder, Directory before) {
		return folder.children.entrySet().stream().allMatch(each -> {
			SyncPath child = path.child(each.getKey());
			SimulatedNode node = each.getValue();
			Entry then = before.child(child.name());
			return then.exists() && !store.isAmbiguous(child)
					&& isSame(child, node, node.folder ? Directory.EMPTY : node.file())
					&& (!(then instanceof Directory below) || holdsNothingElse(child, node, below));
		});
	}
}
