package org.cellssync.sample.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** A copy of the product of this system, as a person installs it: plug-ins come and go with p2. */
final class InstalledProduct {

	private static final int LIMIT_SECONDS = 120;
	/** What lives for seconds is not worth the optimizing compiler. */
	private static final String QUICK = "-XX:TieredStopAtLevel=1";

	private final Path root;
	private final Path logs;

	private InstalledProduct(Path root, Path logs) {
		this.root = root;
		this.logs = logs;
	}

	static InstalledProduct copy(Path checkout, Path work) throws IOException {
		String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
		Path built = checkout.resolve("releng/product/target/products/org.cellssync.product/linux/gtk")
				.resolve(processor)
				.resolve("cells-sync");
		Path root = work.resolve("cells-sync");
		copyTree(built, root);
		return new InstalledProduct(root, Files.createDirectories(work.resolve("logs")));
	}

	private static void copyTree(Path from, Path to) throws IOException {
		Files.walkFileTree(from, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
					throws IOException {
				Files.createDirectories(to.resolve(from.relativize(folder).toString()));
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.copy(file, to.resolve(from.relativize(file).toString()),
						StandardCopyOption.COPY_ATTRIBUTES);
				return FileVisitResult.CONTINUE;
			}
		});
	}

	/** Installs from a site, with the program of p2 that is part of the product. */
	void install(Path site, String feature) throws IOException, InterruptedException {
		director("-repository", site.toUri().toString(), "-installIU", feature + ".feature.group");
	}

	/** Removes what was installed. */
	void remove(String feature) throws IOException, InterruptedException {
		director("-uninstallIU", feature + ".feature.group");
	}

	private void director(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), QUICK, "-jar",
				file("plugins", "org.eclipse.equinox.launcher_*.jar").toString(), "-nosplash", "-application",
				"org.eclipse.equinox.p2.director"));
		command.addAll(List.of(arguments));
		Path log = Files.createTempFile(logs, "director", ".log");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
				.start();
		assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "p2 does not end: " + log);
		assertEquals(0, process.exitValue(), () -> read(log));
	}

	/** Has the product run a bundle that is not installed with p2. */
	void add(Path jar) throws IOException {
		Path bundles = root.resolve("configuration/org.eclipse.equinox.simpleconfigurator/bundles.info");
		try (JarFile file = new JarFile(jar.toFile())) {
			Attributes manifest = file.getManifest().getMainAttributes();
			String name = manifest.getValue("Bundle-SymbolicName").split(";")[0];
			if (Files.readAllLines(bundles).stream().noneMatch(line -> line.startsWith(name + ","))) {
				Files.writeString(bundles,
						name + "," + manifest.getValue("Bundle-Version") + "," + jar.toUri() + ",4,false\n",
						StandardOpenOption.APPEND);
			}
		}
	}

	/** Starts the program as a person does; {@code options} are for Java. */
	Process start(String log, String options, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(root.resolve("cells-sync").toString()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command)
				.redirectError(logs.resolve(log + ".log").toFile());
		builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
		builder.environment().put("CELLS_SYNC_JAVA_OPTIONS", QUICK + " " + options);
		return builder.start();
	}

	private Path file(String folder, String pattern) throws IOException {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(folder), pattern)) {
			return files.iterator().next();
		}
	}

	private static String read(Path log) {
		try {
			return Files.readString(log);
		} catch (IOException e) {
			return log + ": " + e;
		}
	}
}
