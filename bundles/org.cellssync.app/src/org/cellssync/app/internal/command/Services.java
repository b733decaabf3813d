package org.cellssync.app.internal.command;

import org.cellssync.api.account.Accounts;
import org.cellssync.api.account.Servers;
import org.cellssync.api.account.Workspaces;
import org.cellssync.api.doctor.ServerDoctor;
import org.cellssync.api.endpoint.TrashAccess;
import org.cellssync.api.session.OriginalClient;
import org.cellssync.api.session.SyncSessions;
import org.cellssync.api.util.Locations;
import org.cellssync.api.util.SecretStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The services that commands work with. Asked for only by the program that owns the data folder, and only once it does: with
 * them the data folder is opened.
 */
@Component(service = Services.class)
public final class Services {

	private final Locations locations;
	private final SecretStore secrets;
	private final Accounts accounts;
	private final Workspaces workspaces;
	private final SyncSessions sessions;
	private final TrashAccess trash;
	private final OriginalClient original;
	private final ServerDoctor doctor;
	private final Servers servers;

	/** Keeps the services. */
	@Activate
	public Services(@Reference Locations locations, @Reference SecretStore secrets, @Reference Accounts accounts,
			@Reference Workspaces workspaces, @Reference SyncSessions sessions, @Reference TrashAccess trash,
			@Reference OriginalClient original, @Reference ServerDoctor doctor,
			@Reference Servers servers) {
		this.locations = locations;
		this.secrets = secrets;
		this.accounts = accounts;
		this.workspaces = workspaces;
		this.sessions = sessions;
		this.trash = trash;
		this.original = original;
		this.doctor = doctor;
		this.servers = servers;
	}

	Locations locations() {
		return locations;
	}

	SecretStore secrets() {
		return secrets;
	}

	Accounts accounts() {
		return accounts;
	}

	Workspaces workspaces() {
		return workspaces;
	}

	/** Returns the tasks. */
	public SyncSessions sessions() {
		return sessions;
	}

	TrashAccess trash() {
		return trash;
	}

	OriginalClient original() {
		return original;
	}

	ServerDoctor doctor() {
		return doctor;
	}

	Servers servers() {
		return servers;
	}
}
