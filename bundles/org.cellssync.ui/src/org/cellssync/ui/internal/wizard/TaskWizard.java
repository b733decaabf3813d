package org.cellssync.ui.internal.wizard;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.cellssync.api.account.Account;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.TaskDraft;
import org.cellssync.api.util.Cancellation;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Work;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.jface.wizard.Wizard;

/** Sets up a task: server, sign-in, folder there, folder here, and a look at what would happen before anything does. */
final class TaskWizard extends Wizard {

	private final ServerPage server = new ServerPage();
	private final SignInPage signIn = new SignInPage(server);
	private final RemoteFolderPage remote = new RemoteFolderPage(this);
	private final LocalFolderPage local = new LocalFolderPage(this);
	private final SummaryPage summary = new SummaryPage(this);

	TaskWizard() {
		setWindowTitle(Messages.Wizard_title);
		setDefaultPageImageDescriptor(Icons.BANNER);
		setNeedsProgressMonitor(true);
	}

	@Override
	public void addPages() {
		addPage(server);
		addPage(signIn);
		addPage(remote);
		addPage(local);
		addPage(summary);
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

	/** Returns the folder here. */
	Optional<EndpointAddress> localAddress() {
		return local.path().map(path -> new EndpointAddress(EndpointAddress.FILE, "", path.toString()));
	}

	@Override
	public boolean canFinish() {
		return getContainer().getCurrentPage() == summary && summary.isPageComplete();
	}

	@Override
	public boolean performFinish() {
		TaskDraft draft = new TaskDraft(localAddress().orElseThrow(), remoteAddress().orElseThrow(), summary.name(), List.of(),
				false);
		AtomicReference<Diagnostic> failure = new AtomicReference<>();
		Cancellation cancel = new Cancellation();
		try {
			getContainer().run(true, false, monitor -> {
				try {
					Services.get().sessions().add(draft, cancel);
				} catch (EndpointException e) {
					failure.set(e.diagnostic());
				}
			});
		} catch (InvocationTargetException e) {
			throw new IllegalStateException(e.getCause());
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return false;
		}
		if (failure.get() != null) {
			Work.show(getShell(), failure.get());
			return false;
		}
		WindowModel.sessions(getShell().getDisplay()).publish();
		return true;
	}

	@Override
	public boolean performCancel() {
		signIn.stopWaiting();
		return true;
	}
}
