package org.cellssync.api.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryQuery;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.SyncPath;

/**
 * The tasks of this data folder: set up, run, observed and commanded. Thread-safe. Only the program that owns the data
 * folder may use it.
 * <p>
 * Calls that take a {@link Cancellation} block on disk and net; {@link #views()} does not block.
 */
public interface SyncSessions {

	/** Returns all tasks in the order of their names. */
	List<TaskView> views();

	/** Returns the task of this id. */
	Optional<TaskView> view(String taskId);

	/**
	 * Sets up a task; where tasks are running it begins at once.
	 *
	 * @throws EndpointException with what is wrong with an end, {@code LOCAL_ROOT_NOT_ALLOWED} where folders overlap
	 */
	TaskView add(TaskDraft draft, Cancellation cancel) throws EndpointException;

	/** Changes name, patterns or settings of a task; ends cannot change. */
	TaskView edit(TaskSpec changed) throws EndpointException;

	/** Returns how fast the content of all tasks together may travel. */
	Speed speed();

	/** Sets how fast the content of all tasks together may travel; counts at once for what is under way. */
	void speed(Speed changed) throws EndpointException;

	/** Forgets a task and its state; its trash is kept until it ages. No file of the user's is touched. */
	void remove(String taskId) throws EndpointException;

	/**
	 * Tells whether a new task could have this end, without changing anything.
	 *
	 * @return whether its folder is there; false where {@link #add} would make it
	 * @throws EndpointException with what is wrong, as {@code add} would
	 */
	boolean examine(EndpointAddress end, Cancellation cancel) throws EndpointException;

	/**
	 * Counts what a first run of a task with these options would do, without changing anything. A folder that is not there
	 * yet counts as empty.
	 */
	Preview preview(EndpointAddress left, EndpointAddress right, TaskOptions options, Cancellation cancel)
			throws EndpointException;

	/** Begins running all tasks that are not paused; returns at once. */
	void start();

	/** Ends running all tasks; what is under way is whole when this returns, within 5 seconds. */
	void stop();

	/** Has a running task look everywhere now; returns at once. */
	void look(String taskId) throws EndpointException;

	/**
	 * Runs cycles of one task until nothing is left to do. Works whether tasks are running or not; a paused task runs once
	 * too.
	 *
	 * @param dryRun only tells what would be done, once
	 * @param operations hears of each operation done, failed or, in a dry run, planned; from several threads, one at a time
	 */
	RunSummary runOnce(String taskId, boolean dryRun, Consumer<HistoryEntry> operations, Cancellation cancel)
			throws EndpointException;

	/** Pauses a task, for some time or until resumed. */
	void pause(String taskId, Optional<Duration> duration) throws EndpointException;

	/** Ends a pause. */
	void resume(String taskId) throws EndpointException;

	/**
	 * Decides a conflict; done with the next cycle, if both ends still hold then what they hold now.
	 *
	 * @throws EndpointException {@code USAGE} where no conflict is open at {@code path}
	 */
	void resolve(String taskId, SyncPath path, Choice choice) throws EndpointException;

	/**
	 * Decides a conflict of two files by content that a person made of both. It takes the place of the left end's version,
	 * which goes to the trash as anything that is replaced there, and goes to the right end with the next cycle, if that
	 * still holds what it holds now. Until then, and where this fails or the program ends on the way, the conflict stays
	 * open.
	 *
	 * @param conflict as it was shown to the person
	 * @param content a file with the whole content, held in memory for a moment; it is only read
	 * @throws EndpointException {@code USAGE} where this conflict is not open any more, {@code LOCAL_CHANGED_MEANWHILE}
	 *         where the left end holds another version by now; nothing is changed then
	 */
	void merge(String taskId, OpenConflict conflict, Path content, Cancellation cancel) throws EndpointException;

	/**
	 * Copies the content that one end of a task holds at a path into a new file; the end is not changed.
	 *
	 * @param target must not exist; left out where the call fails
	 * @throws EndpointException where the end fails or holds no file there
	 */
	void fetch(String taskId, SyncPath path, Side side, Path target, Cancellation cancel) throws EndpointException;

	/** Decides a halt. */
	void decide(String taskId, HaltChoice choice) throws EndpointException;

	/**
	 * Explains how one item stands. Where the task is not running both ends are looked at first; nothing is changed.
	 *
	 * @throws EndpointException where the task is unknown; what keeps an end from being looked at is part of the answer
	 */
	Explanation why(String taskId, SyncPath path, Cancellation cancel) throws EndpointException;

	/**
	 * Reads the content of all files that both ends agreed on, whatever is remembered of it, and compares. Neither end is
	 * changed; a file that an end holds otherwise becomes a conflict. The task goes on running meanwhile.
	 *
	 * @param progress hears how far it is, from several threads
	 * @throws EndpointException where the task is unknown, an end is away, or what was found cannot be kept
	 */
	Verification verify(String taskId, Consumer<Progress> progress, Cancellation cancel) throws EndpointException;

	/** Returns a task's operations, newest first. */
	List<HistoryEntry> history(String taskId, HistoryQuery query) throws EndpointException;

	/**
	 * Has {@code listener} hear of tasks that changed, at most four times a second each, newest view only; from a thread of
	 * the engine, must not block. Removed tasks are told by {@link #views()} only.
	 */
	Cancellation.Registration observe(Consumer<TaskView> listener);
}
