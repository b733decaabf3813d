package org.cellssync.ui.internal.wizard;

import java.util.Optional;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.session.Preview;
import org.cellssync.api.session.TaskDraft;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.core.sync.Policy;
import org.cellssync.ui.internal.Latest;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.model.WindowModel;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Text;

/** Both ends, the task's name, and what the first run would do; Finish is the person's word for it. */
final class SummaryPage extends WizardPage {

	private final TaskWizard wizard;
	private Text name;
	private Label here;
	private Label there;
	private Composite counts;
	private Label up;
	private Label down;
	private Label same;
	private Label conflicting;
	private Label held;
	private Label direction;
	private Label note;
	private ProgressBar busy;
	private Latest question;

	SummaryPage(TaskWizard wizard) {
		super("summary", Messages.Wizard_summaryTitle, null);
		this.wizard = wizard;
		setDescription(Messages.Wizard_summaryText);
	}

	@Override
	public void createControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(2).spacing(10, 8).applyTo(area);
		label(area, Messages.Wizard_name);
		name = new Text(area, SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(name);
		here = line(area, Messages.Tasks_here);
		there = line(area, Messages.Tasks_there);
		direction = line(area, Messages.Options_mode);
		counts = new Composite(area, SWT.NONE);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).indent(0, 10).applyTo(counts);
		GridLayoutFactory.fillDefaults().numColumns(2).spacing(10, 8).applyTo(counts);
		up = line(counts, Messages.Wizard_countUp);
		down = line(counts, Messages.Wizard_countDown);
		same = line(counts, Messages.Wizard_countSame);
		conflicting = line(counts, Messages.Wizard_countConflicting);
		held = line(counts, Messages.Wizard_countHeld);
		note = new Label(area, SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(400, SWT.DEFAULT).indent(0, 10).applyTo(note);
		busy = new ProgressBar(area, SWT.INDETERMINATE);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(busy);
		question = new Latest(area);
		setControl(area);
		setPageComplete(false);
	}

	private static void label(Composite parent, String text) {
		new Label(parent, SWT.NONE).setText(text);
	}

	private static Label line(Composite parent, String title) {
		label(parent, title);
		Label value = new Label(parent, SWT.NONE);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(value);
		return value;
	}

	@Override
	public void setVisible(boolean visible) {
		super.setVisible(visible);
		question.end();
		if (visible) {
			EndpointAddress remote = wizard.remoteAddress().orElseThrow();
			EndpointAddress local = wizard.localAddress().orElseThrow();
			name.setText(remote.path().substring(remote.path().lastIndexOf('/') + 1));
			here.setText(Texts.end(local));
			there.setText(Texts.end(remote));
			TaskOptions options = wizard.options();
			direction.setText(Texts.explained(options.mode()));
			begin(Messages.Wizard_counting);
			counts.setVisible(false);
			question.ask(Messages.Wizard_counting,
					cancel -> Services.get().sessions().preview(local, remote, options, cancel), this::show, this::failed);
		}
	}

	private void begin(String what) {
		setPageComplete(false);
		setErrorMessage(null);
		setNote(what);
		busy.setVisible(true);
	}

	private void setNote(String text) {
		note.setText(text);
		note.requestLayout();
	}

	private void show(Preview preview) {
		busy.setVisible(false);
		up.setText(Long.toString(preview.up()));
		down.setText(Long.toString(preview.down()));
		same.setText(Long.toString(preview.same()));
		conflicting.setText(Long.toString(preview.conflicting()));
		held.setText(Long.toString(preview.held()));
		counts.setVisible(true);
		setNote(note(preview));
		setPageComplete(true);
	}

	private String note(Preview preview) {
		if (preview.conflicting() > 0) {
			Policy policy = wizard.options().policy();
			return policy == Policy.ASK ? Messages.Wizard_countsConflicts
					: NLS.bind(Messages.Wizard_countsPolicy, Texts.policy(policy));
		}
		return preview.up() + preview.down() + preview.same() + preview.held() == 0 ? Messages.Wizard_countsNothing : "";
	}

	private void failed(Diagnostic diagnostic) {
		busy.setVisible(false);
		setNote("");
		setErrorMessage(Texts.trouble(diagnostic));
	}

	/** Sets the task up and runs {@code added} then; where something is wrong the page tells it. */
	void add(Runnable added) {
		TaskDraft draft = new TaskDraft(wizard.localAddress().orElseThrow(), wizard.remoteAddress().orElseThrow(),
				Optional.of(name.getText().strip()).filter(text -> !text.isEmpty()), wizard.options(), false);
		begin(Messages.Wizard_adding);
		question.ask(Messages.Wizard_adding, cancel -> Services.get().sessions().add(draft, cancel), view -> {
			WindowModel.sessions(getShell().getDisplay()).publish();
			added.run();
		}, failure -> {
			failed(failure);
			setPageComplete(true);
		});
	}
}
