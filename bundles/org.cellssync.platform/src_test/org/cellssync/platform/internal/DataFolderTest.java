package org.cellssync.platform.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DataFolderTest {

	static Stream<Arguments> cases() {
		return Stream.of(arguments("Linux", "", Map.of(), "/home/u/.local/share/cells-sync"),
				arguments("Linux", "", Map.of("XDG_DATA_HOME", "/d/x"), "/d/x/cells-sync"),
				arguments("Linux", "", Map.of("XDG_DATA_HOME", "relative"),
						"/home/u/.local/share/cells-sync"),
				arguments("Linux", "", Map.of("XDG_DATA_HOME", ""), "/home/u/.local/share/cells-sync"),
				arguments("Linux", "", Map.of("CELLS_SYNC_DATA", "/e/f", "XDG_DATA_HOME", "/d/x"), "/e/f"),
				arguments("Linux", "/p/../q", Map.of("CELLS_SYNC_DATA", "/e/f"), "/q"),
				arguments("Linux", " ", Map.of("CELLS_SYNC_DATA", "/e/f"), "/e/f"),
				arguments("Mac OS X", "", Map.of(), "/home/u/Library/Application Support/CellsSync"),
				arguments("Windows 11", "", Map.of("LOCALAPPDATA", "/l/a"), "/l/a/CellsSync"),
				arguments("Windows 11", "", Map.of(), "/home/u/AppData/Local/CellsSync"));
	}

	@ParameterizedTest(name = "{0}, property {1}, {2}")
	@MethodSource("cases")
	void findsTheFolder(String system, String property, Map<String, String> environment, String expected) {
		Properties properties = new Properties();
		properties.setProperty("os.name", system);
		properties.setProperty("user.home", "/home/u");
		properties.setProperty("cellssync.data", property);
		assertEquals(Path.of(expected), DataFolder.of(properties, environment));
	}
}
