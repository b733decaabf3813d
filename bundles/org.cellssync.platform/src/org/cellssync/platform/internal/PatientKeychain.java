package org.cellssync.platform.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A keychain that is waited for only so long. While a call to it hangs no other is made: it would hang, too.
 */
final class PatientKeychain implements Keychain {

	private final Keychain keychain;
	private final Duration patience;

	// guarded by this
	private Optional<FutureTask<?>> hanging = Optional.empty();

	PatientKeychain(Keychain keychain, Duration patience) {
		this.keychain = keychain;
		this.patience = patience;
	}

	@Override
	public Optional<String> find(String id) throws KeychainException {
		return call(() -> keychain.find(id));
	}

	@Override
	public void store(String id, String secret) throws KeychainException {
		call(() -> {
			keychain.store(id, secret);
			return null;
		});
	}

	@Override
	public void remove(String id) throws KeychainException {
		call(() -> {
			keychain.remove(id);
			return null;
		});
	}

	@Override
	public boolean removes() {
		return keychain.removes();
	}

	@Override
	public void check() throws KeychainException {
		call(() -> {
			keychain.check();
			return null;
		});
	}

	private synchronized <T> T call(Callable<T> call) throws KeychainException {
		if (hanging.isPresent() && !hanging.get().isDone()) {
			throw new KeychainException("the keychain has not answered yet");
		}
		FutureTask<T> task = new FutureTask<>(call);
		Thread thread = new Thread(task, "keychain");
		thread.setDaemon(true);
		thread.start();
		hanging = Optional.of(task);
		try {
			return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
		} catch (TimeoutException e) {
			throw new KeychainException("the keychain did not answer within " + patience.toSeconds() + " s",
					e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new KeychainException("interrupted while waiting for the keychain", e);
		} catch (ExecutionException e) {
			throw failure(e.getCause());
		}
	}

	/** A missing or unfit native library is a keychain that cannot be used. */
	private static KeychainException failure(Throwable cause) {
		return switch (cause) {
			case KeychainException e -> e;
			case LinkageError e -> new KeychainException("the library of the keychain cannot be loaded", e);
			case RuntimeException e -> throw e;
			case Error e -> throw e;
			default -> throw new IllegalStateException(cause);
		};
	}
}
