package org.cellssync.engine.internal;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.Halt;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.state.StateException;
import org.cellssync.core.tree.SyncPath;

/** What a person decides about a task; kept at once, carried out by the next cycle. */
final class Commands {

	private Commands() {
	}

	static void resolve(TaskRuntime task, SyncPath path, Choice choice) throws EndpointException {
		Question question = task.stored().question(path)
				.orElseThrow(() -> unusable(path.value(), "nothing is to be decided there"));
		if (!ConflictDesk.decide(task.notes(), path, question, choice)) {
			throw unusable(path.value(), choice == Choice.NEWEST ? "the times of the two versions do not tell which is newer"
					: "there is one version only");
		}
		commit(task);
	}

	/** Keeps the version here, whatever else could be chosen. */
	static void keepLocal(TaskRuntime task, SyncPath path, Question question) throws EndpointException {
		ConflictDesk.decide(task.notes(), path, question, Choice.LOCAL);
		commit(task);
	}

	static void decide(TaskRuntime task, HaltChoice choice) throws EndpointException {
		Halt halt = task.halts().standing().orElseThrow(() -> unusable(task.spec().name(), "the task is not halted"));
		if (!halt.choices().contains(choice)) {
			throw unusable(task.spec().name(), "this halt offers " + halt.choices());
		}
		task.halts().choose(choice);
		commit(task);
	}

	static EndpointException unusable(String subject, String why) {
		return new EndpointException(Diagnostic.of(Code.USAGE, subject, why));
	}

	private static void commit(TaskRuntime task) throws EndpointException {
		try {
			task.notes().commit();
		} catch (StateException e) {
			throw new EndpointException(e.diagnostic(), e);
		}
	}
}
