package org.cellssync.platform.internal;

import java.util.Optional;

/**
 * The system's keychain, as far as it is needed: one secret by its id. Calls may block for long; they never
 * prompt.
 */
interface Keychain {

	/**
	 * Returns the secret kept under {@code id}; empty where the keychain is there and has none.
	 *
	 * @throws KeychainException where there is no keychain, it is locked, or it does not work
	 */
	Optional<String> find(String id) throws KeychainException;

	/** Keeps a secret; one of the same id is replaced. */
	void store(String id, String secret) throws KeychainException;

	/** Forgets a secret; no error where there is none. To be called only where it {@link #removes()}. */
	void remove(String id) throws KeychainException;

	/** Returns whether secrets can be removed; where not, a secret once kept stays, and stays good. */
	boolean removes();

	/**
	 * Looks whether secrets could be kept, and keeps none.
	 *
	 * @throws KeychainException where there is no keychain, it is locked, or it does not work
	 */
	void check() throws KeychainException;
}
