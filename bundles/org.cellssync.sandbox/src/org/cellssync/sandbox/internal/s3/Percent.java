package org.cellssync.sandbox.internal.s3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent coding of paths and query parameters. */
final class Percent {
	private Percent() {
	}

	/** Returns the text behind a coded path; a plus sign is a plus sign. */
	static String decode(String coded) {
		if (coded.indexOf('%') < 0) {
			return coded;
		}
		var bytes = coded.getBytes(StandardCharsets.UTF_8);
		var out = new ByteArrayOutputStream(bytes.length);
		for (var i = 0; i < bytes.length; i++) {
			if (bytes[i] == '%' && i + 2 < bytes.length) {
				out.write(digit(bytes[i + 1]) << 4 | digit(bytes[i + 2]));
				i += 2;
			} else {
				out.write(bytes[i]);
			}
		}
		return out.toString(StandardCharsets.UTF_8);
	}

	private static int digit(byte b) {
		var digit = Character.digit(b, 16);
		if (digit < 0) {
			throw S3Error.INVALID_ARGUMENT.exception();
		}
		return digit;
	}

	/** Returns a text coded so that it can stand in a URL, slashes kept. */
	static String encode(String text) {
		var out = new StringBuilder(text.length() + 16);
		for (var b : text.getBytes(StandardCharsets.UTF_8)) {
			if (b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9'
					|| "-_.~/".indexOf(b) >= 0) {
				out.append((char) b);
			} else {
				out.append('%').append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
						.append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
			}
		}
		return out.toString();
	}
}
