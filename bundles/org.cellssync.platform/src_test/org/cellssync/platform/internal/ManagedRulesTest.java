package org.cellssync.platform.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagedRulesTest {

	@TempDir
	Path folder;

	@ParameterizedTest(name = "{0}, {1}, {2}")
	@CsvSource({ "Linux,,,/etc/cells-sync/ignore", "Mac OS X,,,/Library/Application Support/CellsSync/ignore",
			"Windows 11,,/d/all,/d/all/CellsSync/ignore", "Linux,/opt/managed,,/opt/managed/ignore" })
	void areWhereOnlyAdministratorsWrite(String system, String property, String programData, String expected) {
		Properties properties = new Properties();
		properties.setProperty("os.name", system);
		if (property != null) {
			properties.setProperty("cellssync.managed", property);
		}
		Map<String, String> environment = programData == null ? Map.of() : Map.of("ProgramData", programData);
		assertEquals(Path.of(expected), ManagedRules.file(properties, environment));
	}

	@Test
	void areReadAnewEachTimeAndNeedNotBeThere() throws Exception {
		Path file = folder.resolve("ignore");
		ManagedRules rules = new ManagedRules(file);
		assertEquals(List.of(), rules.rules());
		Files.writeString(file, "# note\n*.key\n");
		assertEquals(List.of("# note", "*.key"), rules.rules());
	}

	@Test
	void areNeverTakenForNoneWhereTheyCannotBeRead() throws Exception {
		Path file = Files.createDirectory(folder.resolve("ignore"));
		EndpointException e = assertThrows(EndpointException.class, () -> new ManagedRules(file).rules());
		assertEquals(Code.RULES_UNREADABLE, e.diagnostic().code());
	}
}
