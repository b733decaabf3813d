package org.cellssync.app.internal.command;

import java.util.ArrayList;
import java.util.List;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Speed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code limit …}: how fast the content of all tasks together travels. */
@Command(name = "limit", mixinStandardHelpOptions = true,
		description = "How fast the content of all tasks together travels.")
final class LimitCommands {

	private final Context context;

	LimitCommands(Context context) {
		this.context = context;
	}

	@Command(name = "show", mixinStandardHelpOptions = true, description = "The limits of all tasks together.")
	ExitStatus show() {
		print(context.services().sessions().speed());
		return ExitStatus.DONE;
	}

	@Command(name = "edit", mixinStandardHelpOptions = true,
			description = "Change them, at once for what is under way too; what is not given stays.")
	ExitStatus edit(@Mixin SpeedArguments arguments) throws CommandFailure, EndpointException {
		if (arguments.isEmpty()) {
			throw CommandFailure.usage("nothing to change was given");
		}
		Speed changed = arguments.change(context.services().sessions().speed());
		context.services().sessions().speed(changed);
		print(changed);
		return ExitStatus.DONE;
	}

	private void print(Speed speed) {
		List<String> lines = new ArrayList<>(SpeedArguments.options("--limit-up", speed.up()));
		lines.addAll(SpeedArguments.options("--limit-down", speed.down()));
		context.result(Objects.limit(speed), lines.isEmpty() ? List.of("no limit") : lines);
	}
}
