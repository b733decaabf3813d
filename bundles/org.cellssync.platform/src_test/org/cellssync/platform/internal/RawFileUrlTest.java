package org.cellssync.platform.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawFileUrlTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "plain", "a b", "50%", "a%20b", "is it? #1", "é☃", "a+b&c=d;e" })
	void leavesThePathAsItIs(String name) throws IOException {
		Path file = folder.resolve(name);
		URL url = RawFileUrl.of(file);
		assertEquals("file", url.getProtocol());
		assertEquals(file.toString(), url.getPath());
		assertThrows(FileNotFoundException.class, url::openStream);
		Files.writeString(file, "content");
		try (InputStream content = url.openStream()) {
			assertEquals("content", new String(content.readAllBytes(), StandardCharsets.UTF_8));
		}
	}
}
