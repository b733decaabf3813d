package org.cellssync.platform.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cellssync.api.util.SecretStore;
import org.cellssync.api.util.SecretStore.Guard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When what guards the secrets is made, and when it goes. */
class SecureStorageTest {

	private static final List<String> EMPTY = List.of("secrets.lock", "secrets.work");

	@TempDir
	Path folder;

	private final FakeKeychain keychain = new FakeKeychain();
	private Instant now = Instant.EPOCH;

	/** As another process has one: they have the data folder and the keychain in common. */
	private SecretStore storage() {
		InstantSource clock = () -> now;
		return new SecureStorage(() -> folder, keychain, PlainFile::open, clock);
	}

	private List<String> files() throws IOException {
		return OwnerOnly.list(folder, "*").stream().map(each -> each.getFileName().toString())
				.filter(name -> !name.equals("secrets.keychain")).sorted().toList();
	}

	@Test
	void makesNothingBeforeThereIsASecret() throws IOException {
		SecretStore storage = storage();
		assertEquals(Guard.KEYCHAIN, storage.guard());
		storage.reload();
		assertEquals(Optional.empty(), storage.read("key"));
		storage.remove("key");
		assertEquals(Map.of(), keychain.items);
		assertEquals(EMPTY, files());
	}

	@Test
	void removesWhatGuardedTheLastSecret() throws IOException {
		SecretStore storage = storage();
		storage.write("one", "1");
		storage.write("two", "2");
		storage.remove("one");
		assertEquals(1, keychain.items.size());
		assertEquals(Optional.of("2"), storage.read("two"));
		storage.remove("two");
		assertEquals(Map.of(), keychain.items);
		assertEquals(EMPTY, files());
		assertEquals(List.of(), OwnerOnly.list(folder.resolve("secrets.work"), "*"));
		assertEquals(Optional.empty(), storage.read("two"));
	}

	@Test
	void removesTheFileThatGuardedTheLastSecret() throws IOException {
		keychain.locked = true;
		SecretStore storage = storage();
		storage.write("key", "secret");
		assertEquals(Guard.FILE, storage.guard());
		storage.remove("key");
		assertEquals(EMPTY, files());
		keychain.locked = false;
		storage.write("key", "secret");
		assertEquals(Guard.KEYCHAIN, storage.guard());
	}

	@Test
	void losesNoSecretThatAnotherProcessWritesAfterTheLastWasRemoved() throws IOException {
		SecretStore one = storage();
		SecretStore two = storage();
		one.write("first", "1");
		assertEquals(Optional.of("1"), two.read("first"));
		Set<String> former = Set.copyOf(keychain.items.values());
		one.remove("first");
		two.write("second", "2");
		assertNotEquals(former, Set.copyOf(keychain.items.values()));
		assertEquals(Optional.of("2"), one.read("second"));
		assertEquals(Optional.empty(), two.read("first"));
		one.write("third", "3");
		two.remove("second");
		assertEquals(Optional.of("3"), two.read("third"));
		assertEquals(Optional.of("3"), storage().read("third"));
		assertEquals(1, keychain.items.size());
	}

	@Test
	void removesTheKeyLaterWhereTheKeychainIsAway() throws IOException {
		SecretStore storage = storage();
		storage.write("key", "secret");
		keychain.locked = true;
		storage().remove("key");
		assertEquals(1, keychain.items.size());
		SecretStore later = storage();
		assertEquals(Optional.empty(), later.read("key"));
		keychain.locked = false;
		later.reload();
		assertEquals(1, keychain.items.size(), "it is not asked again at once");
		now = now.plus(Duration.ofMinutes(1));
		later.reload();
		assertEquals(Map.of(), keychain.items);
		assertEquals(EMPTY, files());
	}

	@Test
	void removesAKeyThatWasLeftBehind() throws IOException {
		storage().write("key", "secret");
		Files.delete(folder.resolve("secrets"));
		assertEquals(Optional.empty(), storage().read("key"));
		assertEquals(Map.of(), keychain.items);
		assertEquals(EMPTY, files());
	}

	@Test
	void removesWithTheLastSecretWhatWasSetAside() throws IOException {
		storage().write("key", "former");
		keychain.locked = true;
		SecretStore storage = storage();
		storage.write("key", "later");
		assertEquals(1, OwnerOnly.list(folder, "secrets.keychain-*").size());
		keychain.locked = false;
		storage.remove("key");
		assertEquals(Map.of(), keychain.items);
		assertEquals(EMPTY, files());
	}

	@Test
	void keepsWhatIsSetAsideAsLongAsThereIsASecret() throws IOException {
		storage().write("key", "former");
		keychain.locked = true;
		SecretStore storage = storage();
		storage.write("key", "later");
		storage.write("other", "too");
		storage.remove("key");
		assertEquals(1, OwnerOnly.list(folder, "secrets.keychain-*").size());
		assertEquals(1, keychain.items.size());
		assertEquals(Optional.of("too"), storage.read("other"));
	}

	@Test
	void usesTheKeyAgainWhereTheKeychainPartsWithNothing() throws IOException {
		keychain.keeping = true;
		SecretStore storage = storage();
		storage.write("key", "secret");
		storage.remove("key");
		storage.write("key", "again");
		assertEquals(Optional.of("again"), storage().read("key"));
		assertEquals(1, keychain.items.size());
	}
}
