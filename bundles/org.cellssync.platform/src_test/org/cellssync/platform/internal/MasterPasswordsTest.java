package org.cellssync.platform.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import org.cellssync.api.util.SecretStore.Guard;
import org.cellssync.platform.internal.MasterPasswords.Search;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterPasswordsTest {

	@TempDir
	Path folder;

	private final FakeKeychain keychain = new FakeKeychain();

	private MasterPasswords passwords() {
		return new MasterPasswords(folder, keychain);
	}

	@Test
	void hasNoneAtFirst() throws IOException {
		assertEquals(Search.None.NONE, passwords().find());
	}

	@Test
	void keepsItInTheKeychain() throws IOException {
		Search.Found made = passwords().make();
		assertEquals(Guard.KEYCHAIN, made.guard());
		assertTrue(made.password().matches("[0-9a-f]{64}"));
		assertEquals(made, passwords().find());
		assertFalse(Files.exists(folder.resolve("secrets.key")));
		assertEquals(made.password(),
				keychain.items.get(Files.readString(folder.resolve("secrets.keychain"))));
	}

	@Test
	void keepsThoseOfTwoFoldersApart() throws IOException {
		Path other = Files.createDirectory(folder.resolve("other"));
		Search.Found made = passwords().make();
		Search.Found madeThere = new MasterPasswords(other, keychain).make();
		assertNotEquals(made.password(), madeThere.password());
		assertEquals(made, passwords().find());
	}

	@Test
	void keepsItInAFileWhereThereIsNoKeychain() throws IOException {
		keychain.locked = true;
		Search.Found made = passwords().make();
		assertEquals(Guard.FILE, made.guard());
		Path file = folder.resolve("secrets.key");
		assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
		keychain.locked = false;
		assertEquals(made, passwords().find());
	}

	@Test
	void trustsOnlyAKeychainThatKeepsThings() throws IOException {
		keychain.forgetful = true;
		Search.Found made = passwords().make();
		assertEquals(Guard.FILE, made.guard());
		assertEquals(made, passwords().find());
	}

	@Test
	void waitsForAKeychainThatIsLocked() throws IOException {
		Search.Found made = passwords().make();
		keychain.locked = true;
		assertEquals(new Search.Away("locked"), passwords().find());
		keychain.locked = false;
		assertEquals(made, passwords().find());
	}

	@Test
	void goesOverToAFile() throws IOException {
		passwords().make();
		Search.Found made = passwords().makeFile();
		assertEquals(made, passwords().find());
		assertEquals(Guard.FILE, made.guard());
	}

	@Test
	void leavesNothingWhereItIsForgotten() throws IOException {
		passwords().make();
		passwords().forget();
		assertEquals(Search.None.NONE, passwords().find());
		assertEquals(Map.of(), keychain.items);
		keychain.locked = true;
		passwords().make();
		passwords().forget();
		assertEquals(List.of(), OwnerOnly.list(folder, "*"));
	}

	@Test
	void doesNotUseAgainWhatTheKeychainMayRemoveLate() throws IOException {
		Search.Found first = passwords().make();
		keychain.locked = true;
		passwords().forget();
		assertFalse(passwords().removeUnused());
		keychain.locked = false;
		assertEquals(Search.None.NONE, passwords().find());
		assertNotEquals(first.password(), passwords().make().password());
		assertEquals(2, keychain.items.size());
		assertTrue(passwords().removeUnused());
		assertEquals(1, keychain.items.size());
	}

	@Test
	void forgetsTheItemOfAKeychainThatWasAwayOnceAFileGuards() throws IOException {
		passwords().make();
		passwords().makeFile();
		passwords().forget();
		assertEquals(Map.of(), keychain.items);
		assertEquals(List.of(), OwnerOnly.list(folder, "*"));
	}

	@Test
	void isTheSameAgainWhereTheKeychainPartsWithNothing() throws IOException {
		keychain.keeping = true;
		Search.Found made = passwords().make();
		passwords().forget();
		assertEquals(made, passwords().find());
	}

	@Test
	void tellsWhatWouldGuardAndMakesNothing() throws IOException {
		assertEquals(Guard.KEYCHAIN, passwords().prospect());
		keychain.locked = true;
		assertEquals(Guard.FILE, passwords().prospect());
		assertEquals(Map.of(), keychain.items);
		assertEquals(List.of(), OwnerOnly.list(folder, "*"));
	}

	@Test
	void hasNoneWhenItWasLost() throws IOException {
		passwords().make();
		keychain.items.clear();
		assertEquals(Search.None.NONE, passwords().find());
		Files.writeString(folder.resolve("secrets.key"), "damaged");
		assertEquals(Search.None.NONE, passwords().find());
		Search.Found made = passwords().make();
		assertEquals(made, passwords().find());
	}
}
