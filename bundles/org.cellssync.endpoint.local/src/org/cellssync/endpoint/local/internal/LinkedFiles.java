package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * A disk on which a link to a file is seen, and read, as that file. All else is done to the link itself: what replaces,
 * moves or deletes it never reaches what it leads to. Links that lead to folders, to nothing or in circles stay links.
 */
final class LinkedFiles implements Disk {

	private final Disk disk;

	LinkedFiles(Disk disk) {
		this.disk = disk;
	}

	@Override
	public Stat stat(Path path) throws IOException {
		return followed(path, disk.stat(path));
	}

	@Override
	public Optional<Stat> find(Path path) throws IOException {
		return disk.find(path).map(own -> followed(path, own));
	}

	private static Stat followed(Path path, Stat own) {
		if (own.kind() != Stat.Kind.LINK) {
			return own;
		}
		try {
			BasicFileAttributes target = Files.readAttributes(path, BasicFileAttributes.class);
			return target.isRegularFile() ? own.leadingTo(target) : own;
		} catch (IOException e) {
			// Where it leads cannot be seen: it is a link and nothing more.
			return own;
		}
	}

	@Override
	public FileChannel open(Path file) throws IOException {
		return Files.isSymbolicLink(file) ? FileChannel.open(file, StandardOpenOption.READ) : disk.open(file);
	}

	@Override
	public void settle(Path root) throws IOException {
		disk.settle(root);
	}

	@Override
	public List<Path> list(Path folder) throws IOException {
		return disk.list(folder);
	}

	@Override
	public String linkTarget(Path link) throws IOException {
		return disk.linkTarget(link);
	}

	@Override
	public boolean readable(Path file) {
		return disk.readable(file);
	}

	@Override
	public FileChannel create(Path file) throws IOException {
		return disk.create(file);
	}

	@Override
	public FileChannel reopen(Path file) throws IOException {
		return disk.reopen(file);
	}

	@Override
	public void force(FileChannel file) throws IOException {
		disk.force(file);
	}

	@Override
	public void sync(Path folder) throws IOException {
		disk.sync(folder);
	}

	@Override
	public void rename(Path from, Path to) throws IOException {
		disk.rename(from, to);
	}

	@Override
	public void link(Path file, Path name) throws IOException {
		disk.link(file, name);
	}

	@Override
	public void delete(Path path) throws IOException {
		disk.delete(path);
	}

	@Override
	public long usable(Path path) {
		return disk.usable(path);
	}
}
