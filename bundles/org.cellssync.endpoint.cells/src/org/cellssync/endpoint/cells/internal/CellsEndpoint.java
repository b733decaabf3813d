package org.cellssync.endpoint.cells.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.random.RandomGenerator;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Capabilities;
import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.Hint;
import org.cellssync.api.endpoint.Outcome;
import org.cellssync.api.endpoint.Replaced;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.api.endpoint.ScanRequest;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.endpoint.StepResult;
import org.cellssync.api.endpoint.Throttle;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.sync.Change;
import org.cellssync.core.sync.Move;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identities;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.transport.CellsConnection;
import org.cellssync.transport.CellsException;

/** A folder on a Cells server. */
final class CellsEndpoint implements Endpoint {

	/** What a look tells beside what it saw, each time anew. */
	private static final Set<Code> TOLD_BESIDE = EnumSet.of(Code.REMOTE_CHANGES_LATE, Code.REMOTE_WRITE_REPLACED,
			Code.REMOTE_WRITE_KEPT);
	private static final Capabilities CAPABILITIES = new Capabilities(false, false, true, true, true);

	private final RemoteTree remote;
	private final Contents contents;
	private final Scanner scanner;
	private final Prover prover;
	private final ChangeInbox inbox = new ChangeInbox();
	private final LastLook last = new LastLook(places -> inbox.add(places, true));
	private final ChangeWatch watch;
	private final WorkspaceTerms space;
	private final OpenUploads uploads;
	private final ForeignWrites foreign;
	private final KeptVersions versions;
	private final Echoes echoes;
	private final boolean permanentDeletion;
	private final Sending sending;
	/** Names as last listed, by which {@link #open} addresses what lies in folders of odd names. */
	private volatile Identities listed = Identities.NONE;
	/** When the last look began; of the looking thread alone. */
	private long looked = System.nanoTime();
	private volatile Ignore ignore = (path, directory) -> false;

	CellsEndpoint(CellsConnection connection, TaskRoot root, Path taskData, EndpointSettings settings,
			Sending sending, Throttle throttle, Pace pace, InstantSource clock, RandomGenerator random,
			Delivery.Limits limits) {
		HashSightings sightings = new HashSightings(clock);
		this.uploads = new OpenUploads(taskData, clock);
		this.foreign = new ForeignWrites(clock);
		this.remote = new RemoteTree(connection, root, uploads::holds);
		this.contents = new Contents(connection, root, throttle, pace, random);
		this.scanner = new Scanner(connection.accountId(), remote, sightings);
		this.echoes = new Echoes(remote, connection.clientUuid(), foreign);
		this.versions = new KeptVersions(remote, contents);
		this.prover = new Prover(remote, contents, sightings);
		this.watch = new ChangeWatch(remote, connection.clientUuid(), sightings, foreign, inbox, scanner, last, random,
				limits);
		this.space = new WorkspaceTerms(remote);
		this.permanentDeletion = settings.permanentDeletion();
		this.sending = sending;
	}

	@Override
	public Capabilities capabilities() {
		return CAPABILITIES;
	}

	@Override
	public Scan scan(ScanRequest request, Cancellation cancel) throws EndpointException {
		ignore = request.ignore();
		long begun = System.nanoTime();
		Optional<LastLook.Known> found = Optional.empty();
		last.begun();
		try {
			Scan scan = scan(request, begun, cancel);
			found = Optional.of(new LastLook.Known(scan, ignore, begun));
			return scan;
		} finally {
			last.ended(found);
		}
	}

	private Scan scan(ScanRequest request, long begun, Cancellation cancel) throws EndpointException {
		Scan scan = scanner.scan(request, cancel);
		listed = scan.identities();
		if (request.last().isPresent() && request.hint() == Hint.Everything.EVERYTHING
				&& isNews(request.last().get(), scan)) {
			watch.happened(looked);
		}
		looked = begun;
		return told(scan, foundReplaced(cancel));
	}

	/** Returns whether a look found something that came or changed, other than by settling. */
	private static boolean isNews(Scan last, Scan scan) {
		Identities now = scan.identities();
		return last.lookAgain().isEmpty() && scan.lookAgain().isEmpty()
				&& now.changedSince(last.identities()).stream().anyMatch(path -> now.of(path).isPresent());
	}

	private List<Diagnostic> foundReplaced(Cancellation cancel) throws EndpointException {
		try {
			return foreign.found(remote, cancel);
		} catch (CellsException e) {
			throw e.endpointException(remote.root().path());
		}
	}

	/**
	 * Returns a look that says, only where it is so, that what changes is found late, and what of others we replaced
	 * unseen.
	 */
	private Scan told(Scan scan, List<Diagnostic> replaced) {
		List<Diagnostic> problems = new ArrayList<>(scan.problems());
		problems.removeIf(problem -> TOLD_BESIDE.contains(problem.code()));
		problems.addAll(replaced);
		if (watch.isLate()) {
			problems.add(Diagnostic.of(Code.REMOTE_CHANGES_LATE, remote.root().path()));
		}
		return new Scan(scan.tree(), scan.identities(), scan.rootId(), problems, scan.lookAgain(), scan.learnt(),
				scan.looked());
	}

	@Override
	public Map<SyncPath, Digest> prove(Scan seen, SortedSet<SyncPath> paths, ContentSource counterpart,
			Cancellation cancel) throws EndpointException {
		return prover.prove(seen, paths, counterpart, cancel);
	}

	@Override
	public Outcome apply(Scan seen, List<Step> steps, ContentSource source, StepObserver observer,
			Cancellation cancel) {
		var terms = new Application.Terms(remote, contents, uploads, foreign, space, ignore, permanentDeletion,
				sending);
		boolean listens = watch.isBegun();
		if (!listens && steps.stream().anyMatch(CellsEndpoint::writes)) {
			echoes.begin();
		}
		Outcome outcome = Application.perform(terms, seen, steps, source, new Telling(observer), cancel);
		if (!listens) {
			echoes.await(written(outcome), cancel);
		}
		return outcome;
	}

	private static boolean writes(Step step) {
		return step instanceof Change change && change.after() instanceof Entry.File;
	}

	private static Set<SyncPath> written(Outcome outcome) {
		Set<SyncPath> written = new HashSet<>();
		for (StepResult result : outcome.results()) {
			if (result instanceof StepResult.Done done && done.changed() && writes(done.step())) {
				written.add(done.step().path());
			}
		}
		return written;
	}

	private static List<SyncPath> places(Step step) {
		return step instanceof Move move ? List.of(move.from(), move.to()) : List.of(step.path());
	}

	/** Has the stream of changes expected to tell of what was sent, and notes where steps acted. */
	private final class Telling implements StepObserver {
		private final StepObserver observer;
		private final long begun = System.nanoTime();

		Telling(StepObserver observer) {
			this.observer = observer;
		}

		@Override
		public void transferred(SyncPath path, long bytes) {
			observer.transferred(path, bytes);
		}

		@Override
		public void unseen(SyncPath path, Duration window) {
			observer.unseen(path, window);
		}

		@Override
		public void finished(StepResult result) {
			if (result instanceof StepResult.Done done && done.changed() && done.bytes() > 0) {
				watch.happened(begun);
			}
			last.acted(places(result.step()));
			observer.finished(result);
		}
	}

	@Override
	public List<Replaced> replaced(Cancellation cancel) throws EndpointException {
		foundReplaced(cancel);
		List<Replaced> due = foreign.due().stream()
				.map(lost -> new Replaced(lost.path(), lost.version().text(), lost.version().size())).toList();
		// A hint has the task come by again when the next try is due.
		foreign.later().forEach((path, pause) -> inbox.add(path, pause));
		return due;
	}

	@Override
	public Optional<SourceFile> openReplaced(Replaced replaced, Cancellation cancel) throws EndpointException {
		Optional<ForeignWrites.Lost> lost = foreign.lost(replaced.path(), replaced.version());
		if (lost.isEmpty()) {
			return Optional.empty();
		}
		try {
			return versions.open(replaced.path(), lost.get().exactPath(), lost.get().version(), cancel);
		} catch (CellsException e) {
			throw e.endpointException(replaced.path().value());
		}
	}

	@Override
	public void rescued(Replaced replaced) {
		foreign.kept(replaced.path(), replaced.version());
		inbox.add(replaced.path(), Duration.ZERO);
	}

	@Override
	public void endUnfinished(SortedSet<SyncPath> coming, Cancellation cancel) {
		uploads.endAllBut(coming, contents, cancel);
	}

	@Override
	public SourceFile open(SyncPath path, Identity expected, Cancellation cancel) throws EndpointException {
		StorageVersion version = StorageVersion.parse(expected.version()).orElseThrow(
				() -> new EndpointException(Diagnostic.of(Code.REMOTE_CHANGED_MEANWHILE, path.value())));
		String exactPath = TaskRoot.child(new ExactNames(listed).of(path.parent()), expected.exactName());
		Instant modified = expected.modified();
		return new RemoteFile(contents, path, exactPath, "", version, modified, cancel);
	}

	@Override
	public Hint awaitChange(Cancellation cancel) {
		return watch.await(cancel);
	}

	@Override
	public void close() {
		watch.close();
		echoes.close();
		contents.close();
	}
}
