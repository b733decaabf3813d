package org.cellssync.ui.internal.conflicts;

import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.session.TaskView;
import org.cellssync.core.tree.SyncPath;

/**
 * One conflict of one task, as views show it and commands are given it.
 *
 * @param task the task as it stood when the conflict was shown
 * @param conflict the conflict
 */
public record ConflictItem(TaskView task, OpenConflict conflict) implements Decidable {

	@Override
	public String taskId() {
		return task.spec().id();
	}

	@Override
	public SyncPath path() {
		return conflict.path();
	}

	@Override
	public boolean isOpen(TaskView now) {
		return now.conflicts().contains(conflict);
	}

	/** The view of a task changes all the time; a conflict is the same as long as what it is about is. */
	@Override
	public boolean equals(Object other) {
		return other instanceof ConflictItem item && conflict.equals(item.conflict)
				&& taskId().equals(item.taskId());
	}

	@Override
	public int hashCode() {
		return conflict.hashCode();
	}
}
