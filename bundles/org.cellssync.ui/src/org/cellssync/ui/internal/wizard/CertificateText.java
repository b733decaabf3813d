package org.cellssync.ui.internal.wizard;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.stream.Collectors;

import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.account.Route;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Services;
import org.cellssync.ui.internal.Texts;
import org.eclipse.osgi.util.NLS;

/** Certificates as a person compares them. */
final class CertificateText {

	private CertificateText() {
	}

	/**
	 * Returns what a file of certificates holds. Blocks on the disk.
	 *
	 * @throws EndpointException where no server could be trusted by it
	 */
	static String of(Path file) throws EndpointException {
		Services.get().trust().trust(Route.trusting(file));
		try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
			return CertificateFactory.getInstance("X.509").generateCertificates(content).stream()
					.map(each -> of((X509Certificate) each)).collect(Collectors.joining("\n\n"));
		} catch (IOException | CertificateException e) {
			throw new EndpointException(
					Diagnostic.of(Code.LOCAL_UNREADABLE, file.toString(), String.valueOf(e.getMessage())), e);
		}
	}

	/** Returns who a server says it is: its own certificate of the chain it presents; empty where it presents none. */
	static String of(Collection<X509Certificate> chain) {
		return chain.stream().findFirst().map(CertificateText::of).orElse("");
	}

	private static String of(X509Certificate certificate) {
		return NLS.bind(Messages.Wizard_issued, new Object[] { certificate.getSubjectX500Principal().getName(),
				certificate.getIssuerX500Principal().getName(), Texts.day(certificate.getNotBefore().toInstant()),
				Texts.day(certificate.getNotAfter().toInstant()), Fingerprint.of(certificate) });
	}
}
