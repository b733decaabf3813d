package org.cellssync.app.internal.command;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.session.Verification;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code verify}: reads and compares all content again. */
@Command(name = "cells-sync")
final class VerifyCommand {

	private final Context context;

	VerifyCommand(Context context) {
		this.context = context;
	}

	@Command(name = "verify", mixinStandardHelpOptions = true,
			description = "Read all content of both ends again and compare it. Changes neither end.")
	ExitStatus verify(@Parameters(paramLabel = "TASK") String task) throws CommandFailure, EndpointException {
		TaskView view = Tasks.find(context.services(), task);
		String id = view.spec().id();
		Verification found;
		try (ProgressLine progress = new ProgressLine(context.call())) {
			found = context.services().sessions().verify(id,
					now -> progress.draw("compared " + TaskTexts.progress(now)), context.call().cancel());
		}
		found.differences().forEach(each -> tell(id, each));
		found.unread().forEach(each -> tell(id, each));
		context.result(Objects.verified(found), String.format(
				"%s: %d files (%s) compared; %d differ, %d could not be read, %d changed since the last run; %.1f s",
				view.spec().name(), found.files(), TaskTexts.size(found.bytes()), found.differences().size(),
				found.unread().size(), found.pending(), Objects.seconds(found.took())));
		return found.differences().isEmpty() && found.unread().isEmpty() ? ExitStatus.DONE : ExitStatus.PROBLEMS;
	}

	private void tell(String task, Diagnostic problem) {
		context.result(Objects.problem(task, problem), "problem " + problem.line());
	}
}
