package org.cellssync.auth.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountBookTest {

	@TempDir
	Path folder;

	private Account account(String user) {
		return new Account("https://" + user + "@cells.example", "https://cells.example", user, "Läb", true,
				Route.trusting(folder.resolve("ca.pem")), false);
	}

	private List<String> files() throws IOException {
		try (Stream<Path> all = Files.list(folder)) {
			return all.map(path -> path.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	void isEmptyAtFirst() {
		assertEquals(List.of(), new AccountBook(folder).list());
	}

	@Test
	void keepsAccountsInTheOrderOfTheirIds() throws Exception {
		AccountBook book = new AccountBook(folder);
		book.put(account("zoe"));
		book.put(account("adam"));
		assertEquals(List.of(account("adam"), account("zoe")), book.list());
		assertEquals(List.of(account("adam"), account("zoe")), new AccountBook(folder).list());
		assertEquals(List.of("accounts.json", "accounts.lock"), files());
	}

	@Test
	void seesWhatAnotherProcessWrote() throws Exception {
		AccountBook one = new AccountBook(folder);
		AccountBook other = new AccountBook(folder);
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
			AccountBook book = new AccountBook(folder);
			assertEquals(List.of(), book.list());
			book.put(account("adam"));
			assertEquals(List.of(account("adam")), new AccountBook(folder).list());
		}
		assertEquals(4, files().stream().filter(name -> name.startsWith("accounts-unreadable-")).count());
	}

	@Test
	void leavesWhatALaterVersionWrote() throws Exception {
		Files.writeString(folder.resolve("accounts.json"), "{\"version\":2,\"accounts\":[]}");
		AccountBook book = new AccountBook(folder);
		assertThrows(IllegalStateException.class, book::list);
		assertTrue(Files.readString(folder.resolve("accounts.json")).contains("\"version\":2"));
	}
}
