package org.cellssync.api.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.core.sync.Mode;

/**
 * What a configuration of the original client holds, and what it becomes here.
 *
 * @param file where it was read
 * @param logins its accounts
 * @param tasks its tasks
 */
public record Takeover(Path file, List<Login> logins, List<Item> tasks) {

	/** Copies the lists. */
	public Takeover {
		logins = List.copyOf(logins);
		tasks = List.copyOf(tasks);
	}

	/**
	 * An account of the original client.
	 *
	 * @param url address of the server
	 * @param user name of the user
	 * @param account id of the same account here; empty where a person must sign in first
	 * @param remarks what is different here
	 */
	public record Login(String url, String user, Optional<String> account, List<Diagnostic> remarks) {
	}

	/** What becomes of a task. */
	public enum Fate {
		/** It can be set up. */
		READY,
		/** A task with these two ends is there. */
		PRESENT,
		/** It can be set up once somebody has signed in. */
		SIGN_IN_FIRST,
		/** It has an end of a kind, or a setting, that there is nothing for here. */
		NOT_POSSIBLE
	}

	/**
	 * A task of the original client.
	 *
	 * @param name what that client shows
	 * @param left its end here on this computer in the usual case, as text
	 * @param right its other end, as text
	 * @param mode which way changes travel; empty where that is not known
	 * @param fate what becomes of it
	 * @param draft the task to add; present where it is ready
	 * @param remarks what is different here, or why it is not possible
	 */
	public record Item(String name, String left, String right, Optional<Mode> mode, Fate fate,
			Optional<TaskDraft> draft, List<Diagnostic> remarks) {
	}
}
