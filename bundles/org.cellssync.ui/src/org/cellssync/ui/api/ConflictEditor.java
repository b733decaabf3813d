package org.cellssync.ui.api;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/**
 * Lets a person decide one conflict. Contributed through the extension point {@code org.cellssync.ui.conflictEditors}; a new
 * one is made for each conflict opened. All methods are called on the display thread.
 */
public interface ConflictEditor {

	/**
	 * Makes the editor's content. Long work belongs in a job: the window must not wait.
	 *
	 * @param parent where to make it
	 * @param input the conflict, its two versions and the way to decide
	 * @return what was made
	 */
	Control create(Composite parent, ConflictInput input);
}
