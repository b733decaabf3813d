package org.cellssync.engine.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.session.Progress;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.state.StateException;
import org.cellssync.api.state.TaskState;
import org.cellssync.core.ignore.Selection;

/** One task of this program: its set-up, its memory, and the view others have of it. Thread-safe. */
final class TaskRuntime {

	private final TaskState state;
	private final Memory memory;
	private final Notes notes;
	private final Halts halts;
	private final Turn turn = new Turn();
	private final StoredView stored;
	private final InstantSource clock;
	private final Publisher.Slot slot;
	private Keeper keeper = () -> {};
	private TaskSpec spec;
	private TaskStatus status;
	private Progress progress = Progress.NONE;
	private List<OpenConflict> conflicts;
	private List<Diagnostic> problems;
	private List<Diagnostic> held;
	private Optional<Instant> lastSuccess;
	/** What anybody sees, also while the disk is waited for here. */
	private volatile TaskView view;

	/** Keeps how tasks are set up. */
	@FunctionalInterface
	interface Keeper {
		void keep() throws EndpointException;
	}

	TaskRuntime(TaskSpec spec, TaskState state, Publisher publisher, InstantSource clock) {
		this.spec = spec;
		this.state = state;
		this.memory = new Memory(state);
		this.notes = new Notes(memory);
		this.halts = new Halts(notes);
		this.stored = new StoredView(notes);
		this.clock = clock;
		this.slot = publisher.slot(this);
		this.conflicts = stored.conflicts();
		this.problems = stored.problems();
		this.held = stored.held();
		this.lastSuccess = notes.instant(Notes.LAST_SUCCESS);
		this.status = resting();
		this.view = made();
	}

	/** Returns what an idle task shows: what it was found to be when it last ran. */
	private TaskStatus resting() {
		if (spec.paused()) {
			return new TaskStatus.Paused(spec.resumes());
		}
		Optional<TaskStatus> halted = halts.standing()
				.<TaskStatus>map(halt -> new TaskStatus.Halted(Halts.named(halt, spec)));
		return halted.orElseGet(() -> stored.failure()
				.map(failure -> stopped(clock.instant(), failure))
				.orElseGet(() -> notes.get(Notes.LAST_SUCCESS).isPresent() ? TaskStatus.InSync.IN_SYNC
						: new TaskStatus.Working(TaskStatus.Phase.STARTING)));
	}

	Turn turn() {
		return turn;
	}

	Memory memory() {
		return memory;
	}

	Notes notes() {
		return notes;
	}

	StoredView stored() {
		return stored;
	}

	Halts halts() {
		return halts;
	}

	TaskState state() {
		return state;
	}

	synchronized TaskSpec spec() {
		return spec;
	}

	/** Has {@code keeper} keep what the task itself changes of how it was set up. */
	synchronized void keptBy(Keeper keeper) {
		this.keeper = keeper;
	}

	/** Has other folders take part, as the settings keep when this returns. */
	void select(Selection selection) throws EndpointException {
		Keeper settings;
		synchronized (this) {
			spec(spec.withOptions(spec.options().withSelection(selection)));
			settings = keeper;
		}
		settings.keep();
	}

	synchronized void spec(TaskSpec changed) {
		spec = changed;
		show();
	}

	/** Returns how it stands; never waits. */
	TaskView view() {
		return view;
	}

	private TaskView made() {
		return new TaskView(spec, status, progress, lastSuccess, conflicts, problems, held);
	}

	private void show() {
		view = made();
		slot.changed();
	}

	synchronized void status(TaskStatus now) {
		status = now instanceof TaskStatus.Halted halted ? new TaskStatus.Halted(Halts.named(halted.halt(), spec)) : now;
		if (!(now instanceof TaskStatus.Working)) {
			progress = Progress.NONE;
		}
		show();
	}

	/** Returns what a task shows that cannot go on for now. */
	static TaskStatus stopped(Instant until, Diagnostic why) {
		return why.code() == Code.SIGNED_OUT ? new TaskStatus.SignedOut(why) : new TaskStatus.Waiting(until, why);
	}

	/**
	 * Returns why the task cannot go on as a person knows it: it is an account that is signed out and a server that is away,
	 * not a path.
	 */
	synchronized Diagnostic named(Diagnostic why) {
		String account = spec.right().account().isEmpty() ? spec.left().account() : spec.right().account();
		if (why.code() == Code.SIGNED_OUT) {
			return Diagnostic.of(Code.SIGNED_OUT, account);
		}
		return why.code().cutsOff() && why.code() != Code.CERTIFICATE_FILE_UNUSABLE && !account.isEmpty()
				? new Diagnostic(why.code(), account.replaceFirst("//.*@", "//"), why.args()) : why;
	}

	/** The task has stopped running: it shows what it was found to be. */
	void rested() {
		status(resting());
	}

	synchronized void progress(Progress now) {
		progress = now;
		show();
	}

	/** Takes in what a round found and keeps what must be known while nothing runs. */
	synchronized void found(Round round, List<Diagnostic> more, boolean complete) throws StateException {
		if (round.halt().isEmpty()) {
			conflicts = round.conflicts();
			problems = Stream.of(round.problems(), more, state.setAside().stream().toList()).flatMap(List::stream).toList();
			held = round.held();
			stored.keep(round, problems);
		}
		if (complete) {
			Instant now = clock.instant();
			notes.put(Notes.LAST_SUCCESS, now.toString());
			lastSuccess = Optional.of(now);
		}
		stored.failed(Optional.empty());
		notes.commit();
		show();
	}

	/** Keeps why the task cannot go on. */
	void failed(Diagnostic diagnostic) throws StateException {
		stored.failed(Optional.of(diagnostic));
		notes.commit();
	}

	void close() {
		state.close();
	}

	Instant now() {
		return clock.instant();
	}
}
