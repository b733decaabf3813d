package org.cellssync.platform.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibSecretKeychainTest {

	@Test
	void startsNoBusOfItsOwn(@TempDir Path folder) {
		for (Map<String, String> environment : List.of(Map.<String, String>of(),
				Map.of("XDG_RUNTIME_DIR", folder.toString()))) {
			Keychain keychain = new LibSecretKeychain(environment::get);
			assertEquals("there is no session bus",
					assertThrows(KeychainException.class, () -> keychain.find("id")).getMessage());
			assertThrows(KeychainException.class, () -> keychain.store("id", "secret"));
			assertThrows(KeychainException.class, () -> keychain.remove("id"));
			assertThrows(KeychainException.class, keychain::check);
		}
	}
}
