package org.cellssync.ui.internal.views;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.ui.internal.conflicts.Decidable;

/** Something that is not as a person would expect, of one task. */
sealed interface Trouble {

	/** Returns the task's id. */
	String taskId();

	/** Returns the task's name. */
	String task();

	/** Returns what it is. */
	Diagnostic diagnostic();

	/** Something that a person cannot decide about here. */
	record Plain(String taskId, String task, Diagnostic diagnostic) implements Trouble {
	}

	/** An item that stays other than the end that leads has it, until a person decides for one of the two. */
	record Foreign(String taskId, String task, Diagnostic diagnostic) implements Trouble, Decidable {

		@Override
		public SyncPath path() {
			return SyncPath.of(diagnostic.subject());
		}

		@Override
		public boolean isOpen(TaskView now) {
			return now.held().contains(diagnostic);
		}
	}

	/** Codes of what is {@link Foreign}. */
	Set<Code> FOREIGN = Set.of(Code.FOREIGN_HERE, Code.FOREIGN_THERE);

	/** Returns all of a task, what keeps it from going on first. */
	static List<Trouble> of(TaskView view) {
		String id = view.spec().id();
		String name = view.spec().name();
		Stream<Trouble> plain = Stream.concat(ofTask(view.status()), view.problems().stream())
				.map(each -> new Plain(id, name, each));
		Stream<Trouble> held = view.held().stream()
				.map(each -> FOREIGN.contains(each.code()) ? new Foreign(id, name, each) : new Plain(id, name, each));
		return Stream.concat(plain, held).toList();
	}

	/** Returns what keeps the whole task from going on. */
	private static Stream<Diagnostic> ofTask(TaskStatus status) {
		return switch (status) {
			case TaskStatus.Waiting waiting -> Stream.of(waiting.diagnostic());
			case TaskStatus.Halted halted -> Stream.of(halted.halt().diagnostic());
			case TaskStatus.SignedOut signedOut -> Stream.of(signedOut.diagnostic());
			case TaskStatus.InSync inSync -> Stream.of();
			case TaskStatus.Working working -> Stream.of();
			case TaskStatus.Paused paused -> Stream.of();
			case TaskStatus.Scheduled scheduled -> Stream.of();
		};
	}
}
