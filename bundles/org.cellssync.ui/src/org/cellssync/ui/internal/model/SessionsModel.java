package org.cellssync.ui.internal.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.util.Cancellation;
import org.eclipse.core.databinding.observable.list.IObservableList;
import org.eclipse.core.databinding.observable.list.WritableList;
import org.eclipse.core.databinding.observable.value.WritableValue;
import org.eclipse.jface.databinding.swt.DisplayRealm;
import org.eclipse.swt.widgets.Display;

/**
 * The tasks as the window sees them: observables of the display's realm, brought up to date by at most one pending call
 * however often tasks change.
 */
public final class SessionsModel implements AutoCloseable {

	private final SyncSessions sessions;
	private final Display display;
	private final WritableList<TaskView> tasks;
	private final WritableValue<TaskView> selected;
	private final AtomicBoolean pending = new AtomicBoolean();
	private final Cancellation.Registration registration;

	/** Begins to follow the tasks. Display thread. */
	public SessionsModel(SyncSessions sessions, Display display) {
		this.sessions = sessions;
		this.display = display;
		this.tasks = new WritableList<>(DisplayRealm.getRealm(display), new ArrayList<>(sessions.views()),
				TaskView.class);
		this.selected = new WritableValue<>(DisplayRealm.getRealm(display), tasks.isEmpty() ? null : tasks.get(0),
				TaskView.class);
		this.registration = sessions.observe(view -> publish());
	}

	/** Returns the tasks in the order of their names. */
	public IObservableList<TaskView> tasks() {
		return tasks;
	}

	/** Returns the task that is chosen in the tasks view; its value is replaced as the task changes. */
	public WritableValue<TaskView> selected() {
		return selected;
	}

	/** Something changed: shows it soon. Any thread. */
	public void publish() {
		if (pending.compareAndSet(false, true) && !display.isDisposed()) {
			display.asyncExec(this::refresh);
		}
	}

	private void refresh() {
		pending.set(false);
		if (tasks.isDisposed()) {
			return;
		}
		List<TaskView> now = sessions.views();
		String chosen = selected.getValue() == null ? null : selected.getValue().spec().id();
		for (int i = 0; i < now.size(); i++) {
			if (i >= tasks.size()) {
				tasks.add(now.get(i));
			} else if (!tasks.get(i).equals(now.get(i))) {
				tasks.set(i, now.get(i));
			}
		}
		while (tasks.size() > now.size()) {
			tasks.remove(tasks.size() - 1);
		}
		selected.setValue(now.stream().filter(view -> Objects.equals(view.spec().id(), chosen)).findFirst()
				.orElse(now.isEmpty() ? null : now.getFirst()));
	}

	@Override
	public void close() {
		registration.close();
		tasks.dispose();
		selected.dispose();
	}
}
