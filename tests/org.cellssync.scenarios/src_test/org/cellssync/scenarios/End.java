package org.cellssync.scenarios;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.SortedMap;

/** One end of a task as somebody sees and changes it who is not the program. Paths are relative to the end. */
interface End {

	/** Returns a folder of it. */
	End folder(String path);

	/** Writes a file, in place of one that is there; folders above it are made. */
	void write(String path, byte[] content) throws Exception;

	/** Makes a folder and those above it; the end itself where nothing is named. */
	void makeFolder(String path) throws Exception;

	/** Moves a file or folder; the folders above its new place are made. */
	void move(String from, String to) throws Exception;

	/** Deletes a file, or a folder with all that is in it; the end itself where nothing is named. */
	void delete(String path) throws Exception;

	/** Returns all there is, folders with a slash at their end, files with their content byte by byte. */
	SortedMap<String, String> tree() throws Exception;

	/** Writes text. */
	default void write(String path, String text) throws Exception {
		write(path, text.getBytes(UTF_8));
	}

	/** Writes a file that holds its own path. */
	default void write(String path) throws Exception {
		write(path, path);
	}

	/** Writes more to the end of a file. */
	default void append(String path, String text) throws Exception {
		write(path, read(path) + text);
	}

	/** Returns a file's text. */
	default String read(String path) throws Exception {
		String content = tree().get(path);
		if (content == null) {
			throw new AssertionError("there is no " + path + " among " + tree().keySet());
		}
		return new String(content.getBytes(ISO_8859_1), UTF_8);
	}

	/** Returns the names of all there is, with a blank between two. */
	default String names() throws Exception {
		return String.join(" ", tree().keySet());
	}
}
