package org.cellssync.app.internal.command;

import java.util.List;
import java.util.function.Supplier;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;

/** {@code version}: product, build, runtime, platform. */
@Command(name = "cells-sync")
final class VersionCommand {

	private static final String PRODUCT = "CellsSync";

	private final Context context;
	private final Supplier<Build> current;

	VersionCommand(Context context, Supplier<Build> current) {
		this.context = context;
		this.current = current;
	}

	@Command(name = "version", mixinStandardHelpOptions = true, description = "Product, build, runtime and platform.")
	ExitStatus version() {
		Build build = current.get();
		JsonObject object = new JsonObject();
		object.addProperty("type", "version");
		object.addProperty("product", PRODUCT);
		object.addProperty("version", build.version());
		object.addProperty("build", build.build());
		object.addProperty("runtime", build.runtime());
		object.addProperty("platform", build.platform());
		context.result(object, List.of(PRODUCT + " " + build.version() + " (build " + build.build() + ")",
				build.runtime() + " on " + build.platform()));
		return ExitStatus.DONE;
	}
}
