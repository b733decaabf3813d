package org.cellssync.app.internal.command;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

import org.cellssync.api.diagnostic.Diagnostic;

/** Where a command prints: results on standard output, the rest on standard error. Thread-safe. */
public interface Console {

	/** Prints a line on standard output, and sends it on at once. */
	void out(String line);

	/** Prints a line on standard error. */
	void err(String line);

	/** Returns the console of this process: UTF-8 in JSON, and in the terminal's encoding for people. */
	static Console standard() {
		PrintStream out = System.out;
		PrintStream err = System.err;
		return new Console() {
			@Override
			public void out(String line) {
				byte[] bytes = (line + "\n").getBytes(line.startsWith("{") ? StandardCharsets.UTF_8 : out.charset());
				synchronized (out) {
					out.write(bytes, 0, bytes.length);
					out.flush();
				}
			}

			@Override
			public void err(String line) {
				err.println(line);
			}
		};
	}

	/** Prints one JSON object on a line of its own. */
	default void json(JsonObject object) {
		out(Json.GSON.toJson(object));
	}

	/** Prints what is wrong: for programs as an object among the results, for people on standard error. */
	default void failure(Diagnostic diagnostic, boolean json) {
		if (json) {
			JsonObject object = new JsonObject();
			object.addProperty("type", "error");
			Objects.describe(object, diagnostic);
			json(object);
		} else {
			err(diagnostic.line());
		}
	}

	/** How objects become text. */
	final class Json {
		static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

		private Json() {
		}
	}
}
