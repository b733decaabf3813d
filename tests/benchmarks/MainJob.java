import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The main job on real input, with the installed product, beside rclone in the same run, each on a sandbox server over TLS
 * that has just started: a tree goes up, comes down into a second folder, nothing is done again, three kills change nothing,
 * edits and a second tree travel while it runs. Prints a line for each figure; ends with 1 where two folders differ.
 *
 * <pre>java tests/benchmarks/MainJob.java PRODUCT WORK SOURCE...</pre>
 *
 * PRODUCT is the folder of an unpacked product, WORK a folder that does not exist yet, SOURCE folders whose plain files make
 * the tree. rclone must be installed.
 */
public final class MainJob {

	private static final int EDITS = 50;
	private static final int SLOW_FILES = 600;
	private static final int CHANGED = 100;
	private static final long BIG = 272L << 20;

	private final Path product;
	private final Path work;
	private final List<Process> started = new ArrayList<>();
	private String url;
	private String ca;
	private String token;
	private String control;
	private String user;
	private Process sandbox;
	private boolean same = true;

	private MainJob(Path product, Path work) {
		this.product = product;
		this.work = work;
	}

	public static void main(String[] arguments) throws Exception {
		MainJob job = new MainJob(Path.of(arguments[0]).toAbsolutePath(), Path.of(arguments[1]).toAbsolutePath());
		Files.createDirectory(job.work);
		try {
			job.run(Arrays.stream(arguments).skip(2).map(Path::of).toList());
		} finally {
			for (Process process : job.started) {
				process.destroy();
				process.waitFor();
			}
		}
		System.exit(job.same ? 0 : 1);
	}

	private void run(List<Path> sources) throws Exception {
		Path tree = work.resolve("tree");
		makeTree(tree, sources);
		long files = count(tree);
		long bytes = size(tree);
		print("tree", "%,d files, %,d folders, %,d MB", files, folders(tree), bytes >> 20);
		startSandbox("server");

		Run up = sync("a", tree, "up", true);
		rate("up", up, files, bytes);
		Path down = Files.createDirectory(work.resolve("down"));
		Run back = sync("b", down, "up", true);
		rate("down", back, files, bytes);
		compare("after up and down", tree, down);

		resetCounters();
		Run nothing = sync("a", null, "up", false);
		print("nothing to do", "%.2f s, peak %d MB, calls %s", nothing.seconds, nothing.peakMb, counters());

		killed(tree, files);
		latency(tree, down);
		secondTree(sources.getFirst(), tree, down);
		serversLimit();
		startSandbox("server-of-rclone");
		rclone(tree, files, bytes);
	}

	// --- The tree -------------------------------------------------------------------------------------------------

	private static void makeTree(Path tree, List<Path> sources) throws IOException {
		Files.createDirectory(tree);
		for (Path source : sources) {
			copyPlain(source, tree.resolve(source.getFileName().toString()));
		}
		Path odd = Files.createDirectories(tree.resolve("odd names/ä ö ü/日本語/with %, #, + and 'quotes'"));
		for (int i = 0; i < 40; i++) {
			Files.writeString(odd.resolve("Übung " + i + " – naïve café №" + i + ".txt"), "odd " + i);
			Files.createFile(odd.resolve("empty " + i));
		}
		Path deep = tree;
		for (int i = 0; i < 30; i++) {
			deep = deep.resolve("level " + i);
		}
		Files.writeString(Files.createDirectories(deep).resolve("bottom.txt"), "deep");
		Files.createDirectories(tree.resolve("an empty folder"));
		byte[] block = new byte[1 << 20];
		Random random = new Random(5);
		try (var out = Files.newOutputStream(tree.resolve("big.bin"))) {
			for (long written = 0; written < BIG; written += block.length) {
				random.nextBytes(block);
				out.write(block);
			}
		}
	}

	/** Files and folders only: a Cells server holds no links. */
	private static void copyPlain(Path source, Path target) throws IOException {
		Files.walkFileTree(source, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
				Files.createDirectories(target.resolve(source.relativize(folder).toString()));
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				if (attributes.isRegularFile() && Files.isReadable(file)) {
					Files.copy(file, target.resolve(source.relativize(file).toString()));
				}
				return FileVisitResult.CONTINUE;
			}
		});
	}

	private static long count(Path tree) throws IOException {
		try (Stream<Path> all = Files.walk(tree)) {
			return all.filter(Files::isRegularFile).count();
		}
	}

	private static long folders(Path tree) throws IOException {
		try (Stream<Path> all = Files.walk(tree)) {
			return all.filter(Files::isDirectory).count() - 1;
		}
	}

	private static long size(Path tree) throws IOException {
		try (Stream<Path> all = Files.walk(tree)) {
			return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
		}
	}

	private void compare(String when, Path one, Path other) throws Exception {
		Process diff = new ProcessBuilder("diff", "-r", one.toString(), other.toString()).redirectErrorStream(true).start();
		String text = new String(diff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		boolean equal = diff.waitFor() == 0;
		same &= equal;
		print("diff -r " + when, equal ? "nothing" : "DIFFERS: " + text.lines().limit(5).toList());
	}

	// --- The product ----------------------------------------------------------------------------------------------

	/** How a command went. */
	private record Run(double seconds, Duration own, Duration servers, long peakMb, int status, String last) {
	}

	/** Starts a server that has done nothing yet, in place of the one before. */
	private void startSandbox(String folder) throws Exception {
		if (sandbox != null) {
			sandbox.destroy();
			sandbox.waitFor();
		}
		sandbox = new ProcessBuilder(product.resolve("cells-sync").toString(), "sandbox", "--json", "--dir",
				work.resolve(folder).toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		started.add(sandbox);
		String ready = sandbox.inputReader(StandardCharsets.UTF_8).readLine();
		url = text(ready, "url");
		ca = text(ready, "ca");
		token = text(ready, "token");
		user = text(ready, "name");
		control = text(ready, "control");
		Files.writeString(work.resolve("token"), token);
	}

	private static String text(String json, String name) {
		Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
		if (!matcher.find()) {
			throw new IllegalStateException("no " + name + " in " + json);
		}
		return matcher.group(1);
	}

	private String account() {
		return url.replace("://", "://" + user + "@");
	}

	private List<String> product(String data, String... arguments) {
		List<String> command = new ArrayList<>(List.of(product.resolve("cells-sync").toString(), "--data",
				work.resolve("data-" + data).toString()));
		command.addAll(List.of(arguments));
		command.add("--json");
		return command;
	}

	/** Sets up data folder and task where asked to, then runs until nothing is left to do. */
	private Run sync(String data, Path folder, String remote, boolean fresh) throws Exception {
		if (fresh) {
			setUp(data, folder, remote);
		}
		Run run = timed(product(data, "sync", "--once"));
		if (run.status != 0) {
			print("sync of " + data, "ended with %d: %s", run.status, run.last);
		}
		return run;
	}

	private void setUp(String data, Path folder, String remote) throws Exception {
		timed(product(data, "account", "add", url, "--token-file", work.resolve("token").toString(), "--ca", ca));
		Run added = timed(product(data, "task", "add", folder.toString(), account() + "/common-files/" + remote));
		if (added.status != 0) {
			throw new IllegalStateException("task add: " + added.last);
		}
	}

	private Run timed(List<String> command) throws Exception {
		Path out = Files.createTempFile(work, "out", ".json");
		long began = System.nanoTime();
		ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile())
				.redirectError(work.resolve("errors.txt").toFile());
		builder.environment().remove("AWS_CA_BUNDLE"); // rclone refuses it beside its own option
		Duration serversBefore = processor(sandbox);
		Process process = builder.start();
		long peak = 0;
		Duration own = Duration.ZERO;
		while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
			peak = Math.max(peak, peakMb(process.pid()));
			own = process.info().totalCpuDuration().orElse(own);
		}
		double seconds = (System.nanoTime() - began) / 1e9;
		List<String> lines = Files.readAllLines(out);
		return new Run(seconds, own, processor(sandbox).minus(serversBefore), peak, process.exitValue(),
				lines.isEmpty() ? "" : lines.getLast());
	}

	private static Duration processor(Process process) {
		return process.info().totalCpuDuration().orElse(Duration.ZERO);
	}

	private static long peakMb(long pid) {
		try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
			return lines.filter(line -> line.startsWith("VmHWM")).mapToLong(
					line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
		} catch (IOException | RuntimeException e) {
			return 0; // the process has just ended
		}
	}

	private static void rate(String what, Run run, long files, long bytes) {
		print(what, "%.1f s, %,.0f files/s, %.0f MB/s, peak %d MB; processor time %.1f s, the server's %.1f s", run.seconds,
				files / run.seconds, (bytes >> 20) / run.seconds, run.peakMb, run.own.toMillis() / 1e3,
				run.servers.toMillis() / 1e3);
	}

	/** Three kills on the way up and three on the way down: the outcome is the same. */
	private void killed(Path tree, long files) throws Exception {
		setUp("c", tree, "killed");
		killOnTheWay("c", files);
		Run rest = sync("c", null, "killed", false);
		Path down = work.resolve("down-killed");
		Files.createDirectory(down);
		setUp("d", down, "killed");
		killOnTheWay("d", files);
		Run restDown = sync("d", null, "killed", false);
		print("kill -9 three times each way", "then up in %.1f s, down in %.1f s", rest.seconds, restDown.seconds);
		compare("after the kills", tree, down);
		Run nothing = sync("c", null, "killed", false);
		print("after the kills, nothing to do", "%s", nothing.last);
	}

	private void killOnTheWay(String data, long files) throws Exception {
		for (int i = 1; i <= 3; i++) {
			Process process = new ProcessBuilder(product(data, "sync", "--once"))
					.redirectError(ProcessBuilder.Redirect.DISCARD).start();
			long seen = 0;
			try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
				for (String line = lines.readLine(); line != null && seen < files / 5; line = lines.readLine()) {
					seen += line.contains("\"operation\"") ? 1 : 0;
				}
				process.destroyForcibly().waitFor();
			}
			print("killed", "%s after %,d operations", data, seen);
		}
	}

	// --- The peer -------------------------------------------------------------------------------------------------

	private void rclone(Path tree, long files, long bytes) throws Exception {
		Path config = work.resolve("rclone.conf");
		Files.writeString(config, String.join("\n", "[cells]", "type = s3", "provider = Other", "access_key_id = " + token,
				"secret_access_key = gatewaysecret", "region = us-east-1", "endpoint = " + url, "force_path_style = true",
				""));
		Path down = work.resolve("rclone-down");
		String remote = "cells:data/common-files/rclone";
		rate("rclone up", timed(rclone(config, 16, tree.toString(), remote)), files, bytes);
		print("rclone, nothing to do", "%.2f s", timed(rclone(config, 16, tree.toString(), remote)).seconds);
		rate("rclone down", timed(rclone(config, 8, remote, down.toString())), files, bytes);
	}

	private List<String> rclone(Path config, int transfers, String from, String to) {
		return List.of("rclone", "copy", "--config", config.toString(), "--ca-cert", ca, "--s3-upload-cutoff", "5G",
				"--s3-no-check-bucket", "--transfers", Integer.toString(transfers), from, to);
	}

	// --- Edits while it runs --------------------------------------------------------------------------------------

	private void latency(Path here, Path there) throws Exception {
		Process running = new ProcessBuilder(product("a", "start", "--headless")).redirectErrorStream(true)
				.redirectOutput(work.resolve("running.txt").toFile()).start();
		started.add(running);
		HttpClient client = client();
		Path file = Files.createDirectory(here.resolve("edits")).resolve("edit.txt");
		String address = "/data/common-files/up/edits/edit.txt";
		List<Double> toServer = new ArrayList<>();
		List<Double> toHere = new ArrayList<>();
		for (int i = -5; i < EDITS; i++) {
			String mine = "edited here " + i;
			long began = System.nanoTime();
			Files.writeString(file, mine);
			while (!mine.equals(get(client, address))) {
				TimeUnit.MILLISECONDS.sleep(5);
			}
			double out = (System.nanoTime() - began) / 1e9;
			TimeUnit.MILLISECONDS.sleep(700); // the server's hash is late; a person edits later, too
			String theirs = "edited there " + i;
			began = System.nanoTime();
			put(client, address, theirs);
			while (!theirs.equals(Files.readString(file))) {
				TimeUnit.MILLISECONDS.sleep(2);
			}
			double in = (System.nanoTime() - began) / 1e9;
			TimeUnit.MILLISECONDS.sleep(700);
			if (i >= 0) {
				toServer.add(out);
				toHere.add(in);
			}
		}
		print("edit here -> server", "%s", percentiles(toServer));
		print("edit on server -> here", "%s", percentiles(toHere));
		calls(here, client);
		print("running process", "peak %d MB", peakMb(running.pid()));
	}

	/** What the running task asks of the server for files that change, and for none. */
	private void calls(Path here, HttpClient client) throws Exception {
		resetCounters();
		Path folder = Files.createDirectory(here.resolve("changed"));
		for (int i = 0; i < CHANGED; i++) {
			Files.writeString(folder.resolve("file " + i), "changed " + i);
		}
		for (int i = 0; i < CHANGED; i++) {
			while (!("changed " + i).equals(get(client, "/data/common-files/up/changed/file%20" + i))) {
				TimeUnit.MILLISECONDS.sleep(50);
			}
		}
		TimeUnit.SECONDS.sleep(10); // what is looked at again after the server's late hash belongs to it
		print("calls for " + CHANGED + " new files", "%s; the GETs are the benchmark's own", counters());
		resetCounters();
		TimeUnit.MINUTES.sleep(2);
		print("calls in two idle minutes", "%s", counters());
	}

	/** A tree comes into the folder of one running computer: until when has the other one got it? */
	private void secondTree(Path source, Path here, Path there) throws Exception {
		Process other = new ProcessBuilder(product("b", "start", "--headless")).redirectErrorStream(true)
				.redirectOutput(work.resolve("running-other.txt").toFile()).start();
		started.add(other);
		Path probe = there.resolve("changed");
		while (!Files.exists(probe.resolve("file " + (CHANGED - 1)))) {
			TimeUnit.MILLISECONDS.sleep(50);
		}
		Path aside = work.resolve("second tree");
		copyPlain(source, aside);
		long files = count(aside);
		resetCounters();
		long began = System.nanoTime();
		Files.move(aside, here.resolve("second tree"));
		while (puts() < files) {
			TimeUnit.MILLISECONDS.sleep(20);
		}
		double up = (System.nanoTime() - began) / 1e9;
		Path arriving = there.resolve("second tree");
		while (arrived(arriving) < files) {
			TimeUnit.MILLISECONDS.sleep(100);
		}
		double through = (System.nanoTime() - began) / 1e9;
		print("a second tree while both run", "%,d files: on the server after %.1f s (%,.0f files/s), on the other computer "
				+ "after %.1f s (%,.0f files/s)", files, up, files / up, through, files / through);
	}

	/** Counts the files that are there and whole; others come and go meanwhile. */
	private static long arrived(Path folder) throws IOException {
		long[] count = new long[1];
		Files.walkFileTree(folder, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
				count[0] += file.getFileName().toString().startsWith(".cellssync-") ? 0 : 1;
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFileFailed(Path file, IOException gone) {
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path visited, IOException gone) {
				return FileVisitResult.CONTINUE;
			}
		});
		return count[0];
	}

	private static String percentiles(List<Double> seconds) {
		List<Double> sorted = seconds.stream().sorted(Comparator.naturalOrder()).toList();
		return String.format("p50 %.3f s, p95 %.3f s, max %.3f s", sorted.get(sorted.size() / 2),
				sorted.get(sorted.size() * 95 / 100), sorted.getLast());
	}

	private HttpClient client() throws Exception {
		KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
		trusted.load(null, null);
		try (InputStream pem = Files.newInputStream(Path.of(ca))) {
			trusted.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
		}
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext tls = SSLContext.getInstance("TLS");
		tls.init(null, trust.getTrustManagers(), null);
		return HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1).build();
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(10))
				.header("x-amz-content-sha256", "UNSIGNED-PAYLOAD").header("x-amz-date", "20260101T000000Z")
				.header("Authorization", "AWS4-HMAC-SHA256 Credential=" + token + "/20260101/us-east-1/s3/aws4_request, "
						+ "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=0");
	}

	private String get(HttpClient client, String path) throws Exception {
		return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString()).body();
	}

	private void put(HttpClient client, String path, String content) throws Exception {
		int status = client.send(request(path).PUT(HttpRequest.BodyPublishers.ofString(content)).build(),
				HttpResponse.BodyHandlers.discarding()).statusCode();
		if (status != 200) {
			throw new IllegalStateException("PUT " + status);
		}
	}

	// --- A server that is the limit -------------------------------------------------------------------------------

	/** A real server on two cores takes 50 files a second and gives 84, whoever asks: what of that does a task get? */
	private void serversLimit() throws Exception {
		Path tree = Files.createDirectories(work.resolve("small/files")).getParent();
		for (int i = 0; i < SLOW_FILES; i++) {
			Files.writeString(tree.resolve("files/" + i), "content " + i + " ".repeat(4000));
		}
		order("{\"slow\":[{\"method\":\"S3 PUT\",\"seconds\":0.04,\"atOnce\":2},{\"method\":\"S3 GET\",\"seconds\":0.024,\"atOnce\":2}]}");
		HttpClient client = client();
		double loopUp = loop(i -> put(client, "/data/common-files/loop/" + i, "content " + i + " ".repeat(4000)));
		setUp("s", tree, "small");
		double up = pace(product("s", "sync", "--once"));
		double loopDown = loop(i -> get(client, "/data/common-files/loop/" + i));
		Path down = Files.createDirectory(work.resolve("small-down"));
		setUp("t", down, "small");
		double back = pace(product("t", "sync", "--once"));
		order("{\"clear\":true}");
		print("at a server's limit, up", "%.1f files/s, a bare loop %.1f: %.0f %%", up, loopUp, 100 * up / loopUp);
		print("at a server's limit, down", "%.1f files/s, a bare loop %.1f: %.0f %%", back, loopDown, 100 * back / loopDown);
		compare("at a server's limit", tree, down);
	}

	private interface Call {
		void on(int number) throws Exception;
	}

	/** Returns calls a second, from the first that ended to the last. */
	private static double loop(Call call) throws Exception {
		ConcurrentLinkedQueue<Long> ends = new ConcurrentLinkedQueue<>();
		try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
			List<Callable<Void>> calls = new ArrayList<>();
			for (int i = 0; i < SLOW_FILES; i++) {
				int number = i;
				calls.add(() -> {
					call.on(number);
					ends.add(System.nanoTime());
					return null;
				});
			}
			for (Future<Void> each : threads.invokeAll(calls)) {
				each.get();
			}
		}
		return (SLOW_FILES - 1) / ((Collections.max(ends) - Collections.min(ends)) / 1e9);
	}

	/** Returns transfers a second, from the first that ended to the last, by the times the product tells. */
	private double pace(List<String> command) throws Exception {
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		List<Instant> times = new ArrayList<>();
		try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.contains("\"op\":\"upload\"") || line.contains("\"op\":\"download\"")) {
					times.add(OffsetDateTime.parse(text(line, "time")).toInstant());
				}
			}
		}
		process.waitFor();
		if (times.size() != SLOW_FILES) {
			throw new IllegalStateException(times.size() + " transfers instead of " + SLOW_FILES);
		}
		return (SLOW_FILES - 1) / (Duration.between(Collections.min(times), Collections.max(times)).toMillis() / 1e3);
	}

	private void order(String faults) throws Exception {
		int status = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(control + "/faults"))
				.POST(HttpRequest.BodyPublishers.ofString(faults)).build(), HttpResponse.BodyHandlers.discarding())
				.statusCode();
		if (status / 100 != 2) {
			throw new IllegalStateException("the sandbox refused the order: " + status);
		}
	}

	// --- The server's counters ------------------------------------------------------------------------------------

	private void resetCounters() throws Exception {
		HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(control + "/counters/reset"))
				.POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding());
	}

	private Map<String, Long> counters() throws Exception {
		String json = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(control + "/counters")).build(),
				HttpResponse.BodyHandlers.ofString()).body();
		Map<String, Long> counts = new TreeMap<>();
		Matcher matcher = Pattern.compile("\"([^\"]+)\"\\s*:\\s*([1-9]\\d*)").matcher(json);
		while (matcher.find()) {
			counts.put(matcher.group(1), Long.valueOf(matcher.group(2)));
		}
		return counts;
	}

	private long puts() throws Exception {
		return counters().getOrDefault("S3 PUT", 0L);
	}

	private static void print(String what, String format, Object... values) {
		System.out.printf("%-32s %s%n", what, String.format(format, values));
	}
}
