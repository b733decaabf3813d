package org.cellssync.endpoint.cells.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.transport.CellsException;

/**
 * Performs the steps of one plan. Steps follow one another in runs of a kind: what is new or changed (a folder
 * before what goes into it, files several at a time), moves, deletions.
 */
final class Application {

	private final RemoteTree remote;
	private final ExactNames names;
	private final FolderLooks looks;
	private final Preconditions preconditions;
	private final Results results;
	private final FileSender files;
	private final Moves moves;
	private final Deletions deletions;
	private final int transfers;
	private final Cancellation cancel;

	/**
	 * What the steps are performed with.
	 *
	 * @param uploads where uploads in parts are noted
	 * @param foreign finds out what was replaced unseen
	 * @param space what the workspace allows
	 * @param ignore what was left out of the look
	 * @param permanentDeletion whether deleting for good is allowed where there is no recycle bin
	 * @param sending how files are sent
	 */
	record Terms(RemoteTree remote, Contents contents, OpenUploads uploads, ForeignWrites foreign, WorkspaceTerms space,
			Ignore ignore, boolean permanentDeletion, Sending sending) {
	}

	private Application(Terms terms, Scan seen, RemoteNode root, WorkspaceTerms.Allowed allowed,
			ContentSource source, StepObserver observer, Cancellation cancel) {
		this.remote = terms.remote();
		this.transfers = terms.sending().files();
		this.cancel = cancel;
		names = new ExactNames(seen.identities());
		looks = new FolderLooks(remote, names);
		preconditions = new Preconditions(remote, names, looks, root.writable());
		results = new Results(remote, observer, cancel);
		files = new FileSender(remote, terms.contents(), terms.uploads(), terms.foreign(), names, preconditions,
				allowed.quota(), source, observer, terms.sending().partLength());
		moves = new Moves(remote, names, looks, preconditions, observer);
		deletions = new Deletions(remote, names, looks, preconditions, terms.ignore(), results,
				allowed.hasBin(), terms.permanentDeletion(), observer);
	}

	/** Performs the steps. */
	static Outcome perform(Terms terms, Scan seen, List<Step> steps, ContentSource source,
			StepObserver observer, Cancellation cancel) {
		if (steps.isEmpty()) {
			return new Outcome(List.of(), Optional.empty());
		}
		Application application;
		try {
			application = begin(terms, seen, source, observer, cancel);
		} catch (CellsException e) {
			return new Outcome(List.of(), Optional.of(e.endpointException(terms.remote().root().path())));
		} catch (EndpointException e) {
			return new Outcome(List.of(), Optional.of(e));
		}
		return application.perform(steps);
	}

	/** Before anything is changed the root is looked at: it must be the one the plan was made for. */
	private static Application begin(Terms terms, Scan seen, ContentSource source, StepObserver observer,
			Cancellation cancel) throws CellsException, EndpointException {
		String path = terms.remote().root().path();
		RemoteNode root = terms.remote().read("", cancel)
				.orElseThrow(() -> new EndpointException(Diagnostic.of(Code.REMOTE_ROOT_MISSING, path)));
		if (!root.uuid().equals(seen.rootId())) {
			throw new EndpointException(Diagnostic.of(Code.REMOTE_ROOT_REPLACED, path));
		}
		return new Application(terms, seen, root, terms.space().allowed(cancel), source, observer, cancel);
	}

	private Outcome perform(List<Step> steps) {
		EndpointException failure = null;
		try {
			int next = 0;
			while (next < steps.size()) {
				List<Step> run = run(steps, next);
				next += run.size();
				performRun(run);
			}
		} catch (CellsException e) {
			failure = e.endpointException(remote.root().path());
		}
		return new Outcome(results.all(), Optional.ofNullable(failure));
	}

	/** Kinds of steps that may be done together. */
	private enum Kind {
		MAKE, MOVE, DELETE, REPLACE
	}

	private static Kind kind(Step step) {
		return switch (step) {
			case Move move -> Kind.MOVE;
			case Change change when !change.after().exists() -> Kind.DELETE;
			case Change change when change.after() instanceof Directory != change.before() instanceof Directory
					&& !(change.before() instanceof Entry.Blocked) && change.before().exists() ->
				Kind.REPLACE;
			case Change change -> Kind.MAKE;
		};
	}

	private static List<Step> run(List<Step> steps, int from) {
		Kind kind = kind(steps.get(from));
		int end = from + 1;
		while (end < steps.size() && kind(steps.get(end)) == kind) {
			end++;
		}
		return steps.subList(from, end);
	}

	private void performRun(List<Step> run) throws CellsException {
		switch (kind(run.getFirst())) {
			case MAKE -> make(run.stream().map(Change.class::cast).toList());
			case MOVE -> moves.perform(run.stream().map(Move.class::cast).toList(), results, cancel);
			case DELETE -> deletions.perform(run.stream().map(Change.class::cast).toList(), cancel);
			case REPLACE -> {
				for (Step step : run) {
					cancel.check();
					results.attempt(step, () -> replace((Change) step));
				}
			}
		}
	}

	/** Each folder comes just before what goes into it, several files at a time; then the folders that stay empty. */
	private void make(List<Change> run) throws CellsException {
		Map<Boolean, List<Change>> steps = run.stream()
				.collect(Collectors.partitioningBy(step -> step.after() instanceof Directory));
		NewFolders folders = new NewFolders(steps.get(true),
				step -> results.attempt(step, () -> results.done(makeFolder(step))));
		// What lies in one folder is sent together: one look at it serves many.
		List<Change> sent = new ArrayList<>(steps.get(false));
		sent.sort(Comparator.comparing((Change step) -> step.path().parent()).thenComparing(Change::path));
		Lanes lanes = new Lanes(sent);
		Workers.<Lanes.Seat, CellsException>each("cells-send", Lanes.seats(Math.min(transfers, sent.size())),
				transfers, cancel, seat -> sendAll(lanes, folders, seat));
		Workers.each("cells-folder", folders.rest(), transfers, cancel, folders::make);
	}

	private void sendAll(Lanes lanes, NewFolders folders, Lanes.Seat seat) throws CellsException {
		boolean ended = false;
		try {
			for (Optional<Change> next = lanes.next(seat); next.isPresent(); next = lanes.next(seat)) {
				Change step = next.get();
				cancel.check();
				folders.above(step.path());
				results.attempt(step, () -> results.done(send(step, step.before())));
			}
			ended = true;
		} finally {
			if (!ended) {
				lanes.clear();
			}
		}
	}

	private StepResult.Done makeFolder(Change step) throws StepException, CellsException {
		preconditions.parentTakes(step, step.path(), cancel);
		Optional<RemoteNode> standing = preconditions.standing(step.path(), cancel);
		if (standing.isPresent() && !standing.get().leaf()) {
			return new StepResult.Done(step, Directory.EMPTY, standing.get().identity(), 0, false);
		}
		preconditions.holds(step, step.path(), step.before(), cancel);
		return newFolder(step);
	}

	private StepResult.Done newFolder(Change step) throws CellsException {
		RemoteNode folder = remote.makeFolder(names.of(step.path()), cancel);
		looks.made(step.path());
		return new StepResult.Done(step, Directory.EMPTY, folder.identity(), 0, true);
	}

	private StepResult.Done send(Change step, Entry before) throws StepException, CellsException {
		return switch (step.after()) {
			case Entry.File file -> files.send(step, file, before, cancel);
			case Entry.Link link ->
				throw new StepException(Diagnostic.of(Code.LINK_NOT_SYNCED, step.path().value()));
			case Entry.Blocked blocked ->
				throw new IllegalStateException("a plan makes nothing blocked: " + step);
			case Entry.Absent absent -> throw new IllegalStateException("no deletion is sent: " + step);
			case Directory directory -> throw new IllegalStateException("no folder is sent: " + step);
		};
	}

	/** A file where a folder was, or the other way round: the old one goes first, into the recycle bin. */
	private void replace(Change step) throws StepException, CellsException {
		deletions.performOne(step, cancel);
		looks.forget(step.path());
		if (step.after() instanceof Directory) {
			results.done(newFolder(step));
		} else {
			results.done(send(step, Entry.Absent.ABSENT));
		}
	}
}
