package org.cellssync.transport.internal.trust;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.ServerTrust;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.transport.internal.way.Ways;
import org.cellssync.transport.internal.web.WebFailure;
import org.osgi.service.component.annotations.Component;

/**
 * Trusts the system's roots and the certificates of PEM files, or one pinned certificate. While a file is unchanged the same
 * trust manager is returned, so that whoever keeps connections can see when to renew them.
 */
@Component(service = ServerTrust.class)
public final class PemServerTrust implements ServerTrust {

	/** The largest file looked into: certificate bundles are well below. */
	private static final long LARGEST = 4 << 20;

	private final Map<Path, Read> files = new ConcurrentHashMap<>();

	private final Map<Fingerprint, PinnedTrust> pins = new ConcurrentHashMap<>();
	private final Ways ways = new Ways(this);

	private record Read(byte[] text, X509TrustManager trust) {
	}

	/** Reading the roots takes a moment, so it waits for the first who needs them. */
	private static final class Roots {
		static final X509ExtendedTrustManager MANAGER = Certificates.trusting(SystemRoots.read());
		static final X509TrustManager TRUST = new JoinedTrust(List.of(MANAGER));
	}

	@Override
	public X509TrustManager trust(Route route) throws EndpointException {
		if (route.pin().isPresent()) {
			return pins.computeIfAbsent(route.pin().get(), PinnedTrust::new);
		}
		return route.ca().isEmpty() ? Roots.TRUST : trust(route.ca().get());
	}

	private X509TrustManager trust(Path ca) throws EndpointException {
		byte[] text = text(ca);
		Read known = files.get(ca);
		if (known != null && Arrays.equals(known.text(), text)) {
			return known.trust();
		}
		try {
			X509ExtendedTrustManager own = Certificates.trusting(Certificates.parse(text));
			Read read = new Read(text, new JoinedTrust(List.of(own, Roots.MANAGER)));
			files.put(ca, read);
			return read.trust();
		} catch (CertificateException none) {
			throw unusable(ca, none);
		}
	}

	private static byte[] text(Path ca) throws EndpointException {
		try {
			if (Files.size(ca) > LARGEST) {
				throw new IOException("larger than " + LARGEST + " bytes");
			}
			return Files.readAllBytes(ca);
		} catch (IOException unreadable) {
			throw unusable(ca, unreadable);
		}
	}

	private static EndpointException unusable(Path ca, Exception reason) {
		return new EndpointException(Diagnostic.of(Code.CERTIFICATE_FILE_UNUSABLE, ca.toString(), WebFailure.words(reason)),
				reason);
	}

	@Override
	public List<X509Certificate> presented(URI server, Route route) throws EndpointException {
		if (!"https".equals(server.getScheme()) || server.getHost() == null) {
			throw new EndpointException(Diagnostic.of(Code.SERVER_URL_INVALID, server.toString()));
		}
		try {
			return PresentedChain.of(server, ways.of(route));
		} catch (IOException failure) {
			throw WebFailure.of(server.toString(), failure);
		}
	}
}
