package org.cellssync.api.account;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Through what one goes to a server. */
public sealed interface NetworkProxy {

	/** What needs no address. */
	enum Given implements NetworkProxy {
		/**
		 * What the environment ({@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY}, {@code NO_PROXY}) says, else the
		 * system's settings; looked up again for every connection.
		 */
		SYSTEM,
		/** The server is reached without anything in between, whatever the system says. */
		NONE;

		@Override
		public String text() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	/** What a proxy speaks. */
	enum Kind {
		/** A web proxy that is asked for tunnels (CONNECT). */
		HTTP,
		/** SOCKS, version 5; names of servers are looked up by the proxy. */
		SOCKS5
	}

	/**
	 * A proxy by its address.
	 *
	 * @param host name or address, without brackets
	 * @param user whom the proxy knows
	 * @param password empty where there is none, or none that is known
	 */
	record Fixed(Kind kind, String host, int port, Optional<String> user, Optional<Secret> password)
			implements NetworkProxy {

		/** Requires a port, and a user for the password. */
		public Fixed {
			Objects.requireNonNull(kind);
			if (host.isEmpty() || port < 1 || port > 65535 || user.isEmpty() && password.isPresent()) {
				throw new IllegalArgumentException("not the address of a proxy");
			}
		}

		/** Returns the same with a password. */
		public Fixed withPassword(Optional<Secret> other) {
			return new Fixed(kind, host, port, user, other);
		}

		/** Returns {@code host:port}, by which people know it. */
		public String place() {
			return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
		}

		@Override
		public String text() {
			try {
				return new URI(kind.name().toLowerCase(Locale.ROOT), user.orElse(null), host, port, null, null, null)
						.toASCIIString();
			} catch (URISyntaxException impossible) {
				throw new IllegalStateException(impossible);
			}
		}
	}

	/** Returns the form in which {@link #parse} takes it; holds no password. */
	String text();

	/**
	 * Returns what is written: {@code system}, {@code none}, {@code http://[user@]host:port} or
	 * {@code socks5://[user@]host:port}.
	 *
	 * @throws IllegalArgumentException with what is wrong with it, without repeating what may be a password
	 */
	static NetworkProxy parse(String text) {
		for (Given given : Given.values()) {
			if (given.text().equals(text)) {
				return given;
			}
		}
		try {
			URI address = new URI(text).parseServerAuthority();
			Kind kind = switch (String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT)) {
				case "http" -> Kind.HTTP;
				case "socks5", "socks5h" -> Kind.SOCKS5;
				default -> throw new IllegalArgumentException("a proxy is system, none, http://… or socks5://…");
			};
			if (address.getHost() == null || address.getPort() < 0) {
				throw new IllegalArgumentException("the address of a proxy has a host and a port");
			}
			if (address.getUserInfo() != null && address.getUserInfo().indexOf(':') >= 0) {
				throw new IllegalArgumentException("the password of a proxy does not belong into its address");
			}
			return new Fixed(kind, address.getHost().replaceAll("[\\[\\]]", ""), address.getPort(),
					Optional.ofNullable(address.getUserInfo()).filter(user -> !user.isEmpty()), Optional.empty());
		} catch (URISyntaxException noAddress) {
			// Its message repeats what was typed, and with it perhaps a password.
			throw new IllegalArgumentException("a proxy is system, none, http://… or socks5://…");
		}
	}
}
