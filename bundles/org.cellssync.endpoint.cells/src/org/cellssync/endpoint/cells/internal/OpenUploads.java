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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;

/**
 * Uploads in parts that are not at their end, noted in the task's folder: the server lists none, and one that
 * is forgotten, by a crash say, keeps an unfinished file in its place for ever. Thread-safe.
 */
final class OpenUploads {

	private static final Logger LOG = LoggerFactory.getLogger(OpenUploads.class);
	private static final String FILE = "open-uploads";
	private static final Gson GSON = new Gson();
	/** When everything is to end, ending an upload on a server that is silent is left to the next start. */
	private static final Duration LAST_TRY = Duration.ofSeconds(2);

	/**
	 * What this process has under way: not to be taken for what a former one left behind. Guards the files,
	 * too.
	 */
	private static final Set<Upload> UNDER_WAY = new HashSet<>();

	/**
	 * An upload.
	 *
	 * @param path exact path
	 * @param id the server's name for it
	 */
	record Upload(String path, String id) {
	}

	private final Path file;

	/** Uploads noted in a folder, which need not be there yet. */
	OpenUploads(Path folder) {
		this.file = folder.resolve(FILE);
	}

	/** Begins an upload. */
	Upload begin(Contents contents, String exactPath, Cancellation cancel)
			throws StepException, CellsException {
		Upload upload = new Upload(exactPath, contents.begin(exactPath, cancel));
		try {
			synchronized (UNDER_WAY) {
				UNDER_WAY.add(upload);
				List<Upload> noted = read();
				noted.add(upload);
				write(noted);
			}
		} catch (IOException e) {
			abandon(contents, upload, cancel);
			throw new StepException(
					Diagnostic.of(Code.LOCAL_IO, file.toString(), String.valueOf(e.getMessage())), e);
		}
		return upload;
	}

	/** Forgets an upload that has come to its end. */
	void ended(Upload upload) {
		synchronized (UNDER_WAY) {
			UNDER_WAY.remove(upload);
			try {
				List<Upload> noted = read();
				if (noted.remove(upload)) {
					write(noted);
				}
			} catch (IOException e) {
				// It is then ended once more at the next start, which the server answers with "no such
				// upload".
				LOG.warn("The note of an ended upload could not be removed", e);
			}
		}
	}

	/**
	 * Ends an upload without a file. Where the server cannot be reached the note stays, for a later start.
	 */
	void abandon(Contents contents, Upload upload, Cancellation cancel) {
		Cancellation limit = new Cancellation();
		try (var registration = cancel.onCancel(() -> cancelLater(limit))) {
			contents.abandon(upload.path(), upload.id(), limit);
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
				UNDER_WAY.remove(upload);
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

	/** Ends what a former process left behind. */
	void abandonLeftOvers(Contents contents, Cancellation cancel) {
		List<Upload> left;
		synchronized (UNDER_WAY) {
			try {
				left = read();
			} catch (IOException e) {
				LOG.warn("The notes of open uploads cannot be read", e);
				return;
			}
			left.removeAll(UNDER_WAY);
			UNDER_WAY.addAll(left);
		}
		for (Upload upload : left) {
			LOG.info("Ending an upload that was left open");
			abandon(contents, upload, cancel);
		}
	}

	private List<Upload> read() throws IOException {
		List<Upload> uploads = new ArrayList<>();
		try {
			for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
				uploads.add(GSON.fromJson(line, Upload.class));
			}
		} catch (NoSuchFileException none) {
			return uploads;
		} catch (JsonSyntaxException damaged) {
			// Lines are written whole and renamed into place, so this is somebody else's doing: what was read
			// counts.
			LOG.warn("The notes of open uploads are damaged", damaged);
		}
		return uploads;
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
