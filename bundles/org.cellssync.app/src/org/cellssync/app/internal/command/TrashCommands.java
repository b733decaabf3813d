package org.cellssync.app.internal.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Trash;
import org.cellssync.api.endpoint.TrashItem;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.session.TaskView;
import org.cellssync.core.tree.SyncPath;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trash …}: what was put aside before it was replaced or deleted here. */
@Command(name = "trash", mixinStandardHelpOptions = true, description = "What was replaced or deleted here.")
final class TrashCommands {

	private final Context context;

	TrashCommands(Context context) {
		this.context = context;
	}

	@Command(name = "list", mixinStandardHelpOptions = true, description = "What can be restored.")
	ExitStatus list(@Parameters(paramLabel = "TASK", arity = "0..1") Optional<String> task)
			throws CommandFailure, EndpointException {
		int count = 0;
		for (TaskView view : Tasks.find(context.services(), task.map(List::of).orElse(List.of()))) {
			for (TrashItem item : trash(view.spec()).list()) {
				context.result(Objects.trashed(view.spec().id(), item),
						Objects.time(item.deleted()) + "  " + item.path() + "  "
								+ TaskTexts.size(item.size()));
				count++;
			}
		}
		context.listed(count);
		return ExitStatus.DONE;
	}

	private Trash trash(TaskSpec spec) throws EndpointException {
		return context.services().trash().trash(spec.left(), context.services().locations().task(spec.id()));
	}

	@Command(name = "restore", mixinStandardHelpOptions = true, description = "Bring items back; nothing is overwritten.")
	ExitStatus restore(@Parameters(index = "0", paramLabel = "TASK") String task,
			@Parameters(index = "1..*", arity = "1..*", paramLabel = "PATH") List<String> paths,
			@Option(names = "--to", paramLabel = "DIR") Optional<String> into)
			throws CommandFailure, EndpointException {
		TaskSpec spec = Tasks.find(context.services(), task).spec();
		Trash trash = trash(spec);
		Optional<Path> target = into.map(context.call()::path);
		if (target.isPresent()) {
			make(target.get());
		}
		for (String path : paths) {
			SyncPath wanted = Tasks.item(spec, path);
			TrashItem newest = trash.list().stream().filter(item -> item.path().equals(wanted)).findFirst()
					.orElseThrow(() -> new CommandFailure(Diagnostic.of(Code.USAGE, missing(spec, path))));
			Path restored = trash.restore(newest, target);
			context.done(path + " is back as " + restored);
		}
		return ExitStatus.DONE;
	}

	private static String missing(TaskSpec spec, String path) {
		return spec.left().scheme().equals(EndpointAddress.FILE) ? "the trash holds no \"" + path + "\""
				: "the trash of " + spec.name() + " holds no \"" + path
						+ "\"; what it deletes is in the recycle bins of its servers";
	}

	private static void make(Path folder) throws CommandFailure {
		try {
			Files.createDirectories(folder);
		} catch (FileAlreadyExistsException e) {
			throw failure(Code.LOCAL_ROOT_NOT_A_FOLDER, folder, e);
		} catch (IOException e) {
			throw failure(Code.LOCAL_ROOT_NOT_WRITABLE, folder, e);
		}
	}

	private static CommandFailure failure(Code code, Path folder, IOException cause) {
		CommandFailure failure = new CommandFailure(Diagnostic.of(code, folder.toString()));
		failure.initCause(cause);
		return failure;
	}
}
