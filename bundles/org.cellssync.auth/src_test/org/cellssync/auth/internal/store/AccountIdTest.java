package org.cellssync.auth.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

class AccountIdTest {

	@ParameterizedTest
	@CsvSource({ "https://cells.example, alice, https://alice@cells.example",
			"https://cells.example:8443, admin, https://admin@cells.example:8443",
			"http://localhost:8080, a.b-c_d~e, http://a.b-c_d~e@localhost:8080",
			"https://[::1]:8443, alice, https://alice@[::1]:8443",
			"https://cells.example, bob smith, https://bob%20smith@cells.example",
			"https://cells.example, a@b.example, https://a%40b.example@cells.example",
			"https://cells.example, x/y:z%, https://x%2Fy%3Az%25@cells.example",
			"https://cells.example, zoë, https://zo%C3%AB@cells.example" })
	void isTheUserAtTheServer(String url, String user, String id) {
		assertEquals(id, AccountId.of(url, user));
	}

	@Test
	void namesFilesThatFitAnywhere() {
		String name = AccountId.fileName(AccountId.of("https://cells.example", "x".repeat(500)));
		assertTrue(name.matches("account-[0-9a-f]{20}"), name);
		assertNotEquals(name, AccountId.fileName("https://alice@cells.example"));
	}
}
