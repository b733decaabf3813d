package org.cellssync.ui.internal.views;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Texts;
import org.cellssync.ui.internal.Work;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Brings the chosen items back out of the trash. Display thread; what waits for the disk runs in a job. */
abstract class TrashHandler extends AbstractHandler {

	/** So many places are told by name. */
	private static final int TOLD = 10;

	@Override
	public final Object execute(ExecutionEvent event) throws ExecutionException {
		Shell shell = HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell();
		List<TrashedItem> items = ((List<?>) HandlerUtil.getCurrentStructuredSelection(event).toList()).stream()
				.map(TrashedItem.class::cast).toList();
		run(shell, items, HandlerUtil.getActivePart(event) instanceof TrashView view ? view::load : () -> {});
		return null;
	}

	abstract void run(Shell shell, List<TrashedItem> items, Runnable done);

	/** Restores to the old places, or into a folder; the places are told, since a name that is taken is not reused. */
	static void restore(Shell shell, List<TrashedItem> items, Optional<Path> into, Runnable done) {
		Work.start(shell.getDisplay(), Messages.Trash_restore, cancel -> {
			List<String> places = new ArrayList<>();
			for (TrashedItem item : items) {
				cancel.check();
				places.add(item.trash().restore(item.item(), into).toString());
			}
			return places;
		}, places -> {
			done.run();
			tell(shell, places);
		}, failure -> {
			done.run();
			Work.show(shell, failure);
		});
	}

	private static void tell(Shell shell, List<String> places) {
		String list = String.join("\n", places.subList(0, Math.min(TOLD, places.size())));
		MessageDialog.openInformation(shell, Messages.Trash_restore, Texts.counted(Messages.Trash_restored, places.size(),
				list, Math.max(0, places.size() - TOLD)));
	}
}
