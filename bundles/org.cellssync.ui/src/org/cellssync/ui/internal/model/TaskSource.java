package org.cellssync.ui.internal.model;

import java.util.Map;

import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.eclipse.core.databinding.observable.value.IValueChangeListener;
import org.eclipse.core.databinding.observable.list.IListChangeListener;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.AbstractSourceProvider;
import org.eclipse.ui.ISources;
import org.eclipse.ui.services.IServiceLocator;

/**
 * What the enablement of commands is told by: {@value #STATE} is {@code none} or how the chosen task stands, {@value
 * #CONFLICTS} is {@code some} or {@code none}. Display thread.
 */
public final class TaskSource extends AbstractSourceProvider {

	static final String STATE = "org.cellssync.ui.taskState";
	static final String CONFLICTS = "org.cellssync.ui.conflicts";
	private static final String NONE = "none";
	private static final String SOME = "some";

	private final IListChangeListener<TaskView> changed = event -> publish();
	private final IValueChangeListener<TaskView> chosen = event -> publish();
	private SessionsModel model;
	private Map<String, String> told = Map.of(STATE, NONE, CONFLICTS, NONE);

	@Override
	public void initialize(IServiceLocator locator) {
		model = WindowModel.sessions(Display.getCurrent());
		model.tasks().addListChangeListener(changed);
		model.selected().addValueChangeListener(chosen);
		told = getCurrentState();
	}

	private void publish() {
		Map<String, String> now = getCurrentState();
		if (!now.equals(told)) {
			told = now;
			fireSourceChanged(ISources.WORKBENCH, now);
		}
	}

	@Override
	public Map<String, String> getCurrentState() {
		TaskView task = model.selected().getValue();
		boolean conflicts = model.tasks().stream().anyMatch(view -> !view.conflicts().isEmpty());
		return Map.of(STATE, task == null ? NONE : state(task.status()), CONFLICTS, conflicts ? SOME : NONE);
	}

	private static String state(TaskStatus status) {
		return switch (status) {
			case TaskStatus.InSync inSync -> "inSync";
			case TaskStatus.Working working -> "working";
			case TaskStatus.Waiting waiting -> "waiting";
			case TaskStatus.Halted halted -> "halted";
			case TaskStatus.Paused paused -> "paused";
			case TaskStatus.Scheduled scheduled -> "scheduled";
			case TaskStatus.SignedOut signedOut -> "signedOut";
		};
	}

	@Override
	public String[] getProvidedSourceNames() {
		return new String[] { STATE, CONFLICTS };
	}

	@Override
	public void dispose() {
		if (model != null && !model.tasks().isDisposed()) {
			model.tasks().removeListChangeListener(changed);
			model.selected().removeValueChangeListener(chosen);
		}
	}
}
