package org.cellssync.app.internal.command;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;

/** {@code version}: product, build, runtime, platform. */
@Command(name = "version-commands")
final class VersionCommand {

	private static final String PRODUCT = "CellsSync";

	private final Context context;
	private final Build build;

	VersionCommand(Context context, Build build) {
		this.context = context;
		this.build = build;
	}

	@Command(name = "version", description = "Product, build, runtime and platform.")
	ExitStatus version() {
		JsonObject object = new JsonObject();
		object.addProperty("type", "version");
		object.addProperty("product", PRODUCT);
		object.addProperty("version", build.version());
		object.addProperty("build", build.build());
		object.addProperty("runtime", build.runtime());
		object.addProperty("platform", build.platform());
		context.result(object, PRODUCT + " " + build.version() + " (build " + build.build() + ")\n" + build.runtime() + " on "
				+ build.platform());
		return ExitStatus.DONE;
	}
}
