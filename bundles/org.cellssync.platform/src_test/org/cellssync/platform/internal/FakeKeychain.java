package org.cellssync.platform.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A keychain in memory that can be locked. */
final class FakeKeychain implements Keychain {

	final Map<String, String> items = new HashMap<>();
	boolean locked;
	boolean forgetful;
	/** Does not part with what it has. */
	boolean keeping;

	@Override
	public Optional<String> find(String id) throws KeychainException {
		requireUnlocked();
		return Optional.ofNullable(items.get(id));
	}

	@Override
	public void store(String id, String secret) throws KeychainException {
		requireUnlocked();
		if (!forgetful) {
			items.put(id, secret);
		}
	}

	@Override
	public void remove(String id) throws KeychainException {
		requireUnlocked();
		items.remove(id);
	}

	@Override
	public boolean removes() {
		return !keeping;
	}

	@Override
	public void check() throws KeychainException {
		requireUnlocked();
	}

	private void requireUnlocked() throws KeychainException {
		if (locked) {
			throw new KeychainException("locked");
		}
	}
}
