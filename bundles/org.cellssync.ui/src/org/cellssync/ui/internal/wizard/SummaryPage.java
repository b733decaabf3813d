package org.cellssync.ui.internal.wizard;

import java.util.Optional;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.session.Preview;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Work;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Both ends, the task's name, and what the first run would do. */
final class SummaryPage extends WizardPage {

	private final TaskWizard wizard;
	private Text name;
	private Label ends;
	private Label counts;
	private Job counting;

	SummaryPage(TaskWizard wizard) {
		super("summary", Messages.Wizard_summaryTitle, null);
		this.wizard = wizard;
		setDescription(Messages.Wizard_summaryText);
	}

	@Override
	public void createControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).applyTo(area);
		new Label(area, SWT.NONE).setText(Messages.Wizard_name);
		name = new Text(area, SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(name);
		ends = new Label(area, SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).indent(0, 10).applyTo(ends);
		counts = new Label(area, SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, true).span(2, 1).indent(0, 10).applyTo(counts);
		area.addDisposeListener(event -> stopCounting());
		setControl(area);
		setPageComplete(false);
	}

	/** Returns the name typed. */
	Optional<String> name() {
		return Optional.of(name.getText().strip()).filter(text -> !text.isEmpty());
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		stopCounting();
		if (visible) {
			EndpointAddress remote = wizard.remoteAddress().orElseThrow();
			EndpointAddress local = wizard.localAddress().orElseThrow();
			name.setText(remote.path().substring(remote.path().lastIndexOf('/') + 1));
			ends.setText(NLS.bind(Messages.Wizard_summaryEnds, local.text(), remote.text()));
			count(local, remote);
		}
	}

	private void count(EndpointAddress local, EndpointAddress remote) {
		setPageComplete(false);
		setErrorMessage(null);
		counts.setText(Messages.Wizard_counting);
		counting = Work.start(getShell().getDisplay(), Messages.Wizard_counting,
				cancel -> Services.get().sessions().preview(local, remote, cancel), this::show, this::failed);
	}

	private void show(Preview preview) {
		if (counts.isDisposed()) {
			return;
		}
		boolean nothing = preview.up() + preview.down() + preview.same() + preview.conflicting() == 0;
		String text = nothing ? Messages.Wizard_countsNothing : NLS.bind(Messages.Wizard_counts,
				new Object[] { preview.up(), preview.down(), preview.same(), preview.conflicting() });
		counts.setText(preview.conflicting() == 0 ? text : text + "\n\n" + Messages.Wizard_countsConflicts);
		counts.requestLayout();
		setPageComplete(true);
	}

	private void failed(Diagnostic diagnostic) {
		if (!counts.isDisposed()) {
			counts.setText("");
			setErrorMessage(diagnostic.message() + ". " + diagnostic.action() + ".");
		}
	}

	private void stopCounting() {
		if (counting != null) {
			counting.cancel();
			counting = null;
		}
	}
}
