package org.cellssync.transport.internal.way;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

import org.cellssync.api.account.ClientCertificate;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.transport.internal.web.WebFailure;

/** Certificates of this computer, read from files; the same manager while a file is unchanged. Thread-safe. */
final class ClientKeys {

	/** The largest file looked into, in bytes; a certificate with its key has a few thousand. */
	private static final long LARGEST = 4 << 20;

	private final Map<ClientCertificate, Read> files = new ConcurrentHashMap<>();

	private record Read(byte[] content, X509KeyManager keys) {
	}

	X509KeyManager of(ClientCertificate certificate) throws EndpointException {
		Path file = certificate.file();
		try {
			if (Files.size(file) > LARGEST) {
				throw new IOException("larger than " + LARGEST + " bytes");
			}
			byte[] content = Files.readAllBytes(file);
			Read known = files.get(certificate);
			if (known != null && Arrays.equals(known.content(), content)) {
				return known.keys();
			}
			X509KeyManager keys = read(content, certificate.passphrase().text().toCharArray());
			files.put(certificate, new Read(content, keys));
			return keys;
		} catch (IOException unreadable) {
			boolean locked = unreadable.getCause() instanceof UnrecoverableKeyException;
			throw unusable(file, locked ? "the passphrase does not open it" : WebFailure.words(unreadable), unreadable);
		} catch (GeneralSecurityException unusable) {
			throw unusable(file, WebFailure.words(unusable), unusable);
		}
	}

	private static X509KeyManager read(byte[] content, char[] passphrase) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(new ByteArrayInputStream(content), passphrase);
		boolean any = false;
		for (String alias : Collections.list(store.aliases())) {
			any |= store.isKeyEntry(alias);
		}
		if (!any) {
			throw new IOException("no certificate with its key is in it");
		}
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(store, passphrase);
		return Stream.of(factory.getKeyManagers()).filter(X509KeyManager.class::isInstance).map(X509KeyManager.class::cast)
				.findFirst().orElseThrow(() -> new IllegalStateException("No X.509 key manager in this runtime"));
	}

	private static EndpointException unusable(Path file, String words, Exception reason) {
		return new EndpointException(Diagnostic.of(Code.CERTIFICATE_FILE_UNUSABLE, file.toString(), words), reason);
	}
}
