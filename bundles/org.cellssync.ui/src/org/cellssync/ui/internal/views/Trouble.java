package org.cellssync.ui.internal.views;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.ui.internal.OfTask;
import org.cellssync.ui.internal.conflicts.Decidable;

/** Something that is not as a person would expect, of one task. */
sealed interface Trouble extends OfTask {

	/** Returns the task's name. */
	String task();

	/** Returns what it is. */
	Diagnostic diagnostic();

	/** Something about the whole task. */
	record Whole(String taskId, String task, Diagnostic diagnostic) implements Trouble {

		@Override
		public Optional<SyncPath> item() {
			return Optional.empty();
		}
	}

	/** Something about an item that a person cannot decide about here. */
	record Plain(String taskId, String task, Diagnostic diagnostic, Optional<SyncPath> item) implements Trouble {
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
		Stream<Trouble> whole = ofTask(view.status()).map(each -> new Whole(id, name, each));
		Stream<Trouble> items = view.problems().stream().map(each -> plain(view, each));
		Stream<Trouble> held = view.held().stream()
				.map(each -> FOREIGN.contains(each.code()) ? new Foreign(id, name, each) : plain(view, each));
		return Stream.of(whole, items, held).flatMap(each -> each).toList();
	}

	private static Trouble plain(TaskView view, Diagnostic diagnostic) {
		return new Plain(view.spec().id(), view.spec().name(), diagnostic, view.spec().item(diagnostic.subject()));
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
