package org.cellssync.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.cellssync.api.session.Speed;
import org.cellssync.api.session.SpeedLimit;
import org.cellssync.testkit.Eventually;

/**
 * The program is killed in the middle of a large transfer and started anew: what arrived does not go again, where it is
 * what is to go still.
 */
class CutTransferTest {

	private static final int PARTS = 5;
	private static final int SIZE = (PARTS - 1) * Syncing.PART + 12_345;
	/** One part after the other comes to its end. */
	private static final Map<String, ?> SLOW = Map.of("slow", Map.of("method", "S3 PUT part", "seconds", 0.2, "atOnce", 1));
	/** Bytes per second that leave time to break off. */
	private static final String GENTLE = "20M";
	private static final Pattern LENGTH = Pattern.compile("(?m)^length=(\\d+)$");
	private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
	private static final Pattern ETAG = Pattern.compile("\"\\d+\":\"[0-9a-f]{32}\"");

	private static byte[] noise() {
		byte[] content = new byte[SIZE];
		new Random(SIZE).nextBytes(content);
		return content;
	}

	@Scenario(value = "cut upload", over = Ends.CELLS)
	void onlyMissingPartsAreSentAfterAKill(Replay it) throws Exception {
		it.local.write("big", noise());
		Path data = data(it);
		int arrived = killedWhileSending(it, data);
		Map<String, Long> calls = run(it, data);
		assertEquals(PARTS - arrived, calls.get("S3 PUT part"), "of " + PARTS + " parts " + arrived + " had arrived");
		assertEquals(0, calls.get("S3 POST uploads"));
		assertEquals(0, calls.get("S3 DELETE uploadId"));
		assertTrue(it.local.tree().equals(it.remote.tree()), "the ends differ");
		assertEquals(List.of(), notes(data));
		assertEquals(Map.of(), run(it, data), "a further run has nothing to send");
	}

	@Scenario(value = "cut upload", over = Ends.CELLS)
	void onlyMissingPartsAreSentAfterAPause(Replay it) throws Exception {
		it.local.write("big", noise());
		int arrived = pausedWhileSending(it);
		Run run = it.sync();
		assertEquals(PARTS - arrived, run.calls("S3 PUT part"), "of " + PARTS + " parts " + arrived + " had arrived");
		assertEquals(0, run.calls("S3 POST uploads"));
		assertEquals(List.of("upload remote big"), run.operations());
		it.same();
	}

	@Scenario(value = "cut upload", over = Ends.CELLS)
	void anUploadOfWhatTheFileNoLongerHoldsIsBegunAnew(Replay it) throws Exception {
		it.local.write("big", noise());
		pausedWhileSending(it);
		// Somebody edits the file, and all that can be seen of that from outside is what it was before.
		Instant modified = it.local.modified("big");
		try (RandomAccessFile file = new RandomAccessFile(it.local.at("big").toFile(), "rw")) {
			for (int part = 0; part < PARTS; part++) {
				file.seek((long) part * Syncing.PART + 100);
				file.write(new byte[100]);
			}
		}
		it.local.touch("big", modified);
		Run run = it.sync();
		assertEquals(PARTS, run.calls("S3 PUT part"));
		assertEquals(1, run.calls("S3 POST uploads"));
		assertEquals(1, run.calls("S3 DELETE uploadId"));
		it.same();
	}

	@Scenario(value = "cut upload", over = Ends.CELLS)
	void anUploadOfAnEditedFileIsEndedOnTheServer(Replay it) throws Exception {
		it.local.write("big", noise());
		pausedWhileSending(it);
		it.local.write("big", "small now");
		Run run = it.sync();
		assertEquals(0, run.calls("S3 PUT part"));
		assertEquals(1, run.calls("S3 DELETE uploadId"));
		it.same();
	}

	@Scenario(value = "cut upload", over = Ends.CELLS)
	void anUploadOfAFileThatIsGoneIsEndedOnTheServer(Replay it) throws Exception {
		it.local.write("big", noise());
		pausedWhileSending(it);
		it.local.delete("big");
		Run run = it.sync();
		assertEquals(List.of(), run.operations());
		assertEquals(1, run.calls("S3 DELETE uploadId"));
		it.same();
	}

	@Scenario(value = "cut upload", over = Ends.CELLS)
	void anUploadOfARemovedTaskIsEndedOnTheServer(Replay it) throws Exception {
		it.local.write("big", noise());
		pausedWhileSending(it);
		Workspace there = (Workspace) it.remote;
		assertTrue(there.somebody().read(there.at("big")).isPresent(), "the server shows no place for it");
		it.removeTask();
		assertEquals(Optional.empty(), there.somebody().read(there.at("big")));
	}

	@Scenario(value = "cut upload", over = Ends.CELLS)
	void anUploadThatTheServerForgotIsBegunAnew(Replay it) throws Exception {
		it.local.write("big", noise());
		pausedWhileSending(it);
		Workspace there = (Workspace) it.remote;
		Matcher id = ID.matcher(Files.readString(notes(it.data()).getFirst()));
		assertTrue(id.find(), "the note tells the upload");
		there.somebody().abandon(there.at("big"), id.group(1));
		Run run = it.sync();
		assertEquals(1, run.calls("S3 POST uploads"));
		assertEquals(List.of("upload remote big"), run.operations());
		it.same();
	}

	/** Returns how many parts had arrived when the run was cancelled. */
	private static int pausedWhileSending(Replay it) throws Exception {
		it.server().faults(SLOW);
		long before = it.server().calls().getOrDefault("S3 PUT part", 0L);
		it.cancelled(() -> it.server().calls().getOrDefault("S3 PUT part", 0L) >= before + 4);
		it.server().heal();
		return arrived(it.data());
	}

	@Scenario(value = "cut download", over = Ends.CELLS)
	void onlyWhatIsMissingIsFetchedAfterAKill(Replay it) throws Exception {
		it.remote.write("big", noise());
		Path data = data(it);
		try (OtherProcess program = new OtherProcess(Syncing.class, it.arguments(data))) {
			program.tell("add " + it.local.root() + ' ' + it.remoteText());
			program.answer("added");
			program.tell("limit " + GENTLE);
			program.answer("limited");
			program.tell("run");
			Eventually.holds(() -> assertTrue(fetched(data) > 0, "nothing was noted"));
			program.kill();
		}
		long fetched = fetched(data);
		try (OtherProcess program = new OtherProcess(Syncing.class, it.arguments(data))) {
			program.tell("limit 1G");
			program.answer("limited");
			long before = bytesOut(it);
			program.tell("run");
			assertEquals("", program.answer("ended "));
			assertEquals(SIZE - fetched, bytesOut(it) - before, "of " + SIZE + " bytes " + fetched + " were there");
			program.tell("run");
			assertEquals("", program.answer("ended "));
		}
		assertTrue(it.local.tree().equals(it.remote.tree()), "the ends differ");
		assertEquals(0, fetched(data));
	}

	@Scenario(value = "cut download", over = Ends.CELLS)
	void onlyWhatIsMissingIsFetchedAfterAPause(Replay it) throws Exception {
		it.remote.write("big", noise());
		long fetched = pausedWhileFetching(it);
		long before = bytesOut(it);
		Run run = it.sync();
		assertEquals(SIZE - fetched, bytesOut(it) - before);
		assertEquals(List.of("download local big"), run.operations());
		it.same();
		assertEquals(0, fetched(it.data()));
	}

	@Scenario(value = "cut download", over = Ends.CELLS)
	void aDownloadOfAnotherVersionBeginsAnew(Replay it) throws Exception {
		it.remote.write("big", noise());
		pausedWhileFetching(it);
		byte[] other = noise();
		other[5]++;
		it.remote.write("big", other);
		long before = bytesOut(it);
		it.sync();
		assertEquals(SIZE, bytesOut(it) - before);
		it.same();
		assertEquals("big", it.local.names());
	}

	@Scenario(value = "cut download", over = Ends.CELLS)
	void whatDecayedMeanwhileIsFetchedAnew(Replay it) throws Exception {
		it.remote.write("big", noise());
		pausedWhileFetching(it);
		Path part = it.local.at(it.local.names());
		try (RandomAccessFile file = new RandomAccessFile(part.toFile(), "rw")) {
			file.seek(1000);
			file.write(new byte[100]);
		}
		long before = bytesOut(it);
		it.sync();
		assertEquals(SIZE, bytesOut(it) - before);
		it.same();
		assertEquals("big", it.local.names());
	}

	@Scenario(value = "cut download", over = Ends.CELLS)
	void whatArrivedOfAFileThatIsGoneIsRemoved(Replay it) throws Exception {
		it.remote.write("big", noise());
		pausedWhileFetching(it);
		it.remote.delete("big");
		assertEquals(List.of(), it.sync().operations());
		assertEquals("", it.local.names());
		assertEquals(0, fetched(it.data()));
	}

	/** Returns how many bytes had arrived for good when the run was cancelled. */
	private static long pausedWhileFetching(Replay it) throws Exception {
		it.speed(new Speed(SpeedLimit.NONE, SpeedLimit.parse(List.of(GENTLE))));
		it.cancelled(() -> fetched(it.data()) > 0);
		it.speed(Speed.UNLIMITED);
		return fetched(it.data());
	}

	private static long bytesOut(Replay it) throws IOException {
		return it.server().calls().getOrDefault("bytes out", 0L);
	}

	/** Returns how much the program noted to have arrived. */
	private static long fetched(Path data) throws IOException {
		long bytes = 0;
		try (Stream<Path> all = Files.walk(data)) {
			for (Path note : all.filter(each -> each.getParent().endsWith("incoming")).toList()) {
				Matcher length = LENGTH.matcher(Files.readString(note));
				bytes += length.find() ? Long.parseLong(length.group(1)) : 0;
			}
		} catch (UncheckedIOException | NoSuchFileException renamed) {
			// It is written anew just now.
			return 0;
		}
		return bytes;
	}

	private static Path data(Replay it) throws IOException {
		return Files.createDirectories(it.local.root().resolveSibling("data of " + it.local.root().getFileName()));
	}

	/** Returns how many parts had arrived when the program was killed, as it noted itself. */
	private static int killedWhileSending(Replay it, Path data) throws Exception {
		it.server().faults(SLOW);
		try (OtherProcess program = new OtherProcess(Syncing.class, it.arguments(data))) {
			program.tell("add " + it.local.root() + ' ' + it.remoteText());
			program.answer("added");
			program.tell("run");
			Eventually.holds(() -> assertTrue(arrived(data) >= 2, "too few parts arrived"));
			program.kill();
		}
		int arrived = arrived(data);
		assertTrue(arrived < PARTS, "all parts arrived");
		it.server().heal();
		return arrived;
	}

	private static int arrived(Path data) throws IOException {
		int parts = 0;
		for (Path note : notes(data)) {
			parts += (int) ETAG.matcher(Files.readString(note)).results().count();
		}
		return parts;
	}

	private static List<Path> notes(Path data) throws IOException {
		try (Stream<Path> all = Files.walk(data)) {
			return all.filter(each -> each.endsWith("open-uploads")).toList();
		}
	}

	/** Runs the program anew and returns what it asked the server to carry. */
	private static Map<String, Long> run(Replay it, Path data) throws Exception {
		Map<String, Long> before = it.server().calls();
		try (OtherProcess program = new OtherProcess(Syncing.class, it.arguments(data))) {
			program.tell("run");
			assertEquals("", program.answer("ended "));
		}
		Map<String, Long> calls = new HashMap<>();
		it.server().calls().forEach((method, number) -> calls.put(method, number - before.getOrDefault(method, 0L)));
		calls.keySet().removeIf(method -> !method.startsWith("S3"));
		if (calls.values().stream().mapToLong(Long::longValue).sum() == 0) {
			return Map.of();
		}
		return calls;
	}
}
