package org.cellssync.protocol.tests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.cellssync.api.account.Fingerprint;

/** An authority of the tests' own and what it signs: PEM files, as proxies want them. */
final class ProxyCertificates {

	private static final X500Name AUTHORITY = new X500Name("CN=Authority of the tests");

	private final Path folder;
	private final KeyPair authorityKeys = keys();
	private int serial = 1;

	ProxyCertificates(Path folder) throws Exception {
		this.folder = folder;
		write("authority.pem", "CERTIFICATE", sign(AUTHORITY, authorityKeys, Instant.now(), true, "").getEncoded());
	}

	/** Returns the file of the authority. */
	Path authority() {
		return folder.resolve("authority.pem");
	}

	/** Makes a folder with {@code certificate.pem}, {@code key.pem} and {@code both.pem} for a host. */
	Path certificate(String name, String host, Instant from) throws Exception {
		Path place = Files.createDirectories(folder.resolve(name));
		KeyPair keys = keys();
		String certificate = pem("CERTIFICATE",
				sign(new X500Name("CN=" + host), keys, from, false, host).getEncoded());
		String key = pem("PRIVATE KEY", keys.getPrivate().getEncoded());
		Files.writeString(place.resolve("certificate.pem"), certificate);
		Files.writeString(place.resolve("key.pem"), key);
		Files.writeString(place.resolve("both.pem"), certificate + key);
		return place;
	}

	/** Makes a file with a certificate and its key, by which a computer shows itself. */
	Path forClient(String name, String passphrase) throws Exception {
		KeyPair keys = keys();
		X509Certificate certificate = sign(new X500Name("CN=" + name), keys, Instant.now(), false, name);
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setKeyEntry(name, keys.getPrivate(), passphrase.toCharArray(), new Certificate[] { certificate });
		Path file = folder.resolve(name + ".p12");
		try (OutputStream out = Files.newOutputStream(file)) {
			store.store(out, passphrase.toCharArray());
		}
		return file;
	}

	/** Returns the fingerprint of a certificate made here. */
	Fingerprint fingerprint(String name) throws IOException, GeneralSecurityException {
		try (InputStream in = Files.newInputStream(folder.resolve(name).resolve("certificate.pem"))) {
			return Fingerprint.of((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
		}
	}

	private X509Certificate sign(X500Name subject, KeyPair keys, Instant from, boolean authority, String host)
			throws GeneralSecurityException, OperatorCreationException, IOException {
		var builder = new JcaX509v3CertificateBuilder(AUTHORITY, BigInteger.valueOf(serial++),
				Date.from(from.minus(Duration.ofHours(1))), Date.from(from.plus(Duration.ofDays(60))), subject,
				keys.getPublic()).addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
		if (!authority) {
			builder.addExtension(Extension.subjectAlternativeName, false,
					new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
		}
		return new JcaX509CertificateConverter().getCertificate(
				builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authorityKeys.getPrivate())));
	}

	private static KeyPair keys() throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(256);
		return generator.generateKeyPair();
	}

	private void write(String name, String kind, byte[] bytes) throws IOException {
		Files.createDirectories(folder);
		Files.writeString(folder.resolve(name), pem(kind, bytes));
	}

	private static String pem(String kind, byte[] bytes) {
		String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
		return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
	}
}
