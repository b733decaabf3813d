package org.cellssync.app.internal.command;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import javax.imageio.ImageIO;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxUser;

/** The demo's 200 sample files: documents, pictures, a big one, empty ones, deep ones, odd names. The same in every demo. */
final class DemoFiles {

	private static final int BIG = 25 << 20;
	private static final int DOCUMENTS = 120;
	private static final int PICTURES = 60;

	private final Sandbox sandbox;
	private final SandboxUser user;
	private final Random random = new Random(20);

	DemoFiles(Sandbox sandbox, SandboxUser user) {
		this.sandbox = sandbox;
		this.user = user;
	}

	/** Puts the files on the server as any program would; over HTTP/1.1, where an empty body tells its length. */
	void send(String workspace) throws IOException {
		try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
				.sslContext(trust()).build()) {
			for (Map.Entry<String, byte[]> file : files().entrySet()) {
				put(client, workspace + "/" + file.getKey(), file.getValue());
			}
		} catch (GeneralSecurityException e) {
			throw new IOException("the sandbox server's certificate cannot be used", e);
		}
	}

	private void put(HttpClient client, String path, byte[] content) throws IOException {
		String encoded = URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
		HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/data/" + encoded))
				.header("Authorization", "AWS4-HMAC-SHA256 Credential=" + user.token()
						+ "/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=none")
				.header("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD").PUT(HttpRequest.BodyPublishers.ofByteArray(content))
				.build();
		try {
			HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() != 200) {
				throw new IOException(
						"the sandbox server refused " + path + ": " + response.statusCode() + " " + response.body());
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", e);
		}
	}

	private SSLContext trust() throws IOException, GeneralSecurityException {
		Path ca = sandbox.caFile().orElseThrow();
		KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
		store.load(null, null);
		try (InputStream pem = Files.newInputStream(ca)) {
			for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
				store.setCertificateEntry("ca" + store.size(), certificate);
			}
		}
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(store);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, factory.getTrustManagers(), null);
		return context;
	}

	private Map<String, byte[]> files() throws IOException {
		Map<String, byte[]> files = new TreeMap<>();
		for (int i = 1; i <= DOCUMENTS; i++) {
			files.put(String.format("Documents/%d/Report %03d.txt", 2020 + i % 6, i), document(i));
		}
		for (int i = 1; i <= PICTURES; i++) {
			files.put(String.format("Pictures/Album %d/picture-%03d.png", 1 + i % 4, i), picture());
		}
		byte[] big = new byte[BIG];
		random.nextBytes(big);
		files.put("Videos/big file.bin", big);
		files.put("Empty/nothing.txt", new byte[0]);
		files.put("Empty/nothing either.dat", new byte[0]);
		files.put("Deep/a/b/c/d/e/f/g/h/i/j/bottom.txt", document(1));
		String[] odd = { "100 % sure.txt", "a+b=c.txt", "question?.txt", "hash #1.txt", "quotes 'single' \"double\".txt",
				"accents \u00e9\u00e0\u00fc.txt", "\u65e5\u672c\u8a9e.txt", "emoji \ud83d\udc1f.txt", "trailing dot..txt",
				"semi;colon, comma.txt", "(brackets) [square] {curly}.txt", "and & or.txt", "tilde ~ and `tick`.txt",
				".hidden", "UPPER.TXT", "lower.txt" };
		for (int i = 0; i < odd.length; i++) {
			files.put("Odd names/" + odd[i], document(i));
		}
		return files;
	}

	private byte[] document(int number) {
		StringBuilder text = new StringBuilder("Sample document ").append(number).append("\n\n");
		String[] words = { "folders", "on", "both", "ends", "are", "kept", "the", "same", "and", "nothing", "is", "lost" };
		int count = 50 + random.nextInt(800);
		for (int i = 1; i <= count; i++) {
			text.append(words[random.nextInt(words.length)]).append(i % 12 == 0 ? '\n' : ' ');
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private byte[] picture() throws IOException {
		BufferedImage image = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = image.createGraphics();
		graphics.setPaint(
				new GradientPaint(0, 0, new Color(random.nextInt(1 << 24)), 160, 120, new Color(random.nextInt(1 << 24))));
		graphics.fillRect(0, 0, 160, 120);
		for (int i = 0; i < 12; i++) {
			graphics.setColor(new Color(random.nextInt(1 << 24)));
			graphics.fillOval(random.nextInt(140), random.nextInt(100), 10 + random.nextInt(40), 10 + random.nextInt(40));
		}
		graphics.dispose();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		ImageIO.write(image, "png", bytes);
		return bytes.toByteArray();
	}
}
