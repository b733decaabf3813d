package org.cellssync.scenarios;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of this computer. */
record Folder(Path root, String name) implements End {

	Path at(String path) {
		return root.resolve(path);
	}

	@Override
	public Folder folder(String path) {
		return new Folder(at(path), name);
	}

	@Override
	public void write(String path, byte[] content) throws IOException {
		Files.createDirectories(at(path).getParent());
		Files.write(at(path), content);
	}

	@Override
	public void makeFolder(String path) throws IOException {
		Files.createDirectories(at(path));
	}

	@Override
	public void move(String from, String to) throws IOException {
		Files.createDirectories(at(to).getParent());
		Files.move(at(from), at(to), StandardCopyOption.ATOMIC_MOVE);
	}

	@Override
	public void delete(String path) throws IOException {
		try (Stream<Path> all = Files.walk(at(path))) {
			for (Path each : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
				Files.delete(each);
			}
		}
	}

	/** Sets the time of a file and nothing else. */
	void touch(String path, Instant modified) throws IOException {
		Files.setLastModifiedTime(at(path), FileTime.from(modified));
	}

	Instant modified(String path) throws IOException {
		return Files.getLastModifiedTime(at(path), LinkOption.NOFOLLOW_LINKS).toInstant();
	}

	@Override
	public SortedMap<String, String> tree() throws IOException {
		SortedMap<String, String> tree = new TreeMap<>();
		List<Path> all;
		try (Stream<Path> walk = Files.walk(root)) {
			all = walk.filter(each -> !each.equals(root)).toList();
		}
		for (Path each : all) {
			String path = root.relativize(each).toString();
			if (Files.isSymbolicLink(each)) {
				tree.put(path, "-> " + Files.readSymbolicLink(each));
			} else if (Files.isDirectory(each)) {
				tree.put(path + "/", "");
			} else if (Files.isRegularFile(each)) {
				tree.put(path, Files.readString(each, ISO_8859_1));
			} else {
				tree.put(path, "special");
			}
		}
		return tree;
	}

	@Override
	public String toString() {
		return name;
	}
}
