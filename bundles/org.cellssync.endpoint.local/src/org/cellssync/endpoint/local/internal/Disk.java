package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The file system calls that can fail in ways worth testing. Thread-safe. Links are never followed. */
interface Disk {

	/** Takes the file system of {@code root} for the ordinary one: keys of its nodes carry no device. */
	void settle(Path root) throws IOException;

	/** Returns the names in a folder, in no particular order. */
	List<Path> list(Path folder) throws IOException;

	/**
	 * Returns what stands at {@code path}. Fails with {@link java.nio.file.NoSuchFileException} where nothing
	 * does.
	 */
	Stat stat(Path path) throws IOException;

	/**
	 * Returns what stands at {@code path}, nothing also where a folder above it is missing or is no folder.
	 */
	Optional<Stat> find(Path path) throws IOException;

	/** Returns the text of a link as stored. */
	String linkTarget(Path link) throws IOException;

	/** Returns whether this user may read the file. */
	boolean readable(Path file);

	/** Makes a new, empty file for writing. */
	FileChannel create(Path file) throws IOException;

	/** Opens a file for reading. */
	FileChannel open(Path file) throws IOException;

	/** Opens a file of ours for reading and writing. */
	FileChannel reopen(Path file) throws IOException;

	/** Brings a file's content and length to stable storage. */
	void force(FileChannel file) throws IOException;

	/** Brings the names in a folder to stable storage. */
	void sync(Path folder) throws IOException;

	/** Gives a node another name on the same file system, in one step, replacing what has that name. */
	void rename(Path from, Path to) throws IOException;

	/** Gives a file a second name; fails where that is taken. */
	void link(Path file, Path name) throws IOException;

	/** Removes a file, link or empty folder. */
	void delete(Path path) throws IOException;

	/** Returns how many bytes this user can still write to the file system of {@code path}. */
	long usable(Path path);
}
