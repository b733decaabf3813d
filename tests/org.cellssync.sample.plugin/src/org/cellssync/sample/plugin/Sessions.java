package org.cellssync.sample.plugin;

import org.cellssync.api.session.SyncSessions;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** The tasks of the running program, held until closed. */
final class Sessions implements AutoCloseable {

	private final BundleContext context;
	private final ServiceReference<SyncSessions> reference;

	/** Finds the service; the product always has it while its window is open. */
	Sessions() {
		context = FrameworkUtil.getBundle(Sessions.class).getBundleContext();
		reference = context.getServiceReference(SyncSessions.class);
		if (reference == null) {
			throw new IllegalStateException(
					"the tasks are not there; this plug-in needs the product it is made for");
		}
	}

	SyncSessions get() {
		return context.getService(reference);
	}

	@Override
	public void close() {
		context.ungetService(reference);
	}
}
