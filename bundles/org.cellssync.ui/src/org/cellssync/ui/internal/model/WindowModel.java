package org.cellssync.ui.internal.model;

import org.cellssync.ui.internal.Services;
import org.eclipse.swt.widgets.Display;

/** The one model of a display, shared by all parts; disposed with the display. Display thread. */
public final class WindowModel {

	private static final String KEY = WindowModel.class.getName();

	private WindowModel() {
	}

	/** Returns the model of the tasks, made with the first call. */
	public static SessionsModel sessions(Display display) {
		if (display.getData(KEY) instanceof SessionsModel model) {
			return model;
		}
		SessionsModel model = new SessionsModel(Services.get().sessions(), display);
		display.setData(KEY, model);
		display.disposeExec(model::close);
		return model;
	}
}
