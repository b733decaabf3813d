package org.cellssync.api.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkProxyTest {

	@ParameterizedTest
	@ValueSource(strings = { "system", "none", "http://proxy.example:3128", "http://anna@proxy.example:8080",
			"socks5://proxy.example:1080", "socks5://an%20na@[::1]:1080" })
	void isWrittenAsItIsRead(String text) {
		assertEquals(text, NetworkProxy.parse(text).text());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "direct", "proxy.example:3128", "http://proxy.example", "https://proxy.example:1",
			"socks4://proxy.example:1", "http://:3128", "http://proxy.example:0", "http://proxy.example:70000",
			"http://anna:secret@proxy.example:1", "http://anna:secret@ :1" })
	void takesNothingElseAndRepeatsNoPassword(String text) {
		String message = assertThrows(IllegalArgumentException.class, () -> NetworkProxy.parse(text)).getMessage();
		assertFalse(message.contains("secret"), message);
	}

	@Test
	void showsNoPassword() {
		NetworkProxy.Fixed proxy = ((NetworkProxy.Fixed) NetworkProxy.parse("http://anna@proxy.example:1"))
				.withPassword(Optional.of(new Secret("secret")));
		assertFalse((proxy + proxy.text() + Route.USUAL.withProxy(proxy)).contains("secret"));
		assertEquals("proxy.example:1", proxy.place());
	}
}
