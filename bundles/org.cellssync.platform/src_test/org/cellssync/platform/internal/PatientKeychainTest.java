package org.cellssync.platform.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class PatientKeychainTest {

	private static final Duration LONG = Duration.ofSeconds(30);
	private static final Duration SHORT = Duration.ofMillis(50);

	@Test
	void passesOnWhatIsKept() throws KeychainException {
		Keychain keychain = new PatientKeychain(new FakeKeychain(), LONG);
		keychain.store("id", "secret");
		assertEquals(Optional.of("secret"), keychain.find("id"));
		assertEquals(Optional.empty(), keychain.find("other"));
	}

	@Test
	void passesOnWhatIsWrong() {
		FakeKeychain fake = new FakeKeychain();
		fake.locked = true;
		assertEquals("locked",
				assertThrows(KeychainException.class, () -> new PatientKeychain(fake, LONG).find("id"))
						.getMessage());
	}

	@Test
	void takesAMissingLibraryForAMissingKeychain() {
		Keychain broken = new Scripted(() -> {
			throw new UnsatisfiedLinkError("no such library");
		});
		assertThrows(KeychainException.class, () -> new PatientKeychain(broken, LONG).find("id"));
	}

	@Test
	void givesUpAndDoesNotAskAgainWhileACallHangs() throws InterruptedException {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch over = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		Keychain hanging = new Scripted(() -> {
			calls.incrementAndGet();
			try {
				release.await();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
			over.countDown();
		});
		Keychain keychain = new PatientKeychain(hanging, SHORT);
		assertThrows(KeychainException.class, () -> keychain.find("id"));
		String message = assertThrows(KeychainException.class, () -> keychain.find("id")).getMessage();
		assertTrue(message.contains("not answered yet"), message);
		assertEquals(1, calls.get());
		release.countDown();
		over.await();
	}

	@Test
	void endsWhenInterrupted() {
		CountDownLatch never = new CountDownLatch(1);
		Keychain hanging = new Scripted(() -> {
			try {
				never.await();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		});
		Thread.currentThread().interrupt();
		assertThrows(KeychainException.class, () -> new PatientKeychain(hanging, LONG).find("id"));
		assertTrue(Thread.interrupted());
		never.countDown();
	}

	private record Scripted(Runnable script) implements Keychain {

		@Override
		public Optional<String> find(String id) {
			script.run();
			return Optional.empty();
		}

		@Override
		public void store(String id, String secret) {
			script.run();
		}

		@Override
		public void remove(String id) {
			script.run();
		}

		@Override
		public boolean removes() {
			return true;
		}

		@Override
		public void check() {
			script.run();
		}
	}
}
