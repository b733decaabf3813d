package org.cellssync.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.endpoint.cells.internal.Sending;
import org.cellssync.engine.internal.Program;
import org.cellssync.sandbox.SandboxOptions.Storage;
import org.cellssync.store.lmdb.internal.LmdbStateStore;

/** One program, and the servers it knows, for all scenarios; each gets folders of its own. Ends with the last test. */
final class Stage implements AutoCloseable {

	private final Path home;
	private final Program program;
	private final Map<Ends, Server> servers = new EnumMap<>(Ends.class);
	private final AtomicInteger count = new AtomicInteger();

	Stage() {
		try {
			home = Files.createTempDirectory("cellssync-scenarios").toRealPath();
			program = Program.thatTriesOnce(home.resolve("data"), new LmdbStateStore(), new Sending(8, Syncing.PART));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Sets a task up on two empty ends. */
	Replay begin(String number, Ends ends) {
		String name = number.replace(' ', '-') + "-" + count.incrementAndGet();
		try {
			Folder local = new Folder(Files.createDirectories(home.resolve(name + "/here")), "local");
			if (ends == Ends.FOLDERS) {
				Path there = Files.createDirectories(home.resolve(name + "/there"));
				return new Replay(program, local, new Folder(there, "remote"),
						new EndpointAddress(EndpointAddress.FILE, "", there.toString()), Optional.empty());
			}
			Server server = servers.computeIfAbsent(ends, this::open);
			return new Replay(program, local, server.folder(name), server.address(name), Optional.of(server));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private Server open(Ends ends) {
		return Server.start(ends == Ends.CELLS ? Storage.FLAT : Storage.STRUCTURED, program, home.resolve("else-" + ends));
	}

	@Override
	public void close() throws IOException {
		program.close();
		for (Server server : servers.values()) {
			server.close();
		}
		Files.walkFileTree(home, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.delete(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
				Files.delete(folder);
				return FileVisitResult.CONTINUE;
			}
		});
	}
}
