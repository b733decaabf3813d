package org.cellssync.engine.internal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.session.Explanation;
import org.cellssync.api.session.Explanation.State;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryQuery;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.ignore.IgnoreRules;
import org.cellssync.core.ignore.LeftOut;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/** Explains how one item of a task stands, from what is known of both ends. Changes nothing. */
final class Explaining {

	private final TaskRuntime task;
	private final Ignore ignore;
	private final List<OpenConflict> conflicts;
	private final List<Diagnostic> problems;
	/** What the last run told of items that are still not the same; a mere look does not try them. */
	private final List<Diagnostic> tried;
	private final List<Diagnostic> held;
	private final Optional<Diagnostic> stopped;
	private final Entry agreed;
	private final Entry local;
	private final Entry remote;

	private Explaining(TaskRuntime task, IgnoreRules rules, List<OpenConflict> conflicts, List<Diagnostic> problems,
			List<Diagnostic> held, Optional<Diagnostic> stopped) {
		this.task = task;
		this.ignore = new Rulebook(rules, task.spec().options().selection(), task.notes()).ignore();
		this.conflicts = conflicts;
		this.problems = problems;
		this.tried = task.view().problems();
		this.held = held;
		this.stopped = stopped;
		Memory memory = task.memory();
		this.agreed = memory.ancestor();
		this.local = memory.last(Side.LOCAL).map(Scan::tree).orElse(agreed);
		this.remote = memory.last(Side.REMOTE).map(Scan::tree).orElse(agreed);
	}

	/** Explains from what a running task found last. */
	static Explaining running(TaskRuntime task, IgnoreRules rules) {
		TaskView view = task.view();
		return new Explaining(task, rules, view.conflicts(), view.problems(), view.held(), stopped(view.status()));
	}

	/** Explains from a look that was just made. */
	static Explaining looked(TaskRuntime task, IgnoreRules rules, Round round) {
		return new Explaining(task, rules, round.conflicts(), round.problems(), round.held(),
				stopped(task.view().status()).or(() -> round.halt().map(halt -> halt.diagnostic())));
	}

	/** Explains from what was known, since an end could not be looked at. */
	static Explaining blind(TaskRuntime task, IgnoreRules rules, Diagnostic why) {
		TaskView view = task.view();
		return new Explaining(task, rules, view.conflicts(), view.problems(), view.held(), Optional.of(why));
	}

	private static Optional<Diagnostic> stopped(TaskStatus status) {
		return switch (status) {
			case TaskStatus.Halted halted -> Optional.of(halted.halt().diagnostic());
			case TaskStatus.Waiting waiting -> Optional.of(waiting.diagnostic());
			case TaskStatus.SignedOut signedOut -> Optional.of(signedOut.diagnostic());
			case TaskStatus.InSync inSync -> Optional.empty();
			case TaskStatus.Working working -> Optional.empty();
			case TaskStatus.Paused paused -> Optional.empty();
			case TaskStatus.Scheduled scheduled -> Optional.empty();
		};
	}

	/** Returns how the item stands; the nearest reason counts. */
	Explanation of(SyncPath path) throws EndpointException {
		Optional<LeftOut> leftOut = leftOut(path);
		if (leftOut.isPresent()) {
			return explained(path, State.LEFT_OUT, leftOut.get().path(), Optional.empty(), leftOut);
		}
		Optional<SyncPath> conflict = related(path, conflicts.stream().map(OpenConflict::path).toList());
		if (conflict.isPresent()) {
			return explained(path, State.CONFLICT, conflict.get(), Optional.empty(), Optional.empty());
		}
		Optional<Diagnostic> problem = problems.stream().filter(each -> isAt(each, path)).findFirst();
		if (problem.isPresent()) {
			return explained(path, State.PROBLEM, path, problem, Optional.empty());
		}
		Entry here = Tree.at(local, path);
		Entry there = Tree.at(remote, path);
		Entry before = Tree.at(agreed, path);
		if (!here.exists() && !there.exists() && !before.exists()) {
			return explained(path, State.UNKNOWN, path, stopped, Optional.empty());
		}
		Optional<Code> alone = alone(here, there);
		if (alone.isPresent()) {
			return explained(path, State.HELD, path, Optional.of(Diagnostic.of(alone.get(), path.value())),
					Optional.empty());
		}
		Optional<Diagnostic> kept = held.stream().filter(each -> covers(each, path)).findFirst();
		if (kept.isPresent()) {
			return explained(path, State.HELD, SyncPath.of(kept.get().subject()), kept, Optional.empty());
		}
		Optional<SyncPath> differs = difference(path, before, here, there);
		if (differs.isEmpty() && stopped.isEmpty()) {
			return explained(path, State.IN_SYNC, path, Optional.empty(), Optional.empty());
		}
		Optional<Diagnostic> below = Stream.concat(problems.stream(), tried.stream())
				.filter(each -> differs.filter(at -> isAt(each, at)).isPresent()).findFirst();
		return explained(path, below.isPresent() ? State.PROBLEM : State.PENDING, differs.orElse(path),
				below.or(() -> stopped), Optional.empty());
	}

	/** What an end shows is known to be a folder or not, and only rules for the one or the other count. */
	private Optional<LeftOut> leftOut(SyncPath path) {
		Entry here = Tree.at(local, path);
		Entry shown = isShown(here) ? here : Tree.at(remote, path);
		return isShown(shown) ? ignore.why(path, shown instanceof Directory)
				: ignore.why(path, false).or(() -> ignore.why(path, true));
	}

	private static boolean isShown(Entry entry) {
		return entry.exists() && !(entry instanceof Entry.Blocked blocked && blocked.reason().isWanted());
	}

	/** Returns why something is on one end only: a link where the other end can hold none, a pipe, a socket. */
	private Optional<Code> alone(Entry here, Entry there) {
		return there.exists() ? here.exists() ? Optional.empty() : alone(there, Side.LOCAL) : alone(here, Side.REMOTE);
	}

	private Optional<Code> alone(Entry entry, Side other) {
		return switch (entry) {
			case Entry.Link link when task.memory().isWithoutLinks(other) -> Optional.of(Code.LINK_NOT_SYNCED);
			case Entry.Blocked blocked when blocked.reason() == Reason.SPECIAL ->
				Optional.of(Problems.code(blocked.reason()));
			default -> Optional.empty();
		};
	}

	/** What holds a folder holds all that is below it. */
	private static boolean covers(Diagnostic kept, SyncPath path) {
		SyncPath at = SyncPath.of(kept.subject());
		return at.equals(path) || path.isBelow(at);
	}

	private static boolean isAt(Diagnostic problem, SyncPath path) {
		return problem.subject().equals(path.value());
	}

	/** Returns the nearest of {@code paths} at, above or below {@code path}. */
	private static Optional<SyncPath> related(SyncPath path, Collection<SyncPath> paths) {
		return new TreeSet<>(paths).stream()
				.filter(each -> each.equals(path) || path.isBelow(each) || each.isBelow(path)).findFirst();
	}

	/** Returns the first path at or below {@code path} where the ends do not hold what was agreed, and should. */
	private Optional<SyncPath> difference(SyncPath path, Entry before, Entry here, Entry there) {
		if (path.name().equals(IgnoreRules.FILE_NAME) && ignore.ignored(path, false)) {
			return Optional.empty();
		}
		if (before instanceof Directory agreed && here instanceof Directory ours && there instanceof Directory theirs) {
			TreeSet<String> names = new TreeSet<>();
			for (Directory each : List.of(agreed, ours, theirs)) {
				each.forEach((name, child) -> names.add(name));
			}
			for (String name : names) {
				Optional<SyncPath> below = difference(path.child(name), agreed.child(name), ours.child(name),
						theirs.child(name));
				if (below.isPresent()) {
					return below;
				}
			}
			return Optional.empty();
		}
		boolean asWanted = same(before, here) && same(before, there) || alone(here, there).isPresent()
				|| held.stream().anyMatch(each -> each.subject().equals(path.value()));
		return asWanted ? Optional.empty() : Optional.of(path);
	}

	/** Modes are not compared: the ends do not all hold them. */
	private static boolean same(Entry agreed, Entry present) {
		if (agreed instanceof Entry.File then && present instanceof Entry.File now) {
			return then.content().equals(now.content());
		}
		boolean nothing = present instanceof Entry.Blocked blocked && blocked.reason().isWanted();
		return agreed.equals(present) || !agreed.exists() && nothing;
	}

	private Explanation explained(SyncPath path, State state, SyncPath at, Optional<Diagnostic> trouble,
			Optional<LeftOut> leftOut) throws EndpointException {
		List<HistoryEntry> last = task.state().history(new HistoryQuery(Optional.empty(), Optional.of(path.value()), 1));
		return new Explanation(path, state, at, trouble, leftOut, last.stream().findFirst());
	}
}
