package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Copies and removes whole trees, links not followed. */
final class Copies {

	private Copies() {
	}

	/** Copies a file or link with its attributes, onto stable storage. Fails where {@code to} exists. */
	static void copy(Path from, Path to) throws IOException {
		Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
		if (Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS)) {
			try (FileChannel channel = FileChannel.open(to, StandardOpenOption.READ)) {
				channel.force(true);
			}
		}
	}

	/** Copies a tree to a place where nothing is. */
	static void copyTree(Path from, Path to) throws IOException {
		Files.walkFileTree(from, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
					throws IOException {
				Files.createDirectory(to.resolve(from.relativize(folder)));
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				copy(file, to.resolve(from.relativize(file)));
				return FileVisitResult.CONTINUE;
			}
		});
	}

	/** Removes a tree. */
	static void deleteTree(Path top) throws IOException {
		Files.walkFileTree(top, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.delete(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
				if (failure != null) {
					throw failure;
				}
				Files.delete(folder);
				return FileVisitResult.CONTINUE;
			}
		});
	}
}
