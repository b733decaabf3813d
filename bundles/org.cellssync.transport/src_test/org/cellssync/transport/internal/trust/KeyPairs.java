package org.cellssync.transport.internal.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;

/** Makes certificates with the runtime's own tool. */
public final class KeyPairs {

	private static final String PASSWORD = "changeit";

	private final Path folder;

	/** @param folder where files may be made */
	public KeyPairs(Path folder) {
		this.folder = folder;
	}

	/** Makes a certificate that vouches for itself under these names, and returns the store of its key. */
	public KeyStore selfSigned(String alias, String names) throws Exception {
		Path store = folder.resolve(alias + ".p12");
		tool("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=" + alias, "-ext", "SAN=" + names,
				"-validity", "2", "-keystore", store.toString(), "-storepass", PASSWORD, "-storetype",
				"PKCS12");
		return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
	}

	/** Makes a certificate that vouches for others, valid for two days from a moment as {@code keytool} writes it. */
	public void authority(String alias, String from) throws Exception {
		tool("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=" + alias, "-ext", "BC=ca:true",
				"-startdate", from, "-validity", "2", "-keystore", folder.resolve(alias + ".p12").toString(),
				"-storepass", PASSWORD, "-storetype", "PKCS12");
	}

	/**
	 * Makes a certificate that an authority vouches for, valid for two days from a moment as {@code keytool} writes it, and
	 * returns the store of its key. The authority's certificate is shown with it.
	 */
	public KeyStore signed(String alias, String names, String authority, String from) throws Exception {
		Path both = Files.copy(folder.resolve(authority + ".p12"), folder.resolve(alias + ".p12"));
		tool("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=" + alias, "-ext", "SAN=" + names,
				"-signer", authority, "-startdate", from, "-validity", "2", "-keystore", both.toString(),
				"-storepass", PASSWORD, "-storetype", "PKCS12");
		KeyStore store = KeyStore.getInstance(both.toFile(), PASSWORD.toCharArray());
		store.deleteEntry(authority);
		return store;
	}

	/** Returns a PEM file with the certificate of a key made here. */
	public Path pem(String alias) throws Exception {
		Path pem = folder.resolve(alias + ".pem");
		tool("-exportcert", "-rfc", "-alias", alias, "-file", pem.toString(), "-keystore",
				folder.resolve(alias + ".p12").toString(), "-storepass", PASSWORD);
		return pem;
	}

	/** Returns the password of all stores. */
	public char[] password() {
		return PASSWORD.toCharArray();
	}

	private static void tool(String... arguments) throws IOException, InterruptedException {
		String[] command = new String[arguments.length + 1];
		command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
		System.arraycopy(arguments, 0, command, 1, arguments.length);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes());
		if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
			throw new IOException(output);
		}
	}
}
