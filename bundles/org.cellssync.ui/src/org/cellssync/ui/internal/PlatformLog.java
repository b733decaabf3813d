package org.cellssync.ui.internal;

import org.eclipse.core.runtime.ILogListener;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what the workbench and plug-ins report in their way into the program's log. */
final class PlatformLog implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(PlatformLog.class);

	private final ILogListener listener = PlatformLog::log;

	private PlatformLog() {
	}

	/** From now on until it is closed. */
	static PlatformLog listen() {
		PlatformLog log = new PlatformLog();
		Platform.addLogListener(log.listener);
		return log;
	}

	private static void log(IStatus status, String plugin) {
		if (status.getSeverity() == IStatus.ERROR) {
			LOG.error("{}: {}", status.getPlugin(), status.getMessage(), status.getException());
		} else {
			LOG.info("{}: {}", status.getPlugin(), status.getMessage(), status.getException());
		}
		for (IStatus part : status.getChildren()) {
			log(part, plugin);
		}
	}

	@Override
	public void close() {
		Platform.removeLogListener(listener);
	}
}
