package org.cellssync.ui.internal;

import org.cellssync.api.account.Accounts;
import org.cellssync.api.account.ServerTrust;
import org.cellssync.api.account.Servers;
import org.cellssync.api.account.Workspaces;
import org.cellssync.api.doctor.ServerDoctor;
import org.cellssync.api.endpoint.TrashAccess;
import org.cellssync.api.session.OriginalClient;
import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.util.Locations;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The services that parts of the window work with. Parts are made by the workbench, not by declarative services, and find
 * them here.
 *
 * @param sessions the tasks
 * @param accounts the accounts
 * @param workspaces what accounts may synchronise
 * @param servers web servers
 * @param trust who is trusted
 * @param trash what was replaced or deleted here
 * @param doctor finds out what is wrong with a server
 * @param original the configuration of the original client
 * @param locations the data folder
 */
@Component(service = Services.class)
public record Services(SyncSessions sessions, Accounts accounts, Workspaces workspaces, Servers servers, ServerTrust trust,
		TrashAccess trash, ServerDoctor doctor, OriginalClient original, Locations locations) {

	/** Keeps the services. */
	@Activate
	public Services(@Reference SyncSessions sessions, @Reference Accounts accounts, @Reference Workspaces workspaces,
			@Reference Servers servers, @Reference ServerTrust trust, @Reference TrashAccess trash,
			@Reference ServerDoctor doctor, @Reference OriginalClient original, @Reference Locations locations) {
		this.sessions = sessions;
		this.accounts = accounts;
		this.workspaces = workspaces;
		this.servers = servers;
		this.trust = trust;
		this.trash = trash;
		this.doctor = doctor;
		this.original = original;
		this.locations = locations;
	}

	/** Returns the services of this program. */
	public static Services get() {
		BundleContext context = FrameworkUtil.getBundle(Services.class).getBundleContext();
		ServiceReference<Services> reference = context.getServiceReference(Services.class);
		if (reference == null) {
			throw new IllegalStateException("a part of the program is missing or did not start");
		}
		return context.getService(reference);
	}
}
