package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Set;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.StepObserver;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;

/**
 * What was put aside at one time: {@code files/} holds it under its old path, {@code index} says what it is.
 * Used by one thread at a time.
 */
final class TrashBatch implements AutoCloseable {

	static final String FILES = "files";
	static final String INDEX = "index";

	private final Path folder;
	private final Disk disk;
	private final FileChannel index;
	private final Set<String> items = new HashSet<>();
	private final Set<Path> touched = new HashSet<>();
	private final Set<Path> made = new HashSet<>();

	/** Begins a batch in an empty folder. */
	TrashBatch(Path folder, Disk disk) throws IOException {
		this.folder = folder;
		this.disk = disk;
		Files.createDirectory(folder.resolve(FILES));
		this.index = TrashIndex.append(folder.resolve(INDEX));
		touched.add(folder);
		touched.add(folder.getParent());
	}

	/**
	 * Returns whether something of this name can lie here: neither it nor a folder above it was put aside
	 * already.
	 */
	boolean hasRoomFor(String name) {
		for (int end = name.length(); end > 0; end = name.lastIndexOf('/', end - 1)) {
			if (items.contains(name.substring(0, end))) {
				return false;
			}
		}
		// Something lies below it: the folders above that stand in its way.
		return !Files.exists(place(name), LinkOption.NOFOLLOW_LINKS);
	}

	private Path place(String name) {
		return folder.resolve(FILES).resolve(name);
	}

	/** Moves a node here in one step; returns where it lies. */
	Path take(Path from, TrashIndex.Line line) throws IOException {
		Path to = prepare(line);
		try {
			disk.rename(from, to);
		} catch (AtomicMoveNotSupportedException e) {
			takeByCopy(from, to, e);
		}
		return to;
	}

	/**
	 * Another file system is mounted there: what is copied is deleted only where it did not change meanwhile.
	 */
	private void takeByCopy(Path from, Path to, IOException cause) throws IOException {
		Stat before = disk.stat(from);
		if (before.isDirectory()) {
			throw cause;
		}
		Copies.copy(from, to);
		if (!disk.stat(from).version().equals(before.version())) {
			Files.delete(to);
			throw new FileAlreadyExistsException(from.toString(), null, "it changed while it was put aside");
		}
		disk.delete(from);
	}

	/** Gives a file or link a second name here, so that the first may be replaced; returns it. */
	Path keep(Path from, TrashIndex.Line line) throws IOException {
		Path to = prepare(line);
		try {
			disk.link(from, to);
		} catch (FileAlreadyExistsException | NoSuchFileException e) {
			throw e;
		} catch (IOException | UnsupportedOperationException e) {
			// Not every file system has second names, nor does every system give one for the file of somebody
			// else.
			Copies.copy(from, to);
		}
		return to;
	}

	/** Receives a file of the other end; it is on stable storage when this returns, and nowhere where this fails. */
	void receive(SyncPath path, SourceFile file, TrashIndex.Line line, Cancellation cancel)
			throws IOException, EndpointException, Refusal {
		Path to = prepare(line);
		FileChannel channel = disk.create(to);
		boolean whole = false;
		try {
			Inflow.receive(path, file, channel, StepObserver.NONE, cancel);
			Files.setLastModifiedTime(to, FileTime.from(file.modified()));
			disk.force(channel);
			channel.close();
			flush();
			whole = true;
		} finally {
			if (!whole) {
				Received.discard(to, channel);
			}
		}
	}

	private Path prepare(TrashIndex.Line line) throws IOException {
		Path to = place(line.name());
		Path parent = to.getParent();
		if (made.add(parent)) {
			Files.createDirectories(parent);
			for (Path each = parent; !each.equals(folder); each = each.getParent()) {
				touched.add(each);
			}
		}
		// First the line: a line without its item is skipped, an item without its line has lost its size and
		// kind.
		TrashIndex.write(index, line);
		items.add(line.name());
		touched.add(parent);
		return to;
	}

	/** Brings everything to stable storage that is not there yet. */
	void flush() throws IOException {
		if (touched.isEmpty()) {
			return;
		}
		disk.force(index);
		for (Path each : touched) {
			disk.sync(each);
		}
		touched.clear();
	}

	@Override
	public void close() throws IOException {
		index.close();
	}
}
