package org.cellssync.transport.internal.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

	@ParameterizedTest
	@CsvSource({ "https://cells.example, https://cells.example",
			"https://Cells.Example/, https://cells.example",
			"HTTPS://cells.example:443, https://cells.example",
			"http://cells.example:80/x, http://cells.example",
			"http://cells.example:443, http://cells.example:443",
			"' https://cells.example:8443/ws-a/b?c#d ', https://cells.example:8443",
			"https://bücher.example, https://xn--bcher-kva.example",
			"https://[::1]:8443/, https://[::1]:8443", "http://127.0.0.1:8080, http://127.0.0.1:8080",
			"https://cells.example:, https://cells.example" })
	void isKeptInOneForm(String typed, String kept) throws EndpointException {
		assertEquals(kept, ServerAddress.of(typed).toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "cells.example", "ftp://cells.example", "https://", "https:///x",
			"https://:8443", "https://cells example", "https://cells.example:0",
			"https://cells.example:70000", "https://cells.example:x", "file:///etc/passwd",
			"javascript:alert(1)", "https://al ice@cells.example" })
	void isRefusedWhereItIsNone(String typed) {
		EndpointException failure = assertThrows(EndpointException.class, () -> ServerAddress.of(typed));
		assertEquals(Code.SERVER_URL_INVALID, failure.diagnostic().code());
	}

	@Test
	void carriesNoPassword() {
		EndpointException failure = assertThrows(EndpointException.class,
				() -> ServerAddress.of("https://alice:s3cret@cells.example"));
		assertEquals(Code.SERVER_URL_INVALID, failure.diagnostic().code());
		assertFalse(failure.getMessage().contains("s3cret"), failure.getMessage());
	}
}
