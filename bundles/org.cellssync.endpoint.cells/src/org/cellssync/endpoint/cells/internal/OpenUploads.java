package org.cellssync.endpoint.cells.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;

/**
 * Uploads in parts that are not at their end, noted in the task's folder with the parts that arrived: the server
 * lists neither, and an upload that is forgotten, by a crash say, keeps an unfinished file in its place for ever.
 * The notes lie beside the task's state and not in it: they must outlive a state that cannot be read.
 * <p>
 * A note is on disk before the server is asked to begin and until the end was answered. Where power fails before a part
 * is noted, the part is sent again; where it fails after the end and before the note is gone, the server knows the
 * upload no more and says so. Thread-safe.
 */
final class OpenUploads {

	private static final Logger LOG = LoggerFactory.getLogger(OpenUploads.class);
	private static final String FILE = "open-uploads";
	private static final Gson GSON = new Gson();
	/** When everything is to end, ending an upload on a server that is silent is left to the next start. */
	private static final Duration LAST_TRY = Duration.ofSeconds(2);
	/** Storage drops parts that nobody asks for in the end; after so long it is not tried. */
	private static final Duration OLD = Duration.ofDays(7);

	/**
	 * What this process has under way, by ids: not to be taken for what broke off. Guards the files, too.
	 */
	private static final Set<String> UNDER_WAY = new HashSet<>();

	/**
	 * What is sent.
	 *
	 * @param path exact path
	 * @param item path in the task
	 * @param version of the file that is sent; empty where it would not be known again
	 * @param size bytes of the file
	 * @param part bytes of each part but the last
	 */
	record Sent(String path, String item, String version, long size, long part) {
	}

	/**
	 * An upload.
	 *
	 * @param id the server's name for it; ours, that begins with {@link #ASKED}, while the server has not told its own
	 * @param begun when, in ISO form
	 * @param sent what it is of
	 * @param etags of the parts that arrived, by their numbers
	 */
	record Upload(String id, String begun, Sent sent, SortedMap<Integer, String> etags) {

		static final String ASKED = "asked for: ";

		/** Returns whether it is not known what became of the wish to begin it. */
		boolean isAsked() {
			return id.startsWith(ASKED);
		}

		Upload with(int number, String etag) {
			SortedMap<Integer, String> more = new TreeMap<>(etags);
			more.put(number, etag);
			return new Upload(id, begun, sent, more);
		}
	}

	private final Path file;
	private final InstantSource clock;

	/** Uploads noted in a folder, which need not be there yet. */
	OpenUploads(Path folder, InstantSource clock) {
		this.file = folder.resolve(FILE);
		this.clock = clock;
	}

	/** Returns whether an upload to a place is not at its end. */
	boolean holds(String exactPath) {
		synchronized (UNDER_WAY) {
			return readOrNone().stream().anyMatch(upload -> upload.sent().path().equals(exactPath));
		}
	}

	/**
	 * Begins an upload. That it is asked for is noted before: should the answer never come, by a break or a crash, a new
	 * file's place would stand on the server as one that somebody else is about to fill.
	 */
	Upload begin(Contents contents, Sent sent, Cancellation cancel) throws StepException, CellsException {
		Upload asked = new Upload(Upload.ASKED + UUID.randomUUID(), clock.instant().toString(), sent, new TreeMap<>());
		note(asked, noted -> noted.removeIf(each -> each.isAsked() && each.sent().path().equals(sent.path())));
		String id;
		try {
			id = contents.begin(sent.path(), cancel);
		} catch (CellsException e) {
			if (!e.error().isOfConnection()) {
				ended(asked);
			}
			throw e;
		} finally {
			synchronized (UNDER_WAY) {
				UNDER_WAY.remove(asked.id());
			}
		}
		Upload upload = new Upload(id, asked.begun(), sent, new TreeMap<>());
		try {
			note(upload, noted -> noted.remove(asked));
		} catch (StepException e) {
			abandon(contents, upload, cancel);
			throw e;
		}
		return upload;
	}

	/** Puts an upload that is under way down, after a change of what is noted already. */
	private void note(Upload upload, Consumer<List<Upload>> change) throws StepException {
		try {
			synchronized (UNDER_WAY) {
				UNDER_WAY.add(upload.id());
				List<Upload> noted = read();
				change.accept(noted);
				noted.add(upload);
				write(noted);
			}
		} catch (IOException e) {
			synchronized (UNDER_WAY) {
				UNDER_WAY.remove(upload.id());
			}
			throw new StepException(
					Diagnostic.of(Code.LOCAL_IO, file.toString(), String.valueOf(e.getMessage())), e);
		}
	}

	/**
	 * Takes up an upload to the same place that broke off, where it is of the same version of the file in the same
	 * parts; whatever else was begun to that place is ended. Whether what arrived is what the file holds is to be
	 * proven.
	 */
	Optional<Upload> takeUp(Contents contents, Sent sent, Cancellation cancel) {
		// What was asked for to that place stays noted until the next is: its end is the end of both.
		List<Upload> there = take(upload -> !upload.isAsked() && upload.sent().path().equals(sent.path()));
		Optional<Upload> same = there.stream().filter(
				upload -> !sent.version().isEmpty() && upload.sent().equals(sent) && !isOld(upload)).findFirst();
		there.stream().filter(upload -> !same.equals(Optional.of(upload)))
				.forEach(upload -> abandon(contents, upload, cancel));
		return same;
	}

	/** Ends whatever broke off to a place. */
	void endAt(String exactPath, Contents contents, Cancellation cancel) {
		take(upload -> upload.sent().path().equals(exactPath)).forEach(upload -> abandon(contents, upload, cancel));
	}

	/** Returns what broke off and is such, as under way from now on. */
	private List<Upload> take(Predicate<Upload> such) {
		synchronized (UNDER_WAY) {
			List<Upload> taken = readOrNone();
			taken.removeIf(upload -> UNDER_WAY.contains(upload.id()) || !such.test(upload));
			taken.forEach(upload -> UNDER_WAY.add(upload.id()));
			return taken;
		}
	}

	private boolean isOld(Upload upload) {
		return Instant.parse(upload.begun()).plus(OLD).isBefore(clock.instant());
	}

	/** Notes that a part arrived. */
	void arrived(Upload upload, int number, String etag) {
		synchronized (UNDER_WAY) {
			try {
				List<Upload> noted = read();
				noted.replaceAll(each -> each.id().equals(upload.id()) ? each.with(number, etag) : each);
				write(noted);
			} catch (IOException e) {
				LOG.warn("A part that arrived could not be noted; after a restart it would be sent again", e);
			}
		}
	}

	/** Forgets an upload that has come to its end. */
	void ended(Upload upload) {
		synchronized (UNDER_WAY) {
			UNDER_WAY.remove(upload.id());
			try {
				List<Upload> noted = read();
				if (noted.removeIf(each -> each.id().equals(upload.id()))) {
					write(noted);
				}
			} catch (IOException e) {
				// It is then ended once more later, which the server answers with "no such upload".
				LOG.warn("The note of an ended upload could not be removed", e);
			}
		}
	}

	/** An upload broke off by no fault of its own: it is gone on with later, where some of it arrived. */
	void brokeOff(Contents contents, Upload upload, Cancellation cancel) {
		synchronized (UNDER_WAY) {
			boolean some = readOrNone().stream()
					.anyMatch(each -> each.id().equals(upload.id()) && !each.etags().isEmpty());
			if (some && !upload.sent().version().isEmpty()) {
				UNDER_WAY.remove(upload.id());
				return;
			}
		}
		abandon(contents, upload, cancel);
	}

	/**
	 * Ends an upload without a file. Where the server cannot be reached the note stays, for a later time.
	 */
	void abandon(Contents contents, Upload upload, Cancellation cancel) {
		Cancellation limit = new Cancellation();
		try (var registration = cancel.onCancel(() -> cancelLater(limit))) {
			String path = upload.sent().path();
			// The place that one without a known name may have taken is given back by the end of another.
			contents.abandon(path, upload.isAsked() ? contents.begin(path, limit) : upload.id(), limit);
			ended(upload);
		} catch (CellsException e) {
			if (isGone(e.error())) {
				ended(upload);
			} else {
				LOG.warn("An upload could not be ended on the server now; it is tried again later: {}",
						e.getMessage());
			}
		} catch (CancellationException e) {
			LOG.warn("An upload could not be ended on the server in time; it is tried again later");
		} finally {
			synchronized (UNDER_WAY) {
				UNDER_WAY.remove(upload.id());
			}
		}
	}

	private static void cancelLater(Cancellation limit) {
		Thread.ofPlatform().daemon().name("cells-abandon").start(() -> {
			Pauses.pause(LAST_TRY, new Cancellation());
			limit.cancel();
		});
	}

	private static boolean isGone(CellsError error) {
		return error.kind() == Kind.NOT_FOUND;
	}

	/** Ends what broke off, but for files that are to come still. */
	void endAllBut(SortedSet<SyncPath> coming, Contents contents, Cancellation cancel) {
		for (Upload upload : take(each -> !isComing(each, coming) || isOld(each))) {
			LOG.info("Ending an upload whose file does not come");
			abandon(contents, upload, cancel);
		}
	}

	private static boolean isComing(Upload upload, SortedSet<SyncPath> coming) {
		return coming.stream().anyMatch(path -> path.value().equals(upload.sent().item()));
	}

	private List<Upload> readOrNone() {
		try {
			return read();
		} catch (IOException e) {
			LOG.warn("The notes of open uploads cannot be read", e);
			return new ArrayList<>();
		}
	}

	private List<Upload> read() throws IOException {
		List<Upload> uploads = new ArrayList<>();
		try {
			for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
				uploads.add(upload(line));
			}
		} catch (NoSuchFileException none) {
			return uploads;
		} catch (JsonSyntaxException | IllegalArgumentException damaged) {
			// Lines are written whole and renamed into place, so this is somebody else's doing: what was read
			// counts.
			LOG.warn("The notes of open uploads are damaged", damaged);
		}
		return uploads;
	}

	private static Upload upload(String line) {
		Upload upload = GSON.fromJson(line, Upload.class);
		if (upload == null || upload.id() == null || upload.begun() == null || upload.sent() == null
				|| upload.sent().path() == null || upload.etags() == null) {
			throw new IllegalArgumentException(line);
		}
		return upload;
	}

	private void write(List<Upload> uploads) throws IOException {
		if (uploads.isEmpty()) {
			Files.deleteIfExists(file);
			return;
		}
		StringBuilder lines = new StringBuilder();
		uploads.forEach(upload -> lines.append(GSON.toJson(upload)).append('\n'));
		Files.createDirectories(file.getParent());
		Path fresh = file.resolveSibling(FILE + ".new");
		try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE,
				StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
			ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
			while (bytes.hasRemaining()) {
				channel.write(bytes);
			}
			channel.force(true);
		}
		Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}
}
