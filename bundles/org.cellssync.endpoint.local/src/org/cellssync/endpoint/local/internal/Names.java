package org.cellssync.endpoint.local.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

import org.cellssync.core.ignore.BuiltInIgnores;

/** Names as files have them, and the names of our own files beside them. */
final class Names {

	/** Why a name is not synced that cannot be told as text. */
	static final String UNDECODABLE_REASON = isUtf8() ? "its bytes are no text in UTF-8"
			: "this program was started in a locale without UTF-8";

	private static final String OWN = ".cellssync-";
	private static final String TEMPORARY_END = ".part";
	private static final char UNDECODABLE = '\uFFFD';

	private final String run;
	private final AtomicLong count = new AtomicLong();

	/** Names for one run of the program, unlike those of any other run. */
	Names(RandomGenerator random) {
		this.run = HexFormat.of().toHexDigits(random.nextLong());
	}

	// The JDK turns names into text by the locale it was started in.
	private static boolean isUtf8() {
		return "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));
	}

	/** Returns a name for a temporary file that nothing else has. */
	String temporary() {
		return OWN + run + '-' + count.incrementAndGet() + TEMPORARY_END;
	}

	/** Returns the name of a temporary file that is found again by this key. */
	static String temporary(String key) {
		return OWN + key + TEMPORARY_END;
	}

	/** Returns the name of a hidden folder of ours. */
	static String hidden(String task) {
		return OWN + task;
	}

	/** Returns whether a name is of ours, and so never synced; what waits for its place during moves is not. */
	static boolean isOwn(String name) {
		return name.startsWith(OWN) && !name.startsWith(BuiltInIgnores.WAITING);
	}

	/** Returns whether a name is one of a temporary file of any run. */
	static boolean isTemporary(String name) {
		return isOwn(name) && name.endsWith(TEMPORARY_END);
	}

	/** Returns the name with its letters in the other case; the same where it has none that have one. */
	static String otherCase(String name) {
		String upper = name.toUpperCase(Locale.ROOT);
		return upper.equals(name) ? name.toLowerCase(Locale.ROOT) : upper;
	}

	/** Returns the name of a listed child as text. */
	static String of(Path child) {
		return child.getFileName().toString();
	}

	/** Returns a name in the form paths have. */
	static String normal(String name) {
		return isAscii(name) ? name : Normalizer.normalize(name, Normalizer.Form.NFC);
	}

	/** Returns whether the text of a listed child lost something, because its bytes are no text. */
	static boolean isUndecodable(Path folder, Path child, String name) {
		if (name.indexOf(UNDECODABLE) < 0) {
			return false;
		}
		try {
			return !folder.resolve(name).equals(child);
		} catch (InvalidPathException e) {
			return true;
		}
	}

	/** Returns whether other names exist that have this one as their normal form. */
	static boolean hasOtherForms(String normal) {
		for (int i = 0; i < normal.length(); i++) {
			char c = normal.charAt(i);
			// The Kelvin sign, the Greek question mark and the Greek varia become these three.
			if (c > 0x7F || c == 'K' || c == ';' || c == '`') {
				return true;
			}
		}
		return false;
	}

	private static boolean isAscii(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) > 0x7F) {
				return false;
			}
		}
		return true;
	}
}
