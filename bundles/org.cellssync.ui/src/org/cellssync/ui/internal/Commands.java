package org.cellssync.ui.internal;

import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.commands.NotEnabledException;
import org.eclipse.core.commands.NotHandledException;
import org.eclipse.core.commands.common.NotDefinedException;
import org.eclipse.ui.IWorkbenchPartSite;
import org.eclipse.ui.handlers.IHandlerService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the commands of the window from where there is no menu: a double click, a button in a view. Display thread. */
public final class Commands {

	/** Sets up a task. */
	public static final String ADD_TASK = "org.cellssync.ui.addTask";
	/** Opens the chosen task's folder. */
	public static final String OPEN_FOLDER = "org.cellssync.ui.openFolder";
	/** Shows both versions of the chosen conflict. */
	public static final String COMPARE = "org.cellssync.ui.compare";
	/** Tells why the chosen item is, or is not, the same on both sides. */
	public static final String WHY = "org.cellssync.ui.why";
	/** Parameter: what is kept, a {@link org.cellssync.api.session.Choice}. */
	public static final String CHOICE = "org.cellssync.ui.choice";

	private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

	private Commands() {
	}

	/** Runs a command where it can be run just now; where it cannot, nothing happens. */
	public static void run(IWorkbenchPartSite site, String command) {
		try {
			site.getService(IHandlerService.class).executeCommand(command, null);
		} catch (NotEnabledException e) {
			LOG.debug("{} does not apply now", command, e);
		} catch (ExecutionException | NotDefinedException | NotHandledException e) {
			throw new IllegalStateException(command + " is a command of this window", e);
		}
	}
}
