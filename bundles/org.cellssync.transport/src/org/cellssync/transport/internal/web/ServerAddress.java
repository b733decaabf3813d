package org.cellssync.transport.internal.web;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;

/** The one form in which a server's address is kept, whatever was typed. */
final class ServerAddress {

	private ServerAddress() {
	}

	/**
	 * Returns scheme, host and port in lower case, without the scheme's own port and without a path.
	 *
	 * @throws EndpointException {@code SERVER_URL_INVALID}; also where the address carries a user name, which
	 *         may have a password behind it that would be kept in clear
	 */
	static URI of(String typed) throws EndpointException {
		String text = typed.strip();
		int authority = text.indexOf("://") + 3;
		if (authority < 3) {
			throw invalid(typed, null);
		}
		String scheme = text.substring(0, authority - 3).toLowerCase(Locale.ROOT);
		if (!scheme.equals("http") && !scheme.equals("https")) {
			throw invalid(typed, null);
		}
		String place = text.substring(authority).split("[/?#]", 2)[0];
		try {
			URI address = new URI(scheme + "://" + ascii(place)).parseServerAuthority();
			int port = address.getPort();
			if (address.getHost() == null || address.getUserInfo() != null || port == 0 || port > 65535) {
				throw invalid(typed, null);
			}
			int own = scheme.equals("https") ? 443 : 80;
			String host = address.getHost().toLowerCase(Locale.ROOT);
			return new URI(scheme + "://" + host + (port < 0 || port == own ? "" : ":" + port));
		} catch (URISyntaxException | IllegalArgumentException noAddress) {
			throw invalid(typed, noAddress);
		}
	}

	/** Names with letters beyond ASCII are asked for in their ASCII form. */
	private static String ascii(String place) {
		boolean plain = place.chars().allMatch(character -> character < 128);
		return plain ? place : IDN.toASCII(place);
	}

	private static EndpointException invalid(String typed, Exception cause) {
		// Whatever stands before an @ may be a secret and is not repeated.
		String shown = typed.replaceAll("//[^/@]*@", "//…@");
		return new EndpointException(Diagnostic.of(Code.SERVER_URL_INVALID, shown), cause);
	}
}
