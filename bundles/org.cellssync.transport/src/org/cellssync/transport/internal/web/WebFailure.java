package org.cellssync.transport.internal.web;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import org.apache.http.client.ClientProtocolException;
import org.apache.http.conn.ConnectTimeoutException;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.transport.ProxyFailure;
import org.cellssync.transport.internal.trust.UntrustedCertificate;

/** What it means that a server could not be talked to. */
public final class WebFailure {

	/** What Java says, in words that need no knowledge of it. */
	private static final Map<Pattern, String> PLAIN = Map.of(
			Pattern.compile("unable to find valid certification path.*"), "nobody this computer trusts has issued it",
			Pattern.compile(".*unrecognized SSL message.*"), "what answers is not TLS",
			Pattern.compile("signed fields invalid|No certificate data found|Could not parse certificate.*"),
			"it holds no certificate",
			Pattern.compile(".*DerInputStream.*"), "it is no PKCS#12 file",
			Pattern.compile("The server failed to respond with a valid HTTP response"), "what answers is not HTTP");

	private WebFailure() {
	}

	/** Returns the failure as one of an endpoint. */
	public static EndpointException of(String server, Throwable failure) {
		return new EndpointException(diagnostic(server, failure), failure);
	}

	/** Returns what a person is told. */
	public static Diagnostic diagnostic(String server, Throwable failure) {
		Optional<UntrustedCertificate> untrusted = find(failure, UntrustedCertificate.class);
		if (untrusted.isPresent()) {
			return untrusted(server, untrusted.get());
		}
		Optional<ProxyFailure> proxy = find(failure, ProxyFailure.class);
		if (proxy.isPresent()) {
			return Diagnostic.of(proxy.get().code(), server, proxy.get().getMessage());
		}
		if (find(failure, SSLException.class).filter(WebFailure::asksForCertificate).isPresent()) {
			return Diagnostic.of(Code.SERVER_WANTS_CERTIFICATE, server, words(failure));
		}
		return Diagnostic.of(code(failure), server, words(failure));
	}

	private static Diagnostic untrusted(String server, UntrustedCertificate refusal) {
		// The other codes have the reason in their own words.
		return refusal.code() == Code.SERVER_CERTIFICATE
				? Diagnostic.of(refusal.code(), server, refusal.seen(), words(refusal))
				: Diagnostic.of(refusal.code(), server, refusal.seen());
	}

	/** What servers say that do not know this computer: no certificate came, or one they do not accept. */
	private static boolean asksForCertificate(SSLException failure) {
		String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
		return text.contains("fatal alert: certificate_required") || text.contains("fatal alert: bad_certificate")
				|| text.contains("fatal alert: unknown_ca") || text.contains("fatal alert: certificate_unknown")
				|| text.contains("fatal alert: access_denied");
	}

	private static Code code(Throwable failure) {
		if (find(failure, ConnectTimeoutException.class).isPresent()) {
			return Code.SERVER_UNREACHABLE;
		}
		if (find(failure, SocketTimeoutException.class).isPresent()) {
			return Code.SERVER_TIMEOUT;
		}
		if (find(failure, SSLException.class).map(failed -> innermost(failed).toLowerCase(Locale.ROOT))
				.filter(text -> text.contains("unrecognized ssl message")).isPresent()) {
			return Code.SERVER_NO_TLS;
		}
		// What comes back from a port where something else than HTTP is spoken.
		return find(failure, ClientProtocolException.class).isPresent() ? Code.SERVER_NOT_CELLS : Code.SERVER_UNREACHABLE;
	}

	/** Returns what the innermost words there are mean, else the kind of the failure. */
	public static String words(Throwable failure) {
		String words = innermost(failure);
		return PLAIN.entrySet().stream().filter(each -> each.getKey().matcher(words).matches()).map(Map.Entry::getValue)
				.findFirst().orElse(words);
	}

	private static String innermost(Throwable failure) {
		if (find(failure, UnresolvedAddressException.class).isPresent()
				|| find(failure, UnknownHostException.class).isPresent()) {
			return "there is no host of that name";
		}
		String words = "";
		Throwable innermost = failure;
		for (Throwable step = failure; step != null; step = step.getCause()) {
			innermost = step;
			// A wrapper's message repeats its cause with the class's name, which says nothing to a person.
			if (step.getMessage() != null
					&& (step.getCause() == null || !step.getMessage().equals(step.getCause().toString()))) {
				words = step.getMessage();
			}
		}
		if (!words.isBlank()) {
			return words;
		}
		return find(failure, ConnectException.class).isPresent() ? "the connection was refused"
				: innermost.getClass().getSimpleName();
	}

	private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
		for (Throwable step = failure; step != null; step = step.getCause()) {
			if (kind.isInstance(step)) {
				return Optional.of(kind.cast(step));
			}
		}
		return Optional.empty();
	}
}
