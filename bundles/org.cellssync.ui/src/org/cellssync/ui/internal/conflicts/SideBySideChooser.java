package org.cellssync.ui.internal.conflicts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Choice;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.core.sync.Side;
import org.cellssync.ui.api.ConflictEditor;
import org.cellssync.ui.api.ConflictInput;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Both versions beside each other, with a preview of texts and a button for each choice. */
public final class SideBySideChooser implements ConflictEditor {

	/** So much of a text is shown. */
	private static final int PREVIEW = 64 * 1024;

	@Override
	public Control create(Composite parent, ConflictInput input) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).equalWidth(true).margins(10, 10).applyTo(area);
		OpenConflict conflict = input.conflict();
		side(area, Messages.Chooser_here, conflict.local(), Side.LOCAL, input, Choice.LOCAL, Messages.Choice_local);
		side(area, Messages.Chooser_there, conflict.remote(), Side.REMOTE, input, Choice.SERVER, Messages.Choice_server);
		Button both = new Button(area, SWT.PUSH);
		both.setText(Messages.Choice_both);
		both.addListener(SWT.Selection, event -> input.decide(Choice.BOTH));
		GridDataFactory.swtDefaults().span(2, 1).align(SWT.CENTER, SWT.CENTER).applyTo(both);
		return area;
	}

	private static void side(Composite parent, String title, OpenConflict.Version version, Side side, ConflictInput input,
			Choice choice, String keep) {
		Group group = new Group(parent, SWT.NONE);
		group.setText(title);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(group);
		GridLayoutFactory.swtDefaults().applyTo(group);
		Label facts = new Label(group, SWT.NONE);
		facts.setText(Texts.version(version));
		Text preview = new Text(group, SWT.MULTI | SWT.READ_ONLY | SWT.BORDER | SWT.H_SCROLL | SWT.V_SCROLL);
		preview.setFont(JFaceResources.getTextFont());
		GridDataFactory.fillDefaults().grab(true, true).applyTo(preview);
		Button button = new Button(group, SWT.PUSH);
		button.setText(keep);
		button.addListener(SWT.Selection, event -> input.decide(choice));
		GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.CENTER).applyTo(button);
		if (version.kind().equals("file")) {
			load(preview, side, input);
		}
	}

	private static void load(Text preview, Side side, ConflictInput input) {
		preview.setText(Messages.Chooser_fetching);
		Job job = Work.start(preview.getDisplay(), Messages.Chooser_fetching, cancel -> text(input.content(side, cancel)),
				text -> show(preview, text), failure -> show(preview, failure.message()));
		preview.addDisposeListener(event -> job.cancel());
	}

	private static void show(Text preview, String text) {
		if (!preview.isDisposed()) {
			preview.setText(text);
		}
	}

	private static String text(Path file) throws EndpointException {
		try (InputStream content = Files.newInputStream(file)) {
			byte[] start = content.readNBytes(PREVIEW);
			// The end of what is shown may cut a character: the last three bytes are not judged.
			int length = start.length < PREVIEW ? start.length : start.length - 3;
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(start, 0, length)).toString();
		} catch (CharacterCodingException e) {
			return Messages.Chooser_noPreview;
		} catch (IOException e) {
			throw new EndpointException(Diagnostic.of(Code.LOCAL_IO, file.toString(), String.valueOf(e.getMessage())), e);
		}
	}
}
