package org.cellssync.app.internal.command;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.util.OneLine;

/** Where a command prints: results on standard output, the rest on standard error. Thread-safe. */
public interface Console {

	/** Prints a line on standard output, and sends it on at once. It is one line, whatever names are in it. */
	void out(String line);

	/** Prints a line on standard error, in the same way. */
	void err(String line);

	/** Returns the console of this process: UTF-8 in JSON, and in the terminal's encoding for people. */
	static Console standard() {
		return on(System.out, System.err);
	}

	/**
	 * Returns the console that prints on these. All that people read and programs parse passes here, so here it is seen to
	 * that what others named is read and nothing more; in JSON it is the same text, written in the other way there is.
	 */
	static Console on(PrintStream out, PrintStream err) {
		return new Console() {
			@Override
			public void out(String line) {
				byte[] bytes = (OneLine.of(line) + "\n")
						.getBytes(line.startsWith("{") ? StandardCharsets.UTF_8 : out.charset());
				synchronized (out) {
					out.write(bytes, 0, bytes.length);
					out.flush();
				}
			}

			@Override
			public void err(String line) {
				err.println(OneLine.of(line));
			}
		};
	}

	/** Prints one JSON object on a line of its own. */
	default void json(JsonObject object) {
		out(Json.GSON.toJson(object));
	}

	/** Prints what is wrong: for programs as an object among the results, for people on standard error. */
	default void failure(Diagnostic diagnostic, boolean json) {
		describe("error", diagnostic, json);
	}

	/** As {@link #failure}, of something that does not keep the command from being done. */
	default void warning(Diagnostic diagnostic, boolean json) {
		describe("warning", diagnostic, json);
	}

	private void describe(String type, Diagnostic diagnostic, boolean json) {
		if (json) {
			JsonObject object = new JsonObject();
			object.addProperty("type", type);
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
