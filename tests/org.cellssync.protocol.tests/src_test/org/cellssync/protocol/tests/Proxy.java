package org.cellssync.protocol.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running proxy on loopback, before a server. */
final class Proxy implements AutoCloseable {

	private final Process process;
	private final int port;
	private final Path folder;

	private Proxy(Process process, int port, Path folder) {
		this.process = process;
		this.port = port;
		this.folder = folder;
	}

	/**
	 * Starts a program with a configuration in which the places of the documentation are replaced by those of the test.
	 *
	 * @param text the whole configuration
	 * @param certificates folder with the certificate and key
	 * @param behind the server
	 * @param serverCa who signed the server's certificate
	 */
	static Proxy start(ProxyProgram kind, String text, Path folder, Path certificates, URI behind, Path serverCa)
			throws IOException, InterruptedException {
		Files.createDirectories(folder);
		int port = Ports.free();
		String configuration = text.replace("FOLDER", folder.toString()).replace("listen 443", "listen 127.0.0.1:" + port)
				.replace("bind :443", "bind 127.0.0.1:" + port).replace("*:443", "127.0.0.1:" + port)
				.replace("example.com:443", "example.com:" + port).replace("127.0.0.1:PORT", "127.0.0.1:" + port)
				.replace("files.example.com", "localhost").replace("cells.internal:8080", "localhost:" + behind.getPort())
				.replace("/etc/ssl/cells/server-ca.pem", serverCa.toString())
				.replace("/etc/ssl/cells", certificates.toString());
		Path file = Files.writeString(folder.resolve("configuration"), configuration);
		ProcessBuilder builder = new ProcessBuilder(kind.command(kind.program().orElseThrow(), folder, file))
				.redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).directory(folder.toFile());
		builder.environment().put("HOME", folder.toString());
		builder.environment().put("XDG_DATA_HOME", folder.toString());
		builder.environment().put("XDG_CONFIG_HOME", folder.toString());
		Proxy proxy = new Proxy(builder.start(), port, folder);
		try {
			Ports.await(proxy.process, port);
			return proxy;
		} catch (IOException failure) {
			String words = proxy.words();
			proxy.close();
			throw new IOException("The proxy said: " + words, failure);
		} catch (InterruptedException failure) {
			proxy.close();
			throw failure;
		}
	}

	/** Returns what the program said, for whoever reads why a test failed. */
	private String words() throws IOException {
		StringBuilder words = new StringBuilder();
		for (String name : List.of("output", "error.log")) {
			if (Files.exists(folder.resolve(name))) {
				words.append(Files.readString(folder.resolve(name)));
			}
		}
		return words.toString();
	}

	@Override
	public String toString() {
		try {
			return words();
		} catch (IOException unreadable) {
			throw new UncheckedIOException(unreadable);
		}
	}

	/** Returns the address people use. */
	URI url() {
		return URI.create("https://localhost:" + port);
	}

	@Override
	public void close() throws InterruptedException {
		process.destroy();
		if (!process.waitFor(10, TimeUnit.SECONDS)) {
			process.destroyForcibly().waitFor();
		}
	}
}
