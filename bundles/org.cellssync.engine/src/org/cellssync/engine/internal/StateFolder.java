package org.cellssync.engine.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of a task in the data folder. */
final class StateFolder {

	private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);

	private StateFolder() {
	}

	/** Removes what is in the folder but for the trash: what a user deleted there stays to be had until it ages. */
	static void forget(Path folder) {
		try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
			for (Path child : children) {
				if (!child.getFileName().toString().equals("trash")) {
					delete(child);
				}
			}
		} catch (IOException e) {
			LOG.warn("The state of a removed task stays behind in {}", folder, e);
		}
	}

	/** Removes a folder with all that is in it. */
	static void delete(Path folder) throws IOException {
		Files.walkFileTree(folder, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.delete(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
				Files.delete(directory);
				return FileVisitResult.CONTINUE;
			}
		});
	}
}
