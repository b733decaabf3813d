package org.cellssync.app.internal.command;

import java.util.List;

import com.google.gson.JsonObject;

/** {@code version}: product, build, runtime, platform. */
final class VersionCommand implements Command {
	private static final String PRODUCT = "CellsSync";

	private final Build build;

	VersionCommand(Build build) {
		this.build = build;
	}

	@Override
	public String name() {
		return "version";
	}

	@Override
	public ExitStatus run(CommandLine line, List<String> arguments, Console console) throws CommandFailure {
		if (!arguments.isEmpty()) {
			throw CommandFailure.usage("version does not know \"" + arguments.getFirst() + "\"");
		}
		if (line.json()) {
			console.json(object());
		} else {
			console.line(PRODUCT + " " + build.version() + " (build " + build.build() + ")");
			console.line(build.runtime() + " on " + build.platform());
		}
		return ExitStatus.DONE;
	}

	private JsonObject object() {
		JsonObject object = new JsonObject();
		object.addProperty("type", "version");
		object.addProperty("product", PRODUCT);
		object.addProperty("version", build.version());
		object.addProperty("build", build.build());
		object.addProperty("runtime", build.runtime());
		object.addProperty("platform", build.platform());
		return object;
	}
}
