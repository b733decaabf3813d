package org.cellssync.auth.internal.store;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of accounts and the names of files that belong to them. */
public final class AccountId {

	private static final String PLAIN = "-._~";

	private AccountId() {
	}

	/**
	 * Returns {@code scheme://user@host[:port]}.
	 *
	 * @param url the server's address in the form accounts keep
	 * @param user as the server tells it; whatever is special in addresses is percent-encoded
	 */
	public static String of(String url, String user) {
		URI server = URI.create(url);
		return server.getScheme() + "://" + encoded(user) + '@' + server.getRawAuthority();
	}

	/** Returns a name for files of this account: short, without special characters, one for each id. */
	public static String fileName(String id) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
			return "account-" + HexFormat.of().formatHex(digest, 0, 10);
		} catch (NoSuchAlgorithmException impossible) {
			throw new IllegalStateException(impossible);
		}
	}

	private static String encoded(String user) {
		StringBuilder text = new StringBuilder();
		for (byte part : user.getBytes(StandardCharsets.UTF_8)) {
			char character = (char) (part & 0xff);
			boolean plain = character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z'
					|| character >= '0' && character <= '9' || PLAIN.indexOf(character) >= 0;
			if (plain) {
				text.append(character);
			} else {
				text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(part));
			}
		}
		return text.toString();
	}
}
