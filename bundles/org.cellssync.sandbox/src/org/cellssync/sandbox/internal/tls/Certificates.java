package org.cellssync.sandbox.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import org.cellssync.sandbox.internal.Home;

/**
 * The server's key and certificate for localhost, 127.0.0.1 and ::1, signed by an authority made for it
 * alone. The authority's key is thrown away once it has signed, so nothing else can ever be signed with it.
 */
public final class Certificates {
	/** Opens the key store; the file itself is readable by its owner alone. */
	public static final String PASSWORD = "sandbox";

	private static final String STORE = "tls.p12";
	private static final String AUTHORITY = "ca.pem";
	private static final Duration LIFE = Duration.ofDays(3650);
	private static final Duration SHORT_LIFE_LEFT = Duration.ofDays(30);
	private static final SecureRandom RANDOM = new SecureRandom();

	private final KeyStore store;
	private final Path authority;

	private Certificates(KeyStore store, Path authority) {
		this.store = store;
		this.authority = authority;
	}

	/**
	 * Returns the certificate kept in the home, or a new one where there is none or its time is nearly over.
	 * The authority's certificate is written beside it.
	 */
	public static Certificates open(Home home, InstantSource clock) throws IOException {
		try {
			Optional<KeyStore> kept = load(home, clock.instant());
			if (kept.isPresent()) {
				return new Certificates(kept.get(), home.resolve(AUTHORITY));
			}
			KeyStore made = generate(clock.instant());
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			made.store(bytes, PASSWORD.toCharArray());
			home.write(AUTHORITY, pem(made.getCertificateChain("server")[1]));
			home.write(STORE, bytes.toByteArray());
			return new Certificates(made, home.resolve(AUTHORITY));
		} catch (GeneralSecurityException | OperatorCreationException e) {
			throw new IOException("The server's certificate could not be made or read: " + e.getMessage(), e);
		}
	}

	/** Returns the key with its chain, protected by {@link #PASSWORD}. */
	public KeyStore store() {
		return store;
	}

	/** Returns the PEM file of the authority that a client is to trust. */
	public Path authority() {
		return authority;
	}

	private static Optional<KeyStore> load(Home home, Instant now)
			throws IOException, GeneralSecurityException {
		Optional<byte[]> bytes = home.read(STORE);
		if (bytes.isEmpty() || home.read(AUTHORITY).isEmpty()) {
			return Optional.empty();
		}
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(new ByteArrayInputStream(bytes.get()), PASSWORD.toCharArray());
		X509Certificate server = (X509Certificate) store.getCertificate("server");
		boolean lasts = now.plus(SHORT_LIFE_LEFT).isBefore(server.getNotAfter().toInstant());
		return lasts ? Optional.of(store) : Optional.empty();
	}

	private static KeyStore generate(Instant now)
			throws IOException, GeneralSecurityException, OperatorCreationException {
		KeyPair authorityKeys = keys();
		X500Name authorityName = new X500Name(
				"O=Cells sandbox,CN=Sandbox authority " + serial().toString(36));
		X509v3CertificateBuilder authority = builder(authorityName, authorityName, authorityKeys,
				authorityKeys, now)
				.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
				.addExtension(Extension.keyUsage, true,
						new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));

		KeyPair serverKeys = keys();
		GeneralNames names = new GeneralNames(
				new GeneralName[] { new GeneralName(GeneralName.dNSName, "localhost"),
						new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
						new GeneralName(GeneralName.iPAddress, "::1") });
		X509v3CertificateBuilder server = builder(authorityName, new X500Name("O=Cells sandbox,CN=localhost"),
				serverKeys, authorityKeys, now)
				.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
				.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
				.addExtension(Extension.extendedKeyUsage, false,
						new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
				.addExtension(Extension.subjectAlternativeName, false, names);

		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setKeyEntry("server", serverKeys.getPrivate(), PASSWORD.toCharArray(),
				new Certificate[] { sign(server, authorityKeys), sign(authority, authorityKeys) });
		return store;
	}

	private static X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair own,
			KeyPair signer,
			Instant now) throws IOException, GeneralSecurityException {
		JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
		// An hour back, since the clocks of two machines differ.
		Date from = Date.from(now.minus(Duration.ofHours(1)));
		return new JcaX509v3CertificateBuilder(issuer, serial(), from, Date.from(now.plus(LIFE)), subject,
				own.getPublic())
				.addExtension(Extension.subjectKeyIdentifier, false,
						extensions.createSubjectKeyIdentifier(own.getPublic()))
				.addExtension(Extension.authorityKeyIdentifier, false,
						extensions.createAuthorityKeyIdentifier(signer.getPublic()));
	}

	private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair signer)
			throws GeneralSecurityException, OperatorCreationException {
		return new JcaX509CertificateConverter().getCertificate(
				builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
	}

	private static KeyPair keys() throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
		return generator.generateKeyPair();
	}

	private static BigInteger serial() {
		return new BigInteger(120, RANDOM).setBit(120);
	}

	private static byte[] pem(Certificate certificate) throws GeneralSecurityException {
		String text = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(certificate.getEncoded());
		return ("-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n")
				.getBytes(StandardCharsets.US_ASCII);
	}
}
