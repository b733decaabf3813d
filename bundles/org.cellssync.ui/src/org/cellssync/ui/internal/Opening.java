package org.cellssync.ui.internal;

import java.nio.file.Files;
import java.nio.file.Path;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Shell;

/** Has the system show a folder. Display thread; the disk it is on, which may be far away, is asked in a job first. */
public final class Opening {

	private Opening() {
	}

	/** Opens a folder; a person is told where there is none, and where the system knows nothing that shows one. */
	public static void folder(Shell shell, String title, Path folder) {
		Work.start(shell.getDisplay(), title, cancel -> {
			if (!Files.isDirectory(folder)) {
				throw new EndpointException(Diagnostic.of(Code.LOCAL_ROOT_MISSING, folder.toString()));
			}
			return folder.toString();
		}, there -> {
			if (!shell.isDisposed() && !Program.launch(there)) {
				MessageDialog.openInformation(shell, title, NLS.bind(Messages.Open_nothing, there));
			}
		});
	}
}
