package org.cellssync.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

import com.google.gson.JsonObject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersistenceTest {
	@TempDir
	private Path temporary;
	private SandboxOptions options;

	@BeforeEach
	void choose() {
		options = SandboxOptions.defaults().withDirectory(temporary.resolve("server"));
	}

	@Test
	void isTheSameServerAfterARestart() throws Exception {
		Ready before;
		byte[] authority;
		JsonObject tokens;
		String keys;
		try (Sandbox first = Sandbox.start(options)) {
			Browser browser = new Browser(first);
			before = first.ready();
			authority = Files.readAllBytes(first.caFile().orElseThrow());
			keys = browser.get("/oidc/.well-known/jwks.json").body();
			tokens = browser.signIn();
		}
		try (Sandbox second = Sandbox.start(options)) {
			Browser browser = new Browser(second);
			assertEquals(before.url(), second.url());
			assertEquals(before.users(), second.users());
			assertArrayEquals(authority, Files.readAllBytes(second.caFile().orElseThrow()));
			assertEquals(keys, browser.get("/oidc/.well-known/jwks.json").body());
			assertEquals(200, browser.statusWith(tokens.get("access_token").getAsString()));
			assertEquals(200, browser.refresh(tokens.get("refresh_token").getAsString()).statusCode());
		}
	}

	@Test
	void remembersThatATokenWasUsedAndASignInRevoked() throws Exception {
		String used;
		String next;
		try (Sandbox first = Sandbox.start(options)) {
			Browser browser = new Browser(first);
			used = browser.signIn().get("refresh_token").getAsString();
			next = Browser.json(browser.refresh(used)).get("refresh_token").getAsString();
		}
		try (Sandbox second = Sandbox.start(options)) {
			assertEquals(401, new Browser(second).refresh(used).statusCode());
		}
		try (Sandbox third = Sandbox.start(options)) {
			assertEquals(401, new Browser(third).refresh(next).statusCode());
		}
	}

	@Test
	void keepsItsPortsInClearText() throws Exception {
		Ready before;
		try (Sandbox first = Sandbox.start(options.withTls(false))) {
			before = first.ready();
		}
		try (Sandbox second = Sandbox.start(options.withTls(false))) {
			assertEquals(List.of(before.url(), before.grpcPort()), List.of(second.url(), second.grpcPort()));
		}
	}

	@Test
	void isAnotherServerWithoutAFolder() throws Exception {
		try (Sandbox one = Sandbox.start(SandboxOptions.defaults());
				Sandbox other = Sandbox.start(SandboxOptions.defaults())) {
			assertNotEquals(one.users().getFirst().token(), other.users().getFirst().token());
			assertEquals(401, new Browser(other).statusWith(one.users().getFirst().token()));
		}
	}

	@Test
	void refusesAFolderOnWhichAnotherServerRuns() throws Exception {
		try (Sandbox first = Sandbox.start(options)) {
			IOException refusal = assertThrows(IOException.class, () -> Sandbox.start(options.withPort(0)));
			assertTrue(refusal.getMessage().contains("Another sandbox runs on"), refusal.getMessage());
			assertEquals(200, new Browser(first).get("/a/frontend/bootconf").statusCode());
		}
	}

	@Test
	void refusesUsersThatCannotBeRead() throws Exception {
		Sandbox.start(options).close();
		Path users = temporary.resolve("server/accounts.json");
		Files.writeString(users, "{ this is not it");

		IOException refusal = assertThrows(IOException.class, () -> Sandbox.start(options));
		assertTrue(refusal.getMessage().contains(users.toString()), refusal.getMessage());
	}

	@Test
	void keepsSecretsToItsOwner() throws Exception {
		assumeTrue(Files.getFileStore(temporary).supportsFileAttributeView("posix"));
		try (Sandbox first = Sandbox.start(options)) {
			new Browser(first).signIn();
			for (String name : List.of("accounts.json", "tokens.json", "signing-key.json", "tls.p12")) {
				assertEquals(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE),
						Files.getPosixFilePermissions(temporary.resolve("server").resolve(name)), name);
			}
		}
	}
}
