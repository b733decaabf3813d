package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.endpoint.TrashItem.Kind;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;

/** Puts aside what steps replace or delete. Made for one run of steps; used by one thread at a time. */
final class Bin implements AutoCloseable {

	private final Site site;
	private final TrashPruner pruner;
	private final InstantSource clock;
	private TrashBatch batch;
	private boolean used;

	Bin(Site site, TrashPruner pruner, InstantSource clock) {
		this.site = site;
		this.pruner = pruner;
		this.clock = clock;
	}

	/** Gives a file or link that is about to be replaced a second name in the trash; returns it. */
	Path keep(Path place, Entry entry) throws IOException {
		TrashIndex.Line line = line(place, entry, site.disk().stat(place).size());
		return batch(line).keep(place, line);
	}

	/**
	 * Puts a file of the other end here, though none stood in the folder.
	 *
	 * @param path where it stands on the other end
	 */
	void receive(SyncPath path, SourceFile file, Cancellation cancel) throws IOException, EndpointException, Refusal {
		TrashIndex.Line line = new TrashIndex.Line(Kind.FILE, file.size(), path.value());
		batch(line).receive(path, file, line, cancel);
	}

	/**
	 * Takes a second name away again, since the first was not replaced: what changes there must not change
	 * here.
	 */
	void unkeep(Path kept) throws IOException {
		Files.deleteIfExists(kept);
	}

	/**
	 * Moves a file or link into the trash; one that turns out to be another than {@code path} held is put
	 * back.
	 */
	void take(SyncPath path, Path place, Entry entry) throws IOException, Refusal {
		if (entry instanceof Directory directory) {
			take(path, place, directory);
			return;
		}
		TrashIndex.Line line = line(place, entry, site.disk().stat(place).size());
		Path taken = batch(line).take(place, line);
		Stat stat = site.disk().stat(taken);
		boolean same = site.identity(path).filter(seen -> stat.is(seen) || stat.isLinkOf(seen)).isPresent();
		if (!same) {
			putBack(taken, place);
			throw new Refusal(Troubles.changed(path.value()));
		}
	}

	/**
	 * Moves a folder into the trash as a whole; one that turns out to hold something the plan did not see is
	 * put back.
	 */
	void take(SyncPath path, Path place, Directory directory) throws IOException, Refusal {
		long bytes = site.requireWhole(path, place, directory);
		TrashIndex.Line line = line(place, directory, bytes);
		Path taken = batch(line).take(place, line);
		try {
			site.requireWhole(path, taken, directory);
		} catch (Refusal e) {
			putBack(taken, place);
			throw e;
		}
	}

	private static void putBack(Path taken, Path place) throws IOException {
		// Where its place was taken meanwhile, it stays in the trash: nothing is lost either way.
		if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
			Files.move(taken, place);
		}
	}

	private TrashIndex.Line line(Path place, Entry entry, long bytes) {
		String separator = place.getFileSystem().getSeparator();
		String name = site.rootPath().relativize(place).toString().replace(separator, "/");
		Kind kind = switch (entry) {
			case Directory directory -> Kind.FOLDER;
			case Entry.Link link -> Kind.LINK;
			case Entry.File file -> Kind.FILE;
			case Entry.Absent absent -> throw new IllegalStateException("nothing to put aside at " + name);
			case Entry.Blocked blocked -> throw new IllegalStateException("never put aside: " + name);
		};
		return new TrashIndex.Line(kind, kind == Kind.LINK ? 0 : bytes, name);
	}

	private TrashBatch batch(TrashIndex.Line line) throws IOException {
		Instant now = clock.instant();
		if (batch != null && !batch.hasRoomFor(line.name())) {
			flush();
			batch.close();
			batch = null;
		}
		if (batch == null) {
			batch = begin(now);
		}
		used = true;
		pruner.added(line.size(), now);
		return batch;
	}

	/** Trouble with the trash must not look like trouble with the file that is to go there. */
	private TrashBatch begin(Instant now) throws IOException {
		try {
			return pruner.trash().begin(now, site.disk());
		} catch (FileSystemException e) {
			throw new IOException("the trash cannot be used: " + Troubles.reason(e), e);
		}
	}

	/** Brings what was put aside to stable storage. */
	void flush() throws IOException {
		if (batch != null) {
			batch.flush();
		}
	}

	/** Ends the batch and makes room. */
	@Override
	public void close() throws IOException {
		if (batch != null) {
			batch.close();
		}
		if (used) {
			pruner.prune(clock.instant());
		}
	}
}
