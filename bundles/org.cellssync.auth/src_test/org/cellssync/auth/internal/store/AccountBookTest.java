package org.cellssync.auth.internal.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.ClientCertificate;
import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.Secret;
import org.cellssync.auth.internal.FileSecrets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountBookTest {

	@TempDir
	Path folder;
	@TempDir
	Path elsewhere;
	private FileSecrets secrets;

	@BeforeEach
	void keepSecrets() throws IOException {
		secrets = new FileSecrets(elsewhere.resolve("secrets"));
	}

	private Account account(String user) {
		return new Account("https://" + user + "@cells.example", "https://cells.example", user, "Läb", true,
				Route.trusting(folder.resolve("ca.pem")), false);
	}

	private AccountBook book() {
		return new AccountBook(folder, new RouteVault(secrets, folder));
	}

	private List<String> files() throws IOException {
		try (Stream<Path> all = Files.list(folder)) {
			return all.map(path -> path.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	void isEmptyAtFirst() {
		assertEquals(List.of(), book().list());
	}

	@Test
	void keepsAccountsInTheOrderOfTheirIds() throws Exception {
		AccountBook book = book();
		book.put(account("zoe"));
		book.put(account("adam"));
		assertEquals(List.of(account("adam"), account("zoe")), book.list());
		assertEquals(List.of(account("adam"), account("zoe")), book().list());
		assertEquals(List.of("accounts.json", "accounts.lock"), files());
	}

	@Test
	void seesWhatAnotherProcessWrote() throws Exception {
		AccountBook one = book();
		AccountBook other = book();
		one.put(account("adam"));
		assertEquals(List.of(account("adam")), other.list());
		other.put(account("zoe"));
		one.remove(account("adam").id());
		assertEquals(List.of(account("zoe")), other.list());
		assertEquals(Optional.of(account("zoe")), one.find(account("zoe").id()));
	}

	@Test
	void setsAsideWhatItCannotRead() throws Exception {
		for (String broken : List.of("{", "[1]", "", "{\"version\":1,\"accounts\":[{\"id\":\"x\"}]}")) {
			Files.writeString(folder.resolve("accounts.json"), broken);
			AccountBook book = book();
			assertEquals(List.of(), book.list());
			book.put(account("adam"));
			assertEquals(List.of(account("adam")), book().list());
		}
		assertEquals(4, files().stream().filter(name -> name.startsWith("accounts-unreadable-")).count());
	}

	@Test
	void leavesWhatALaterVersionWrote() throws Exception {
		Files.writeString(folder.resolve("accounts.json"), "{\"version\":2,\"accounts\":[]}");
		AccountBook book = book();
		assertThrows(IllegalStateException.class, book::list);
		assertTrue(Files.readString(folder.resolve("accounts.json")).contains("\"version\":2"));
	}

	@Test
	void keepsTheWayWithItsFilesAndSecretsAndForgetsWhatIsReplaced() throws Exception {
		Path certificate = Files.write(folder.resolve("given.p12"), new byte[] { 1 });
		NetworkProxy.Fixed proxy = ((NetworkProxy.Fixed) NetworkProxy.parse("socks5://anna@proxy.example:1080"))
				.withPassword(Optional.of(new Secret("of-the-proxy")));
		Route given = Route.USUAL.withPin(Optional.of(Fingerprint.parse("ab".repeat(32)))).withProxy(proxy)
				.withClient(Optional.of(new ClientCertificate(certificate, new Secret("of-the-file"))));
		Account first = book().keep(account("adam").withRoute(given), RouteFiles.of(given));
		Files.delete(certificate);
		Account read = book().find(first.id()).orElseThrow();
		assertEquals(first, read);
		assertEquals(given.withClient(read.route().client()), read.route());
		Path copy = read.route().client().orElseThrow().file();
		assertArrayEquals(new byte[] { 1 }, Files.readAllBytes(copy));
		assertEquals(List.of("of-the-file", "of-the-proxy"), secrets.all());
		String text = Files.readString(folder.resolve("accounts.json"));
		assertFalse(text.contains("of-the"), text);

		Path renewed = Files.write(folder.resolve("given.p12"), new byte[] { 2 });
		Route next = Route.USUAL.withClient(Optional.of(new ClientCertificate(renewed, new Secret("another"))));
		book().keep(read.withRoute(next), RouteFiles.of(next));
		assertFalse(Files.exists(copy));
		assertEquals(List.of("another"), secrets.all());
		Account last = book().find(first.id()).orElseThrow();
		book().forget(last);
		assertEquals(List.of(), secrets.all());
		assertFalse(Files.exists(last.route().client().orElseThrow().file()));
	}
}
