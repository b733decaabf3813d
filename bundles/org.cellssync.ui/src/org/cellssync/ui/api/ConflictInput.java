package org.cellssync.ui.api;

import java.nio.file.Path;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Side;

/** One conflict as an editor sees it. */
public interface ConflictInput {

	/** Returns the task the conflict is in, as it stood when the editor was opened. */
	TaskView task();

	/** Returns the conflict. */
	OpenConflict conflict();

	/**
	 * Brings one version's content into a temporary file, which is removed when the editor is closed. Blocks on disk and
	 * net: never to be called on the display thread.
	 *
	 * @param side {@link Side#LOCAL} for the version here, {@link Side#REMOTE} for the server's
	 * @throws EndpointException where that end fails or holds another version by now
	 */
	Path content(Side side, Cancellation cancel) throws EndpointException;

	/** Decides the conflict and closes the editor; carried out with the task's next look. Called on the display thread. */
	void decide(Choice choice);

	/**
	 * Decides the conflict by what the person made of both versions, kept in UTF-8, and closes the editor once that is the
	 * version here; the one before goes to the trash. Where it cannot be, the editor stays and the person is told. Called on
	 * the display thread.
	 */
	void merge(String text);
}
