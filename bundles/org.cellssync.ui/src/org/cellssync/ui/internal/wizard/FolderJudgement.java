package org.cellssync.ui.internal.wizard;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import org.cellssync.api.session.TaskSpec;
import org.cellssync.ui.internal.Messages;
import org.eclipse.osgi.util.NLS;

/**
 * Whether a folder on this computer can be used for a new task. Looks at one or two names on the disk only.
 *
 * @param error what is wrong, null where nothing is
 * @param note what a person should know, null where nothing is to be told
 */
record FolderJudgement(String error, String note) {

	static FolderJudgement of(String typed, Path home, List<TaskSpec> tasks) {
		if (typed.isEmpty()) {
			return wrong(Messages.Wizard_localEmpty);
		}
		Path path;
		try {
			path = Path.of(typed).normalize();
		} catch (InvalidPathException e) {
			return wrong(Messages.Wizard_localRelative);
		}
		if (!path.isAbsolute()) {
			return wrong(Messages.Wizard_localRelative);
		}
		if (path.equals(home) || path.getNameCount() == 0) {
			return wrong(Messages.Wizard_localHome);
		}
		for (TaskSpec task : tasks) {
			Path taken = Path.of(task.left().path());
			if (taken.startsWith(path) || path.startsWith(taken)) {
				return wrong(NLS.bind(Messages.Wizard_localTaken, task.name()));
			}
		}
		return onDisk(path);
	}

	private static FolderJudgement onDisk(Path path) {
		if (!Files.exists(path)) {
			return !Files.isDirectory(path.getParent()) ? wrong(Messages.Wizard_localNoParent)
					: !Files.isWritable(path.getParent()) ? wrong(Messages.Wizard_localNotWritable)
							: new FolderJudgement(null, Messages.Wizard_localWillBeMade);
		}
		if (!Files.isDirectory(path)) {
			return wrong(Messages.Wizard_localNotFolder);
		}
		return Files.isWritable(path) ? new FolderJudgement(null, null) : wrong(Messages.Wizard_localNotWritable);
	}

	private static FolderJudgement wrong(String error) {
		return new FolderJudgement(error, null);
	}
}
