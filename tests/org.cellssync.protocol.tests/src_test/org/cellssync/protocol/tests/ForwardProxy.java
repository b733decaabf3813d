package org.cellssync.protocol.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.Secret;

/**
 * A proxy by which one goes out, as Debian has it, running on loopback. It asks for a name and a password, and leaves by
 * an address of its own, so that a server can tell who comes through it.
 */
final class ForwardProxy implements AutoCloseable {

	/** The address it leaves by. */
	static final String FROM = "127.0.0.2";

	private static final String USER = "anna";
	private static final String PASSWORD = "s3cret-of-the-proxy";

	private final Process process;
	private final NetworkProxy.Fixed place;

	/** The programs. */
	enum Program {
		/** For HTTP. */
		TINYPROXY(NetworkProxy.Kind.HTTP),
		/** For SOCKS. */
		MICROSOCKS(NetworkProxy.Kind.SOCKS5);

		private final NetworkProxy.Kind kind;

		Program(NetworkProxy.Kind kind) {
			this.kind = kind;
		}

		/** Returns the program, where this machine has it. */
		Optional<Path> file() {
			return Arrays.stream((System.getenv("PATH") + ":/usr/bin:/usr/sbin").split(":"))
					.map(folder -> Path.of(folder, name().toLowerCase())).filter(Files::isExecutable).findFirst();
		}
	}

	private ForwardProxy(Process process, NetworkProxy.Fixed place) {
		this.process = process;
		this.place = place;
	}

	/** @param rules further lines of a configuration, for the one that has such */
	static ForwardProxy start(Program program, Path folder, String rules) throws IOException, InterruptedException {
		Files.createDirectories(folder);
		int port = Ports.free();
		List<String> command = switch (program) {
			case TINYPROXY -> List.of(program.file().orElseThrow().toString(), "-d", "-c",
					Files.writeString(folder.resolve("tinyproxy.conf"), """
							Port %d
							Listen 127.0.0.1
							Bind %s
							Timeout 600
							MaxClients 100
							BasicAuth %s %s
							%s
							""".formatted(port, FROM, USER, PASSWORD, rules)).toString());
			case MICROSOCKS -> List.of(program.file().orElseThrow().toString(), "-i", "127.0.0.1", "-p",
					Integer.toString(port), "-u", USER, "-P", PASSWORD, "-b", FROM);
		};
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(folder.resolve("output").toFile()).start();
		ForwardProxy proxy = new ForwardProxy(process, new NetworkProxy.Fixed(program.kind, "127.0.0.1", port,
				Optional.of(USER), Optional.of(new Secret(PASSWORD))));
		try {
			Ports.await(proxy.process, port);
			return proxy;
		} catch (IOException | InterruptedException failure) {
			proxy.close();
			throw failure;
		}
	}

	/** Returns where it is, with what it asks for. */
	NetworkProxy.Fixed place() {
		return place;
	}

	@Override
	public void close() throws InterruptedException {
		process.destroy();
		if (!process.waitFor(10, TimeUnit.SECONDS)) {
			process.destroyForcibly().waitFor();
		}
	}
}
