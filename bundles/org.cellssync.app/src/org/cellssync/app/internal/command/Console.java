package org.cellssync.app.internal.command;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

/** Where a command prints: results for people or programs on standard output, the rest on standard error. */
public final class Console {
	private static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

	private final PrintStream out;
	private final PrintStream err;

	Console(PrintStream out, PrintStream err) {
		this.out = out;
		this.err = err;
	}

	/** The console of this process; text is UTF-8 in JSON, and in the terminal's encoding for people. */
	public static Console standard() {
		return new Console(System.out, System.err);
	}

	/** Prints one line of a result for people. */
	void line(String text) {
		out.println(text);
	}

	/** Prints one JSON object on a line of its own, and sends it on at once. */
	void json(JsonObject object) {
		byte[] line = (GSON.toJson(object) + "\n").getBytes(StandardCharsets.UTF_8);
		out.write(line, 0, line.length);
		out.flush();
	}

	/** Prints why a command failed: for programs as an object among the results, for people on standard error. */
	void failure(CommandFailure failure, boolean json) {
		if (!json) {
			err.println(failure.code() + ": " + failure.getMessage() + "; " + failure.meaning() + "; "
					+ failure.action());
			return;
		}
		JsonObject object = new JsonObject();
		object.addProperty("type", "error");
		object.addProperty("code", failure.code());
		object.addProperty("message", failure.getMessage());
		object.addProperty("meaning", failure.meaning());
		object.addProperty("action", failure.action());
		json(object);
	}
}
