package org.cellssync.app.internal.command;

import java.util.List;
import java.util.function.Supplier;

import org.cellssync.api.diagnostic.Diagnostic;

import com.google.gson.JsonObject;

/** What every command of one invocation shares. */
final class Context {

	private final Invocation call;
	private final Supplier<Services> services;

	Context(Invocation call, Supplier<Services> services) {
		this.call = call;
		this.services = services;
	}

	Invocation call() {
		return call;
	}

	/** Returns the services; the first call opens the data folder. */
	Services services() {
		return services.get();
	}

	/** Prints a result: the object for programs, one line for people. */
	void result(JsonObject object, String line) {
		result(object, List.of(line));
	}

	/** Prints a result: the object for programs, lines for people. */
	void result(JsonObject object, List<String> lines) {
		if (call.json()) {
			call.console().json(object);
		} else {
			lines.forEach(call.console()::out);
		}
	}

	/** Prints what became of a command that has no object to show. */
	void done(String text) {
		JsonObject object = new JsonObject();
		object.addProperty("type", "done");
		object.addProperty("message", text);
		result(object, text);
	}

	/** Prints the end of a list: programs get a last line that is the command's result. */
	void listed(int count) {
		if (call.json()) {
			JsonObject object = new JsonObject();
			object.addProperty("type", "done");
			object.addProperty("count", count);
			call.console().json(object);
		}
	}

	/** Prints how a command is used. */
	void help(String text) {
		JsonObject object = new JsonObject();
		object.addProperty("type", "help");
		object.addProperty("text", text);
		result(object, text.lines().toList());
	}

	/** Prints a trouble that does not end the command. */
	void trouble(Diagnostic diagnostic) {
		call.console().failure(diagnostic, call.json());
	}

	/** Prints what went wrong beside what the command was to do, which is done. */
	void warning(Diagnostic diagnostic) {
		call.console().warning(diagnostic, call.json());
	}
}
