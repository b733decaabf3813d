package org.cellssync.transport.internal.way;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.Secret;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.transport.ProxyFailure;

/**
 * The proxies of this computer: those of the environment, else those of the system's settings. This computer itself is
 * reached without one.
 */
final class SystemProxies {

	private static final SystemProxies THIS = new SystemProxies(System.getenv(), ProxySelector::getDefault);

	private final Map<String, String> environment;
	private final Supplier<ProxySelector> settings;

	SystemProxies(Map<String, String> environment, Supplier<ProxySelector> settings) {
		this.environment = Map.copyOf(environment);
		this.settings = settings;
	}

	static SystemProxies ofThisComputer() {
		return THIS;
	}

	/**
	 * Returns the proxy to a server; as all we send goes through tunnels, the one for https is taken for clear text too
	 * where there is none for it.
	 *
	 * @throws IOException where the environment names something that is no proxy
	 */
	Optional<NetworkProxy.Fixed> find(String host, int port) throws IOException {
		if (isThisComputer(host)) {
			return Optional.empty();
		}
		Optional<String> named = Stream.of("https_proxy", "http_proxy", "all_proxy").map(this::variable)
				.flatMap(Optional::stream).findFirst();
		if (named.isPresent()) {
			return isExcepted(host, port) ? Optional.empty() : Optional.of(parse(named.get()));
		}
		return ofSettings(host, port);
	}

	private static boolean isThisComputer(String host) {
		if (host.equalsIgnoreCase("localhost")) {
			return true;
		}
		try {
			// Only what is an address already: a name would be asked for.
			return (host.indexOf(':') >= 0 || host.matches("[0-9.]+")) && InetAddress.getByName(host).isLoopbackAddress();
		} catch (IOException noAddress) {
			return false;
		}
	}

	private Optional<String> variable(String name) {
		return Stream.of(name, name.toUpperCase(Locale.ROOT)).map(environment::get)
				.filter(value -> value != null && !value.isBlank()).map(String::strip).findFirst();
	}

	private boolean isExcepted(String host, int port) {
		String wanted = host.toLowerCase(Locale.ROOT);
		return variable("no_proxy").stream().flatMap(all -> Stream.of(all.toLowerCase(Locale.ROOT).split("[,\\s]+")))
				.filter(each -> !each.isEmpty()).anyMatch(each -> isMeant(each, wanted, port));
	}

	/** {@code *}, a name with all below it, an address, each with a port or without. */
	private static boolean isMeant(String exception, String host, int port) {
		String name = exception;
		int colon = exception.lastIndexOf(':');
		if (colon > 0 && exception.indexOf(':') == colon && exception.substring(colon + 1).matches("[0-9]{1,5}")) {
			if (Integer.parseInt(exception.substring(colon + 1)) != port) {
				return false;
			}
			name = exception.substring(0, colon);
		}
		String bare = name.replaceFirst("^\\*?\\.", "");
		return name.equals("*") || host.equals(bare) || host.endsWith('.' + bare);
	}

	private static NetworkProxy.Fixed parse(String value) throws IOException {
		try {
			URI address = new URI(value.contains("://") ? value : "http://" + value).parseServerAuthority();
			NetworkProxy.Kind kind = switch (address.getScheme().toLowerCase(Locale.ROOT)) {
				case "http" -> NetworkProxy.Kind.HTTP;
				case "socks", "socks5", "socks5h" -> NetworkProxy.Kind.SOCKS5;
				default -> throw unusable(address.getScheme() + "://…");
			};
			String[] who = address.getRawUserInfo() == null ? new String[0] : address.getRawUserInfo().split(":", 2);
			Optional<String> user = Stream.of(who).findFirst().map(SystemProxies::decoded).filter(text -> !text.isEmpty());
			Optional<Secret> password = user.isPresent() && who.length > 1 ? Optional.of(new Secret(decoded(who[1])))
					: Optional.empty();
			int usual = kind == NetworkProxy.Kind.HTTP ? 80 : 1080;
			return new NetworkProxy.Fixed(kind, String.valueOf(address.getHost()).replaceAll("[\\[\\]]", ""),
					address.getPort() < 0 ? usual : address.getPort(), user, password);
		} catch (URISyntaxException | IllegalArgumentException noAddress) {
			// The value may hold a password and is not repeated.
			throw unusable("HTTPS_PROXY");
		}
	}

	private static String decoded(String text) {
		return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
	}

	private static ProxyFailure unusable(String what) {
		return new ProxyFailure(Code.PROXY_UNREACHABLE, what, "this is not the address of a proxy we can use", null);
	}

	private Optional<NetworkProxy.Fixed> ofSettings(String host, int port) throws IOException {
		ProxySelector selector = settings.get();
		if (selector == null) {
			return Optional.empty();
		}
		List<Proxy> found;
		try {
			found = selector.select(new URI("https", null, host, port, "/", null, null));
		} catch (URISyntaxException impossible) {
			throw new IOException(impossible);
		}
		for (Proxy proxy : found) {
			if (proxy.type() == Proxy.Type.DIRECT) {
				return Optional.empty();
			}
			if (proxy.address() instanceof InetSocketAddress place) {
				NetworkProxy.Kind kind = proxy.type() == Proxy.Type.SOCKS ? NetworkProxy.Kind.SOCKS5
						: NetworkProxy.Kind.HTTP;
				return Optional.of(new NetworkProxy.Fixed(kind, place.getHostString(), place.getPort(), Optional.empty(),
						Optional.empty()));
			}
		}
		return Optional.empty();
	}
}
