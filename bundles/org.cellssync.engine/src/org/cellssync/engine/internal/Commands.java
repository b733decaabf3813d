package org.cellssync.engine.internal;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.Halt;
import org.cellssync.api.session.HaltChoice;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.state.StateException;
import org.cellssync.core.tree.SyncPath;

/** What a person decides about a task; kept at once, carried out by the next cycle. */
final class Commands {

	private Commands() {
	}

	static void resolve(TaskRuntime task, SyncPath path, Choice choice) throws EndpointException {
		OpenConflict conflict = task.view().conflicts().stream().filter(each -> each.path().equals(path)).findFirst()
				.orElseThrow(() -> unusable(path.value(), "no conflict is open there"));
		String mark = task.stored().mark(path).orElseThrow(() -> unusable(path.value(), "no conflict is open there"));
		new ConflictDesk(task.notes()).decide(conflict, mark, choice);
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

	private static EndpointException unusable(String subject, String why) {
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
