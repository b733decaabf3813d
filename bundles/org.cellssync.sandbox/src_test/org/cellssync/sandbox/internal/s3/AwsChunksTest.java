package org.cellssync.sandbox.internal.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsChunksTest {
	private static String content(String body) throws IOException {
		var bytes = body.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
		try (var in = new AwsChunks(new ByteArrayInputStream(bytes))) {
			return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	@ParameterizedTest
	@CsvSource({ "'5|hello|0||', hello",
			"'5;chunk-signature=ab|hello|6;chunk-signature=cd| world|0;chunk-signature=e||', hello world",
			"'0|x-amz-checksum-crc32:AAAA||', ''",
			"'a|0123456789|0|x-amz-checksum-crc32:AAAA|x-amz-trailer-signature:b||', 0123456789",
			"'A|0123456789|0|', 0123456789" })
	void takesTheContentOut(String body, String expected) throws IOException {
		assertEquals(expected, content(body));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "5", "5|hel", "5|hello", "5|hello0||", "x|hello|0||" })
	void refusesWhatIsCutOffOrNoChunk(String body) {
		assertThrows(IOException.class, () -> content(body));
	}
}
