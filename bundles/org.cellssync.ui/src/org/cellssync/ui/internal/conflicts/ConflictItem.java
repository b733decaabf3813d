package org.cellssync.ui.internal.conflicts;

import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.session.TaskView;

/**
 * One conflict of one task, as views show it and commands are given it.
 *
 * @param task the task as it stood when the conflict was shown
 * @param conflict the conflict
 */
public record ConflictItem(TaskView task, OpenConflict conflict) {

	/** The view of a task changes all the time; a conflict is the same as long as what it is about is. */
	@Override
	public boolean equals(Object other) {
		return other instanceof ConflictItem item && conflict.equals(item.conflict)
				&& task.spec().id().equals(item.task.spec().id());
	}

	@Override
	public int hashCode() {
		return conflict.hashCode();
	}
}
