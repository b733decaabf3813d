package org.cellssync.app.internal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.cellssync.api.account.ClientCertificate;
import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.Secret;

import picocli.CommandLine.Option;

/** What can be typed about the way to a server, for a new account, one that is there, and the doctor. */
final class RouteArguments {

	private static final String NONE = "none";

	@Option(names = "--ca", paramLabel = "FILE|none", description = "Certificates (PEM) to trust beside the system's.")
	private Optional<String> ca = Optional.empty();

	@Option(names = "--pin", paramLabel = "SHA256|none", description = {
			"The fingerprint of the one certificate the server may show, which is trusted",
			"then whoever signed it and whatever its name or dates are." })
	private Optional<String> pin = Optional.empty();

	@Option(names = "--proxy", paramLabel = "PROXY",
			description = "system (the default), none, http://[user@]host:port or socks5://[user@]host:port.")
	private Optional<String> proxy = Optional.empty();

	@Option(names = "--proxy-password-file", paramLabel = "FILE", description = "Holds the password for the proxy.")
	private Optional<String> proxyPasswordFile = Optional.empty();

	@Option(names = "--client-certificate", paramLabel = "FILE|none",
			description = "A certificate with its key (PKCS#12) for servers that ask for one.")
	private Optional<String> clientCertificate = Optional.empty();

	@Option(names = "--client-certificate-password-file", paramLabel = "FILE",
			description = "Holds the passphrase of that file.")
	private Optional<String> clientPasswordFile = Optional.empty();

	/** Returns whether nothing was typed. */
	boolean isEmpty() {
		return ca.isEmpty() && pin.isEmpty() && proxy.isEmpty() && proxyPasswordFile.isEmpty() && clientCertificate.isEmpty()
				&& clientPasswordFile.isEmpty();
	}

	/** Returns a way with what was typed in place of what it had. */
	Route on(Route former, Invocation call) throws CommandFailure {
		Route route = former;
		if (ca.isPresent()) {
			route = route.withCa(file(ca.get(), call));
		}
		if (pin.isPresent()) {
			route = route.withPin(pin());
		}
		return route.withClient(client(former, call)).withProxy(proxy(former, call));
	}

	private static Optional<Path> file(String typed, Invocation call) throws CommandFailure {
		if (typed.equals(NONE)) {
			return Optional.empty();
		}
		Path file = call.path(typed);
		if (!Files.isReadable(file)) {
			throw CommandFailure.usage("the certificate file " + file + " cannot be read");
		}
		return Optional.of(file);
	}

	private Optional<Fingerprint> pin() throws CommandFailure {
		if (pin.get().equals(NONE)) {
			return Optional.empty();
		}
		try {
			return Optional.of(Fingerprint.parse(pin.get()));
		} catch (IllegalArgumentException other) {
			throw CommandFailure.usage("--pin: " + other.getMessage());
		}
	}

	private Optional<ClientCertificate> client(Route former, Invocation call) throws CommandFailure {
		if (clientCertificate.isEmpty()) {
			if (clientPasswordFile.isPresent()) {
				throw CommandFailure.usage("--client-certificate-password-file goes with --client-certificate");
			}
			return former.client();
		}
		Optional<Path> file = file(clientCertificate.get(), call);
		if (file.isEmpty()) {
			return Optional.empty();
		}
		Secret passphrase = clientPasswordFile.isPresent() ? secret(clientPasswordFile.get(), call) : new Secret("");
		return Optional.of(new ClientCertificate(file.get(), passphrase));
	}

	private NetworkProxy proxy(Route former, Invocation call) throws CommandFailure {
		NetworkProxy chosen = proxy.isPresent() ? proxy() : former.proxy();
		if (chosen instanceof NetworkProxy.Fixed fixed && fixed.user().isPresent()) {
			if (proxyPasswordFile.isPresent()) {
				return fixed.withPassword(Optional.of(secret(proxyPasswordFile.get(), call)));
			}
			boolean same = former.proxy() instanceof NetworkProxy.Fixed known && known.text().equals(fixed.text());
			return same ? former.proxy() : fixed;
		}
		if (proxyPasswordFile.isPresent()) {
			throw CommandFailure.usage("--proxy-password-file goes with a proxy that has a user, as http://user@host:port");
		}
		return chosen;
	}

	private NetworkProxy proxy() throws CommandFailure {
		try {
			return NetworkProxy.parse(proxy.get());
		} catch (IllegalArgumentException other) {
			throw CommandFailure.usage("--proxy: " + other.getMessage());
		}
	}

	/** The last line's end is none of the password. */
	private static Secret secret(String typed, Invocation call) throws CommandFailure {
		Path file = call.path(typed);
		try {
			return new Secret(Files.readString(file).replaceFirst("\\R$", ""));
		} catch (IOException e) {
			throw CommandFailure.usage("the password cannot be read from " + file + " (" + e + ")");
		}
	}
}
