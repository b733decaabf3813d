package org.cellssync.sample.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A plug-in of somebody else is installed into the product with p2, works there, and is removed again. */
@EnabledOnOs(OS.LINUX)
class SamplePluginTest {

	private static final String FEATURE = "org.cellssync.sample.feature";
	private static final String TABLE = "Tables/prices.csv";
	private static final Pattern MOVING = Pattern
			.compile("Demo \\| Working \\| [1-9]\\d* of \\d+ items \\| \\d+");
	private static final int MANY = 800;

	private final Path checkout = Path.of(System.getProperty("cellssync.checkout"));
	private final Path work = Path.of(System.getProperty("cellssync.work"));
	private final Path home = work.resolve("demo");
	private final Path table = home.resolve("folder").resolve(TABLE);

	@BeforeEach
	void startAfresh() throws IOException {
		if (Files.exists(work)) {
			try (Stream<Path> old = Files.walk(work)) {
				for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
					Files.delete(path);
				}
			}
		}
		Files.createDirectories(table.getParent());
	}

	@Test
	void isInstalledWorksAndIsRemoved() throws Exception {
		InstalledProduct product = InstalledProduct.copy(checkout, work);
		product.install(checkout.resolve("tests/org.cellssync.sample.site/target/repository"), FEATURE);
		product.add(driver());

		DemoServer.store(product, home, TABLE, "fruit,price\npear,4\nfig,3\n");
		Files.writeString(table, "fruit,price\npear,5\nfig,3\n");
		try (DemoWindow window = DemoWindow.open(product, home, "with")) {
			showsLiveTasks(window);
			decidesTable(window);
			window.quit();
		}

		DemoServer.store(product, home, TABLE, "fruit,price\npear,6\nfig,3\n");
		Files.writeString(table, "fruit,price\npear,7\nfig,3\n");
		product.remove(FEATURE);
		product.add(driver());
		try (DemoWindow window = DemoWindow.open(product, home, "without")) {
			isGone(window);
			window.quit();
		}
	}

	private Path driver() throws IOException {
		try (Stream<Path> built = Files.list(checkout.resolve("tests/org.cellssync.sample.driver/target"))) {
			return built.filter(file -> file.getFileName().toString().matches(".*-SNAPSHOT\\.jar"))
					.findFirst().orElseThrow();
		}
	}

	private void showsLiveTasks(DemoWindow window) throws IOException {
		window.until("the view's tab", "Tab Live tasks"::equals);
		window.press("Live tasks");
		window.until("the end of the first sync", "Demo | Both ends are the same |  | 1"::equals);
		Path many = Files.createDirectories(home.resolve("folder/Many"));
		for (int i = 0; i < MANY; i++) {
			Files.writeString(many.resolve(i + ".txt"), "number " + i);
		}
		window.until("the progress of the new files", line -> MOVING.matcher(line).matches());
		window.picture(work.resolve("live-tasks.png"));
		window.until("the end of the new files", "Demo | Both ends are the same |  | 1"::equals);
	}

	private void decidesTable(DemoWindow window) throws IOException {
		window.press("Tab Conflicts");
		window.press(TABLE);
		List<String> lines = window.until("the comparison", "1 of 3 rows differ"::equals);
		assertTrue(lines.contains("changed | pear | 5"), lines::toString);
		assertTrue(lines.contains("changed | pear | 4"), lines::toString);
		assertEquals(2, lines.stream().filter(" | fig | 3"::equals).count(), lines::toString);
		window.picture(work.resolve("csv-editor.png"));
		window.press("Keep the server's table");
		Await.until("the server's table here", () -> Files.readString(table),
				"fruit,price\npear,4\nfig,3\n"::equals);
		window.press("Live tasks");
		window.until("no conflict", "Demo | Both ends are the same |  | 0"::equals);
	}

	private void isGone(DemoWindow window) throws IOException {
		window.press("Tab Conflicts");
		window.press(TABLE);
		List<String> lines = window.until("the product's own chooser", "Keep both"::equals);
		assertFalse(lines.contains("Keep the server's table"), lines::toString);
		assertFalse(lines.contains("Tab Live tasks"), lines::toString);
		assertFalse(lines.contains("Live tasks"), lines::toString);
		window.picture(work.resolve("removed.png"));
	}
}
