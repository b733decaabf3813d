package org.cellssync.api.endpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Step;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Identity;
import org.cellssync.core.tree.SyncPath;

/**
 * One end of a task. All ends have the same verbs, so that any two can be paired.
 * <p>
 * Calls block; one task calls from one thread at a time, but {@link #open} comes from several at once and
 * {@link #awaitChange} from a thread of its own. A cancelled call throws {@link java.util.concurrent.CancellationException}
 * and leaves things whole.
 */
public interface Endpoint extends AutoCloseable {

	/** Returns what this end can hold. Does not block. */
	Capabilities capabilities();

	/**
	 * Looks. See {@link Scan} for what is true afterwards; the endpoint is not changed.
	 *
	 * @throws EndpointException where the root is missing or the endpoint fails; never an empty tree instead
	 */
	Scan scan(ScanRequest request, Cancellation cancel) throws EndpointException;

	/**
	 * Proves the content of files that the last look found unread: by reading them, or by evidence the endpoint has and
	 * {@code counterpart} confirms. Files that cannot be read or changed meanwhile are left out of the answer.
	 *
	 * @param seen the look they stand in
	 * @param counterpart content of the other end's file at the same path, where there is one, for comparing
	 */
	Map<SyncPath, Digest> prove(Scan seen, SortedSet<SyncPath> paths, ContentSource counterpart, Cancellation cancel)
			throws EndpointException;

	/**
	 * Performs steps in their order (files of one run of file changes in parallel), each only where what it is to replace
	 * still is what {@code seen} and the step's {@code before} say, looked at just before. Never throws for what happens to
	 * single steps.
	 *
	 * @param seen the look the steps were planned from
	 * @param source the other end's content
	 */
	Outcome apply(Scan seen, List<Step> steps, ContentSource source, StepObserver observer, Cancellation cancel);

	/**
	 * Returns what keeps files of the other end with this one, once this one was looked at, and does not change the tree of
	 * this one; empty where this end keeps nothing.
	 */
	default Optional<Keeping> keeping() {
		return Optional.empty();
	}

	/**
	 * Returns what of others was replaced here unseen, as far as it is time to try to have it back: each is returned a few
	 * times with growing pauses, until {@link #rescued} says that it is kept.
	 *
	 * @throws EndpointException where the endpoint fails while it finds that out
	 */
	default List<Replaced> replaced(Cancellation cancel) throws EndpointException {
		return List.of();
	}

	/**
	 * Opens a version that was replaced here; its content is proven to be that version's.
	 *
	 * @return the version; empty where this end keeps no versions, or this one not or not yet
	 * @throws EndpointException where the endpoint fails
	 */
	default Optional<SourceFile> openReplaced(Replaced replaced, Cancellation cancel) throws EndpointException {
		return Optional.empty();
	}

	/** Notes that a version that was replaced here is kept on the other end: looks tell so from now on. Does not block. */
	default void rescued(Replaced replaced) {
		// Whoever returns none is told of none.
	}

	/**
	 * Ends what was begun here for files that did not come to their end, but for those that are to come still: they go on
	 * where they were. Where the endpoint fails it is tried again with the next call.
	 *
	 * @param coming files that steps still to be done bring to this end
	 */
	default void endUnfinished(SortedSet<SyncPath> coming, Cancellation cancel) {
		// Nothing is kept of what broke off.
	}

	/**
	 * Opens a file for the other end to read.
	 *
	 * @param expected the identity it had in the look the plan was made from
	 * @throws EndpointException where it is gone or another version, or the endpoint fails
	 */
	SourceFile open(SyncPath path, Identity expected, Cancellation cancel) throws EndpointException;

	/**
	 * Blocks until something may have changed and tells where. The first call begins watching and returns
	 * {@link Hint.Everything#EVERYTHING} as soon as nothing can be missed any more; what changes between two calls is told
	 * by the later one.
	 *
	 * @throws EndpointException where watching fails; after that everything may have changed
	 */
	Hint awaitChange(Cancellation cancel) throws EndpointException;

	/** Lets go of connections and watches. */
	@Override
	void close();
}
