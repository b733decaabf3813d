package org.cellssync.ui.internal.why;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.session.Explanation;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.session.TaskView;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.ui.internal.Choosing;
import org.cellssync.ui.internal.Latest;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Sizes;
import org.cellssync.ui.internal.Texts;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Tells of any item of a task whether both sides hold the same, and why where they do not. */
final class WhyDialog extends TitleAreaDialog {

	private static final Point SIZE = new Point(720, 520);

	private final List<TaskSpec> tasks;
	private final TaskSpec chosen;
	private Combo task;
	private Text item;
	private Button file;
	private Button folder;
	private Button ask;
	private CLabel sentence;
	private Text details;
	private LocalResourceManager images;
	private Latest question;

	/** @param chosen the task that is asked about at first */
	WhyDialog(Shell parent, List<TaskView> tasks, TaskSpec chosen) {
		super(parent);
		this.tasks = tasks.stream().map(TaskView::spec).toList();
		this.chosen = chosen;
		setShellStyle(SWT.CLOSE | SWT.TITLE | SWT.RESIZE | SWT.MODELESS);
		setBlockOnOpen(false);
	}

	/** Opens it and asks about an item. */
	void ask(SyncPath path) {
		open();
		item.setText(path.value());
		item.selectAll();
		ask();
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		getShell().setText(Messages.Why_title);
		setTitle(Messages.Why_title);
		setMessage(Messages.Why_text);
		question(area);
		sentence = new CLabel(area, SWT.NONE);
		sentence.setFont(JFaceResources.getBannerFont());
		GridDataFactory.fillDefaults().grab(true, false).applyTo(sentence);
		images = new LocalResourceManager(JFaceResources.getResources(), sentence);
		details = new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(details);
		question = new Latest(area);
		return area;
	}

	private void question(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(4).spacing(10, 8).applyTo(area);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(area);
		new Label(area, SWT.NONE).setText(Messages.Tasks_name);
		task = new Combo(area, SWT.READ_ONLY);
		tasks.forEach(each -> task.add(each.name()));
		task.select(tasks.indexOf(chosen));
		task.addListener(SWT.Selection, event -> changed());
		GridDataFactory.fillDefaults().grab(true, false).span(3, 1).applyTo(task);
		new Label(area, SWT.NONE).setText(Messages.Activity_path);
		item = new Text(area, SWT.BORDER);
		item.setMessage(Messages.Why_hint);
		item.addListener(SWT.Modify, event -> changed());
		GridDataFactory.fillDefaults().grab(true, false).applyTo(item);
		file = button(area, Messages.Why_file, path -> Choosing.file(getShell(), Messages.Why_title, path));
		folder = button(area, Messages.Why_folder, path -> Choosing.folder(getShell(), Messages.Why_title, path));
	}

	private Button button(Composite parent, String text, Function<String, Optional<String>> choice) {
		Button button = new Button(parent, SWT.PUSH);
		button.setText(text);
		button.addListener(SWT.Selection, event -> choice.apply(task().left().path()).ifPresent(item::setText));
		return button;
	}

	private TaskSpec task() {
		return tasks.get(task.getSelectionIndex());
	}

	/** An answer is no longer shown beside another question. */
	private void changed() {
		question.end();
		setErrorMessage(null);
		say("", "");
		refresh();
	}

	private void refresh() {
		boolean here = task().left().scheme().equals(EndpointAddress.FILE);
		file.setEnabled(here);
		folder.setEnabled(here);
		ask.setEnabled(!item.getText().isBlank() && !question.isAsking());
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		ask = createButton(parent, IDialogConstants.OK_ID, Messages.Why_ask, true);
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CLOSE_LABEL, false);
		refresh();
		item.setFocus();
	}

	@Override
	protected Point getInitialSize() {
		return Sizes.byFont(SIZE);
	}

	@Override
	protected void okPressed() {
		ask();
	}

	private void ask() {
		TaskSpec asked = task();
		Optional<SyncPath> path = asked.item(item.getText().strip());
		setErrorMessage(path.isPresent() ? null : NLS.bind(Messages.Why_notInside, item.getText(), Texts.end(asked.left())));
		if (path.isPresent()) {
			question.ask(Messages.Why_title, cancel -> Services.get().sessions().why(asked.id(), path.get(), cancel),
					this::show,
					this::failed);
			say(Messages.Why_asking, "");
			refresh();
		}
	}

	private void show(Explanation found) {
		say(Answer.sentence(found), Answer.details(found));
		sentence.setImage(images.get(Answer.icon(found)));
		refresh();
	}

	private void failed(Diagnostic failure) {
		say("", "");
		setErrorMessage(Texts.trouble(failure));
		refresh();
	}

	private void say(String text, String more) {
		sentence.setImage(null);
		sentence.setText(text);
		details.setText(more);
	}
}
