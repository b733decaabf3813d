package org.cellssync.ui.internal.takeover;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.OriginalClient;
import org.cellssync.api.session.Takeover;
import org.cellssync.ui.internal.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows what can be taken over from the original client. */
public final class TakeOver extends AbstractHandler {

	private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		offer(HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell());
		return null;
	}

	/** Shows it and returns when a person has closed it. Display thread. */
	public static void offer(Shell parent) {
		new TakeoverDialog(parent, Services.get().original().usualFile()).open();
	}

	/** Returns whether the original client has tasks for this user that are not here yet. Blocks on disk. */
	public static boolean isWorthwhile() {
		OriginalClient original = Services.get().original();
		Path file = original.usualFile();
		if (Files.notExists(file)) {
			return false;
		}
		try {
			Optional<Takeover.Item> some = original.read(file).tasks().stream()
					.filter(item -> item.fate() == Takeover.Fate.READY || item.fate() == Takeover.Fate.SIGN_IN_FIRST)
					.findFirst();
			return some.isPresent();
		} catch (EndpointException e) {
			LOG.info("Nothing is taken over from the original client: {}", e.diagnostic().line());
			return false;
		}
	}
}
