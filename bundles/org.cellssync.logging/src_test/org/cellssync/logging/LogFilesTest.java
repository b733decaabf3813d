package org.cellssync.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogFilesTest {
	private static final Logger OURS = LoggerFactory.getLogger("org.cellssync.some.Place");
	private static final Logger OTHERS = LoggerFactory.getLogger("org.example.Library");

	@TempDir
	private Path folder;

	@Test
	void writesOurLinesFromInfoAndWarningsOfOthers() throws IOException {
		Path logs = folder.resolve("data/logs");
		try (LogFiles files = LogFiles.in(logs)) {
			OURS.info("ready for {}", "Zoë");
			OURS.debug("not told");
			OTHERS.info("not told");
			OTHERS.warn("careful");
		}
		OURS.error("too late");

		List<String> lines = Files.readAllLines(logs.resolve(LogFiles.CURRENT));
		assertEquals(2, lines.size(), lines::toString);
		assertTrue(
				lines.get(0).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(Z|[+-]\\d\\d:\\d\\d) INFO  \\[.*] Place: ready for Zoë"),
				lines::toString);
		assertTrue(lines.get(1).endsWith("Library: careful"), lines::toString);
	}

	@Test
	void bringsWarningsOfJavaLogging() throws IOException {
		java.util.logging.Logger library = java.util.logging.Logger.getLogger("org.example.Channel");
		try (LogFiles files = LogFiles.in(folder)) {
			library.log(java.util.logging.Level.WARNING, "lost {0} of {1}", new Object[] { 1, 2 });
			library.info("not told");
		}
		library.warning("too late");

		List<String> lines = Files.readAllLines(folder.resolve(LogFiles.CURRENT));
		assertEquals(1, lines.size(), lines::toString);
		assertTrue(lines.get(0).endsWith("Channel: lost 1 of 2"), lines::toString);
	}

	@Test
	void standardOutputStaysTheCommands() {
		PrintStream before = System.out;
		ByteArrayOutputStream captured = new ByteArrayOutputStream();
		System.setOut(new PrintStream(captured, true));
		try (LogFiles files = LogFiles.in(folder)) {
			OURS.error("into the file");
		} finally {
			System.setOut(before);
		}
		assertEquals("", captured.toString());
	}

	@Test
	void goesOnWhereAnEarlierRunEnded() throws IOException {
		for (String text : List.of("first", "second")) {
			try (LogFiles files = LogFiles.in(folder)) {
				OURS.warn(text);
			}
		}
		assertEquals(2, Files.readAllLines(folder.resolve(LogFiles.CURRENT)).size());
	}
}
