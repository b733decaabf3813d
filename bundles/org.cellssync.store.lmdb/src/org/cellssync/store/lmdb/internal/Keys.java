package org.cellssync.store.lmdb.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Keys of records. LMDB holds keys of at most 511 bytes: a longer name is cut and ends in its hash, and its
 * record keeps the whole name.
 * <p>
 * The key of a path has NUL for each slash, which no name holds: so a folder is followed by all that is below
 * it.
 */
final class Keys {

	/** Bytes of a key made from a name that is too long; all other keys are shorter. */
	static final int CUT = 496;

	/** Bytes of a hash. */
	static final int HASH = 16;

	private static final byte[] ROOT = { 0 };

	private Keys() {
	}

	/** Returns the key of a path ({@link org.cellssync.core.tree.SyncPath#value()}). */
	static byte[] ofPath(String path) {
		return path.isEmpty() ? ROOT.clone() : ofName(path.replace('/', '\0'));
	}

	/** Returns the key of a name that is not empty. */
	static byte[] ofName(String name) {
		byte[] bytes = name.getBytes(UTF_8);
		if (bytes.length < CUT) {
			return bytes;
		}
		byte[] key = Arrays.copyOf(bytes, CUT);
		System.arraycopy(hash(bytes), 0, key, CUT - HASH, HASH);
		return key;
	}

	/**
	 * Returns what the keys of all below {@code path} begin with; those of others may begin so too, where
	 * paths are long.
	 */
	static byte[] prefixOfBelow(String path) {
		byte[] bytes = (path.replace('/', '\0') + '\0').getBytes(UTF_8);
		return path.isEmpty() ? new byte[0] : Arrays.copyOf(bytes, Math.min(bytes.length, CUT - HASH));
	}

	/** Returns whether the record must keep the name because the key does not. */
	static boolean isCut(byte[] key) {
		return key.length == CUT;
	}

	/** Returns the path of a key that is not cut. */
	static String path(byte[] key) {
		if (key.length == 1 && key[0] == 0) {
			return "";
		}
		byte[] path = key.clone();
		for (int i = 0; i < path.length; i++) {
			if (path[i] == 0) {
				path[i] = '/';
			}
		}
		return new String(path, UTF_8);
	}

	/** Returns the key of a version. */
	static byte[] ofVersion(String version) {
		return hash(version.getBytes(UTF_8));
	}

	private static byte[] hash(byte[] bytes) {
		try {
			return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), HASH);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java platform has SHA-256", e);
		}
	}
}
