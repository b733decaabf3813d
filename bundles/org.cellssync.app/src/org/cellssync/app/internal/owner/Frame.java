package org.cellssync.app.internal.owner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

/**
 * One line of the conversation over the local socket: first the call, from who was started; then, from the owner, that it
 * was taken, its output, line by line, and at last the exit status.
 *
 * @param arguments the call: what was typed
 * @param directory the call: where it was typed
 * @param input the call: standard input, where it is wanted
 * @param out a line for standard output
 * @param err a line for standard error
 * @param exit the exit status
 * @param until the process that has work with an end of its own to do first; the call was not taken, and is made again
 */
record Frame(List<String> arguments, String directory, String input, String out, String err, Integer exit, Long until) {

	private static final Gson GSON = new Gson();

	static Frame call(List<String> arguments, String directory, String input) {
		return new Frame(arguments, directory, input, null, null, null, null);
	}

	/** Returns what says that a call was understood and is worked on: a frame without content. */
	static Frame taken() {
		return new Frame(null, null, null, null, null, null, null);
	}

	static Frame out(String line) {
		return new Frame(null, null, null, line, null, null, null);
	}

	static Frame err(String line) {
		return new Frame(null, null, null, null, line, null, null);
	}

	static Frame exit(int status) {
		return new Frame(null, null, null, null, null, status, null);
	}

	/** Returns what says that the owner will be gone soon, and who called is to be the next one. */
	static Frame until(long process) {
		return new Frame(null, null, null, null, null, null, process);
	}

	/** Returns the next frame, null at the end of the conversation. */
	static Frame read(BufferedReader reader) throws IOException {
		String line = reader.readLine();
		try {
			return line == null ? null : GSON.fromJson(line, Frame.class);
		} catch (JsonParseException e) {
			throw new IOException("the other end speaks something else", e);
		}
	}

	void write(Writer writer) throws IOException {
		writer.write(GSON.toJson(this));
		writer.write('\n');
		writer.flush();
	}
}
