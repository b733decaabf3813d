package org.cellssync.ui.internal.conflicts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
import org.cellssync.ui.internal.conflicts.LineDifference.Owner;
import org.cellssync.ui.internal.conflicts.LineDifference.Part;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;

/**
 * Both versions beside each other, with a button for each choice. Texts are shown with their differences, and below them
 * what a person makes of both: all lines of either side at first, so that nothing is left out that nobody has left out.
 */
public final class SideBySideChooser implements ConflictEditor {

	/** So much of a text is shown; longer ones are not merged here. */
	private static final int MOST = 256 * 1024;

	private final Map<Side, StyledText> panes = new EnumMap<>(Side.class);
	private final Map<Side, String> whole = new EnumMap<>(Side.class);
	private ConflictInput input;
	private Group merging;
	private StyledText merged;

	/** What is shown of a version; {@code whole} where it is a text, and all of it. */
	private record Preview(String text, boolean whole) {
	}

	@Override
	public Control create(Composite parent, ConflictInput shown) {
		input = shown;
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).equalWidth(true).margins(10, 10).applyTo(area);
		OpenConflict conflict = input.conflict();
		side(area, Messages.Chooser_here, conflict.local(), Side.LOCAL, Choice.LOCAL, Messages.Choice_local);
		side(area, Messages.Chooser_there, conflict.remote(), Side.REMOTE, Choice.SERVER, Messages.Choice_server);
		merging(area);
		Button both = button(area, Messages.Choice_both, () -> input.decide(Choice.BOTH));
		GridDataFactory.swtDefaults().span(2, 1).align(SWT.CENTER, SWT.CENTER).applyTo(both);
		return area;
	}

	private static Button button(Composite parent, String text, Runnable action) {
		Button button = new Button(parent, SWT.PUSH);
		button.setText(text);
		button.addListener(SWT.Selection, event -> action.run());
		return button;
	}

	private static Group group(Composite parent, String title) {
		Group group = new Group(parent, SWT.NONE);
		group.setText(title);
		GridLayoutFactory.swtDefaults().applyTo(group);
		return group;
	}

	private static StyledText pane(Composite parent, int style) {
		StyledText pane = new StyledText(parent, SWT.MULTI | SWT.BORDER | SWT.H_SCROLL | SWT.V_SCROLL | style);
		pane.setFont(JFaceResources.getTextFont());
		GridDataFactory.fillDefaults().grab(true, true).hint(200, 100).applyTo(pane);
		return pane;
	}

	private void side(Composite parent, String title, OpenConflict.Version version, Side side, Choice choice, String keep) {
		Group group = group(parent, title);
		GridDataFactory.fillDefaults().grab(true, true).applyTo(group);
		new Label(group, SWT.NONE).setText(Texts.version(version));
		StyledText pane = pane(group, SWT.READ_ONLY);
		panes.put(side, pane);
		GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.CENTER).applyTo(button(group, keep, () -> input.decide(choice)));
		if (version.kind().equals("file")) {
			load(pane, side);
		}
	}

	/** Takes no place before it is known that both are texts. */
	private void merging(Composite parent) {
		merging = group(parent, Messages.Chooser_merged);
		GridDataFactory.fillDefaults().grab(true, true).span(2, 1).exclude(true).applyTo(merging);
		merging.setVisible(false);
		new Label(merging, SWT.NONE).setText(Messages.Chooser_mergedHint);
		merged = pane(merging, SWT.NONE);
		GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.CENTER)
				.applyTo(button(merging, Messages.Chooser_useMerged, () -> input.merge(merged.getText())));
	}

	private void load(StyledText pane, Side side) {
		pane.setText(Messages.Chooser_fetching);
		Job job = Work.start(pane.getDisplay(), Messages.Chooser_fetching, cancel -> preview(input.content(side, cancel)),
				preview -> show(pane, side, preview), failure -> show(pane, side, new Preview(failure.message(), false)));
		pane.addDisposeListener(event -> job.cancel());
	}

	private void show(StyledText pane, Side side, Preview preview) {
		if (pane.isDisposed()) {
			return;
		}
		pane.setText(preview.text());
		if (preview.whole()) {
			whole.put(side, preview.text());
		}
		if (whole.size() == Side.values().length) {
			compare();
		}
	}

	private void compare() {
		List<Part> parts = LineDifference.of(whole.get(Side.LOCAL), whole.get(Side.REMOTE));
		Differences.show(panes.get(Side.LOCAL), parts, Owner.HERE);
		Differences.show(panes.get(Side.REMOTE), parts, Owner.THERE);
		Differences.showAll(merged, parts);
		((GridData) merging.getLayoutData()).exclude = false;
		merging.setVisible(true);
		merging.getParent().layout();
	}

	private static Preview preview(Path file) throws EndpointException {
		try (InputStream content = Files.newInputStream(file)) {
			byte[] start = content.readNBytes(MOST);
			boolean all = start.length < MOST;
			// The end of what is shown may cut a character: the last three bytes are not judged.
			String text = StandardCharsets.UTF_8.newDecoder()
					.decode(ByteBuffer.wrap(start, 0, all ? start.length : MOST - 3)).toString();
			return text.indexOf('\0') < 0 ? new Preview(text, all) : new Preview(Messages.Chooser_noPreview, false);
		} catch (CharacterCodingException e) {
			return new Preview(Messages.Chooser_noPreview, false);
		} catch (IOException e) {
			throw new EndpointException(Diagnostic.of(Code.LOCAL_IO, file.toString(), String.valueOf(e.getMessage())), e);
		}
	}
}
