package org.cellssync.platform.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * can read.
 */
final class MasterPasswords {

	private static final Logger LOG = LoggerFactory.getLogger(MasterPasswords.class);

	private static final int BYTES = 32;
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
			keychain.store(item, password);
			if (keychain.find(item).equals(Optional.of(password))) {
				OwnerOnly.write(itemFile, item);
				OwnerOnly.delete(keyFile);
				return new Search.Found(Guard.KEYCHAIN, password);
			}
			LOG.warn(
					"The keychain keeps nothing; a file that only its owner can read guards the secrets");
		} catch (KeychainException e) {
			LOG.info("No keychain can be used ({}); a file that only its owner can read guards the secrets",
					e.getMessage());
		}
		return makeFile(password);
	}

	/** Makes a new password, kept in a file. */
	Search.Found makeFile() throws IOException {
		return makeFile(random());
	}

	private Search.Found makeFile(String password) throws IOException {
		OwnerOnly.write(keyFile, password);
		OwnerOnly.delete(itemFile);
		return new Search.Found(Guard.FILE, password);
	}

	private static String random() {
		byte[] bytes = new byte[BYTES];
		new SecureRandom().nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}
}
