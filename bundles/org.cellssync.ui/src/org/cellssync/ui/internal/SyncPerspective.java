package org.cellssync.ui.internal;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Tasks above; what goes on and what needs a person below. Plug-ins add their views with {@code perspectiveExtensions}. */
public final class SyncPerspective implements IPerspectiveFactory {

	/** Id of the perspective. */
	public static final String ID = "org.cellssync.ui.perspective";
	/** Id of the tasks view. */
	public static final String TASKS = "org.cellssync.ui.tasks";
	/** Id of the activity view. */
	public static final String ACTIVITY = "org.cellssync.ui.activity";
	/** Id of the problems view. */
	public static final String PROBLEMS = "org.cellssync.ui.problems";
	/** Id of the conflicts view. */
	public static final String CONFLICTS = "org.cellssync.ui.conflicts";
	/** Id of the trash view. */
	public static final String TRASH = "org.cellssync.ui.trash";

	@Override
	public void createInitialLayout(IPageLayout layout) {
		layout.setEditorAreaVisible(false);
		layout.addStandaloneView(TASKS, true, IPageLayout.TOP, 0.4f, layout.getEditorArea());
		layout.getViewLayout(TASKS).setCloseable(false);
		IFolderLayout below = layout.createFolder("below", IPageLayout.BOTTOM, 0.4f, TASKS);
		below.addView(ACTIVITY);
		below.addView(PROBLEMS);
		below.addView(CONFLICTS);
		below.addView(TRASH);
	}
}
