package org.cellssync.transport.internal.way;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.Secret;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.transport.ProxyFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SystemProxiesTest {

	private static final String PROXY = "http://proxy.example:3128";

	/** A selector that answers the same to everything. */
	private record Settings(Proxy proxy) {

		ProxySelector selector() {
			return new ProxySelector() {
				@Override
				public List<Proxy> select(URI uri) {
					assertEquals("https", uri.getScheme());
					return List.of(proxy);
				}

				@Override
				public void connectFailed(URI uri, SocketAddress address, IOException failure) {
					throw new AssertionError(failure);
				}
			};
		}
	}

	private static Optional<NetworkProxy.Fixed> find(Map<String, String> environment, String host, int port)
			throws IOException {
		return new SystemProxies(environment, () -> null).find(host, port);
	}

	static Stream<Arguments> cases() {
		return Stream.of(
				arguments("nothing is said", Map.of(), "cells.example", "direct"),
				arguments("for https", Map.of("HTTPS_PROXY", PROXY, "http_proxy", "http://other:1"), "cells.example", PROXY),
				arguments("lower case wins", Map.of("HTTPS_PROXY", "http://other:1", "https_proxy", PROXY), "cells.example",
						PROXY),
				arguments("for http alone", Map.of("http_proxy", PROXY), "cells.example", PROXY),
				arguments("for all", Map.of("ALL_PROXY", "socks5h://proxy.example:1080"), "cells.example",
						"socks5://proxy.example:1080"),
				arguments("without a scheme or port", Map.of("https_proxy", "proxy.example"), "cells.example",
						"http://proxy.example:80"),
				arguments("this computer", Map.of("https_proxy", PROXY), "127.0.0.1", "direct"),
				arguments("this computer by name", Map.of("https_proxy", PROXY), "localhost", "direct"),
				arguments("this computer, IPv6", Map.of("https_proxy", PROXY), "::1", "direct"),
				arguments("excepted", Map.of("https_proxy", PROXY, "no_proxy", "a.example, cells.example"), "cells.example",
						"direct"),
				arguments("excepted with all below", Map.of("https_proxy", PROXY, "NO_PROXY", ".example"), "cells.example",
						"direct"),
				arguments("excepted by a star", Map.of("https_proxy", PROXY, "NO_PROXY", "*"), "cells.example", "direct"),
				arguments("excepted with its port", Map.of("https_proxy", PROXY, "NO_PROXY", "cells.example:443"),
						"cells.example", "direct"),
				arguments("another port is excepted", Map.of("https_proxy", PROXY, "NO_PROXY", "cells.example:8443"),
						"cells.example", PROXY),
				arguments("another name that ends so", Map.of("https_proxy", PROXY, "NO_PROXY", "ells.example"),
						"cells.example", PROXY));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void readsTheEnvironment(String name, Map<String, String> environment, String host, String expected) throws IOException {
		assertEquals(expected, find(environment, host, 443).map(NetworkProxy::text).orElse("direct"));
	}

	@Test
	void takesNameAndPasswordOutOfTheEnvironment() throws IOException {
		NetworkProxy.Fixed found = find(Map.of("https_proxy", "http://an%20na:p%40ss+1@proxy.example:3128"), "cells.example",
				443).orElseThrow();
		assertEquals(Optional.of("an na"), found.user());
		assertEquals(Optional.of(new Secret("p@ss+1")), found.password());
		assertFalse(found.toString().contains("ss+1"), found.toString());
	}

	@Test
	void tellsWhatIsNoProxyWithoutRepeatingIt() {
		ProxyFailure failure = assertThrows(ProxyFailure.class,
				() -> find(Map.of("https_proxy", "http://anna:secret@:x"), "cells.example", 443));
		assertEquals(Code.PROXY_UNREACHABLE, failure.code());
		assertFalse(failure.getMessage().contains("secret"), failure.getMessage());
	}

	@Test
	void asksTheSystemsSettingsWhereTheEnvironmentIsSilent() throws IOException {
		Proxy socks = new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("proxy.example", 1080));
		assertEquals("socks5://proxy.example:1080",
				new SystemProxies(Map.of(), new Settings(socks)::selector).find("cells.example", 443).orElseThrow().text());
		assertEquals(Optional.empty(),
				new SystemProxies(Map.of(), new Settings(Proxy.NO_PROXY)::selector).find("cells.example", 443));
	}
}
