package org.cellssync.platform.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import org.cellssync.api.util.SecretStore.Guard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The random password that all secrets of a data folder are encrypted with. It lies in the system's keychain,
 * and a file names the item; or, where there was no keychain when it was made, in a file that only its owner
 * can read. It is made when the first secret is written and lasts as long as there is one.
 */
final class MasterPasswords {

	private static final Logger LOG = LoggerFactory.getLogger(MasterPasswords.class);

	private static final int BYTES = 32;
	/** How the names of files begin that name items which are still to be removed. */
	private static final String UNUSED = "secrets.unused-";
	private static final Pattern PASSWORD = Pattern.compile("[0-9a-f]{64}");

	private final Path keyFile;
	private final Path itemFile;
	private final Keychain keychain;

	/** What is known of the password of a data folder. */
	sealed interface Search {

		/**
		 * Here it is.
		 *
		 * @param guard what keeps it
		 */
		record Found(Guard guard, String password) implements Search {
		}

		/** None was ever made, or it is lost for good. */
		enum None implements Search {
			/** The only value. */
			NONE
		}

		/**
		 * The keychain has it and cannot be used now.
		 *
		 * @param reason why
		 */
		record Away(String reason) implements Search {
		}
	}

	MasterPasswords(Path data, Keychain keychain) {
		this.keyFile = data.resolve("secrets.key");
		this.itemFile = data.resolve("secrets.keychain");
		this.keychain = keychain;
	}

	Search find() throws IOException {
		if (OwnerOnly.exists(keyFile)) {
			String password = Files.readString(keyFile).strip();
			return PASSWORD.matcher(password).matches() ? new Search.Found(Guard.FILE, password)
					: Search.None.NONE;
		}
		if (!OwnerOnly.exists(itemFile)) {
			return Search.None.NONE;
		}
		try {
			Optional<String> password = keychain.find(Files.readString(itemFile).strip());
			return password.<Search>map(each -> new Search.Found(Guard.KEYCHAIN, each))
					.orElse(Search.None.NONE);
		} catch (KeychainException e) {
			return new Search.Away(e.getMessage());
		}
	}

	/** Makes a new password, kept by the keychain where there is one. */
	Search.Found make() throws IOException {
		String password = random();
		String item = UUID.randomUUID().toString();
		try {
			keychain.check();
			// First, so that no item is in the keychain of which nobody knows, whenever the process ends.
			OwnerOnly.write(itemFile, item);
			keychain.store(item, password);
			if (keychain.find(item).equals(Optional.of(password))) {
				OwnerOnly.delete(keyFile);
				return new Search.Found(Guard.KEYCHAIN, password);
			}
			LOG.warn(
					"The keychain keeps nothing; a file that only its owner can read guards the secrets");
		} catch (KeychainException e) {
			LOG.info("No keychain can be used ({}); a file that only its owner can read guards the secrets",
					e.getMessage());
		}
		Search.Found made = makeFile(password);
		giveUpItem();
		return made;
	}

	/**
	 * Makes a new password, kept in a file. The item of a keychain that is away is not forgotten: it is still
	 * to be removed some day.
	 */
	Search.Found makeFile() throws IOException {
		return makeFile(random());
	}

	private Search.Found makeFile(String password) throws IOException {
		OwnerOnly.write(keyFile, password);
		return new Search.Found(Guard.FILE, password);
	}

	/** Forgets the password, when there is nothing any more that it protects. */
	void forget() throws IOException {
		OwnerOnly.delete(keyFile);
		giveUpItem();
		removeUnused();
	}

	/**
	 * From now on no process uses the item. So it does no harm when the keychain removes it late, after it
	 * was not waited for any longer.
	 */
	private void giveUpItem() throws IOException {
		if (keychain.removes() && OwnerOnly.exists(itemFile)) {
			Files.move(itemFile, itemFile.resolveSibling(UNUSED + UUID.randomUUID()),
					StandardCopyOption.ATOMIC_MOVE);
		}
	}

	/**
	 * Removes what is in the keychain and is not used any more.
	 *
	 * @return whether there is nothing of that left
	 */
	boolean removeUnused() throws IOException {
		try {
			for (Path each : OwnerOnly.list(itemFile.getParent(), UNUSED + "*")) {
				keychain.remove(Files.readString(each).strip());
				OwnerOnly.delete(each);
			}
			return true;
		} catch (KeychainException e) {
			LOG.warn("The keychain cannot be used ({}); until it can, a key that protects nothing stays in it",
					e.getMessage());
			return false;
		}
	}

	/** Returns what would guard a secret written now, as far as that is known before there is one. */
	Guard prospect() {
		try {
			keychain.check();
			return Guard.KEYCHAIN;
		} catch (KeychainException e) {
			LOG.debug("No keychain can be used", e);
			return Guard.FILE;
		}
	}

	private static String random() {
		byte[] bytes = new byte[BYTES];
		new SecureRandom().nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}
}
