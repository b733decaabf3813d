package org.cellssync.osgi.tests;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** Runs {@link SecretsProgram} in processes of their own, with the bundles of this framework. */
final class OtherEquinox {

	/** What is needed although nothing is wired to it: components, and the log's output. */
	private static final List<String> BESIDES = List.of("org.apache.felix.scr", "ch.qos.logback.classic",
			"org.apache.aries.spifly.dynamic.bundle");

	private final Path folder;
	private final Path list;
	private int runs;

	/**
	 * Prepares the files that the processes start from.
	 *
	 * @param folder for files that only the processes need
	 */
	OtherEquinox(Path folder) throws IOException {
		this.folder = folder;
		this.list = folder.resolve("bundles");
		Files.write(list, locations());
		copyProgram();
	}

	/**
	 * Runs the program to its end and returns what it printed, logged lines included.
	 *
	 * @param launcher what stands before the command
	 * @param environment variables to set; an empty value removes one
	 * @param data the data folder
	 * @param actions as {@link SecretsProgram} knows them
	 */
	List<String> run(List<String> launcher, Map<String, String> environment, Path data, String... actions)
			throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(launcher);
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"--enable-native-access=ALL-UNNAMED", "-Dcellssync.data=" + data, "-cp",
				folder.resolve("classes") + System.getProperty("path.separator") + frameworkJar(),
				SecretsProgram.class.getName(),
				folder.resolve("framework" + runs++).toString(), list.toString()));
		command.addAll(List.of(actions));
		Path output = folder.resolve("output" + runs);
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.directory(folder.toFile());
		environment.forEach((name, value) -> {
			if (value.isEmpty()) {
				builder.environment().remove(name);
			} else {
				builder.environment().put(name, value);
			}
		});
		Process process = builder.start();
		if (!process.waitFor(2, TimeUnit.MINUTES)) {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
			throw new AssertionError("it hangs: " + Files.readString(output));
		}
		return Files.readAllLines(output);
	}

	/** Those of the platform bundle and of all it is wired to. */
	private static List<String> locations() {
		Deque<Bundle> open = new ArrayDeque<>();
		open.add(OurBundles.named("org.cellssync.platform"));
		for (Bundle bundle : FrameworkUtil.getBundle(OtherEquinox.class).getBundleContext().getBundles()) {
			if (BESIDES.contains(bundle.getSymbolicName())) {
				open.add(bundle);
			}
		}
		Set<Bundle> found = new LinkedHashSet<>();
		while (!open.isEmpty()) {
			Bundle bundle = open.remove();
			if (bundle.getBundleId() != 0 && found.add(bundle)) {
				for (BundleWire wire : bundle.adapt(BundleWiring.class).getRequiredWires(null)) {
					open.add(wire.getProvider().getBundle());
				}
			}
		}
		return found.stream().map(bundle -> "reference:" + bundle.adapt(File.class).getAbsoluteFile().toURI())
				.toList();
	}

	private static Path frameworkJar() {
		try {
			return Path.of(Bundle.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		} catch (URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	private void copyProgram() throws IOException {
		String name = SecretsProgram.class.getName().replace('.', '/') + ".class";
		Path target = folder.resolve("classes").resolve(name);
		Files.createDirectories(target.getParent());
		try (InputStream program = SecretsProgram.class.getClassLoader().getResourceAsStream(name)) {
			Files.copy(program, target);
		}
	}
}
