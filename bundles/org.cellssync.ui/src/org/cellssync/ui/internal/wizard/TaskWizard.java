package org.cellssync.ui.internal.wizard;

import java.util.List;
import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.eclipse.jface.dialogs.PageChangingEvent;
import org.eclipse.jface.wizard.Wizard;

/**
 * Sets up a task: server, sign-in, folder there, folder here, options, and a look at what would happen before anything
 * does.
 */
final class TaskWizard extends Wizard {

	private final ServerPage server;
	private final SignInPage signIn;
	private final RemoteFolderPage remote = new RemoteFolderPage(this);
	private final LocalFolderPage local = new LocalFolderPage(this);
	private final OptionsPage options = new OptionsPage(this);
	private final SummaryPage summary = new SummaryPage(this);
	private Runnable added = () -> {};

	/** @param accounts those there are */
	TaskWizard(List<Account> accounts) {
		server = new ServerPage(accounts, Optional.empty());
		signIn = new SignInPage(server);
		setWindowTitle(Messages.Wizard_title);
		setDefaultPageImageDescriptor(Icons.BANNER);
	}

	@Override
	public void addPages() {
		addPage(server);
		addPage(signIn);
		addPage(remote);
		addPage(local);
		addPage(options);
		addPage(summary);
	}

	/** Has {@code action} run once the task is set up. */
	void whenAdded(Runnable action) {
		added = action;
	}

	/** Has the pages heard before one is left. */
	void changing(PageChangingEvent event) {
		server.leaving(event);
	}

	/** Returns the account chosen or signed in with. */
	Optional<Account> account() {
		return server.existing().or(signIn::account);
	}

	/** Returns the folder on the server. */
	Optional<EndpointAddress> remoteAddress() {
		return account().flatMap(account -> remote.path()
				.map(path -> new EndpointAddress(EndpointAddress.CELLS, account.id(), path)));
	}

	/** Returns whether nothing may be written in the folder on the server. */
	boolean isReadOnly() {
		return remote.isReadOnly();
	}

	/** Returns what the task is to do. */
	TaskOptions options() {
		return options.options();
	}

	/** Returns the folder here. */
	Optional<EndpointAddress> localAddress() {
		return local.path().map(LocalFolderPage::address);
	}

	@Override
	public boolean canFinish() {
		return getContainer().getCurrentPage() == summary && summary.isPageComplete();
	}

	/** Setting up asks the server: the wizard is closed when it has answered, and stays where something is wrong. */
	@Override
	public boolean performFinish() {
		summary.add(added);
		return false;
	}
}
