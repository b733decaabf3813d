package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The file system of this computer. */
final class SystemDisk implements Disk {

	private static final String INODE = "ino=";

	private final boolean posix;
	/** How the JDK's keys of the ordinary file system begin: {@code (dev=…,ino=}. */
	private volatile String ordinary = "";

	SystemDisk(boolean posix) {
		this.posix = posix;
	}

	static boolean isPosix(Path path) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

	@Override
	public void settle(Path root) throws IOException {
		Object key = Files.readAttributes(root, BasicFileAttributes.class).fileKey();
		String text = String.valueOf(key);
		int inode = text.indexOf(INODE);
		ordinary = inode < 0 ? "" : text.substring(0, inode + INODE.length());
	}

	@Override
	public List<Path> list(Path folder) throws IOException {
		List<Path> names = new ArrayList<>();
		try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
			children.forEach(names::add);
		} catch (DirectoryIteratorException e) {
			throw e.getCause();
		}
		return names;
	}

	@Override
	public Stat stat(Path path) throws IOException {
		if (posix) {
			PosixFileAttributes read = Files.readAttributes(path, PosixFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			boolean executable = read.isRegularFile()
					&& read.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
			return stat(read, executable);
		}
		return stat(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS), false);
	}

	private Stat stat(BasicFileAttributes read, boolean executable) {
		return new Stat(kind(read), read.size(), read.lastModifiedTime().toInstant(), key(read.fileKey()),
				executable);
	}

	private static Stat.Kind kind(BasicFileAttributes read) {
		return read.isRegularFile() ? Stat.Kind.FILE
				: read.isDirectory() ? Stat.Kind.DIRECTORY
				: read.isSymbolicLink() ? Stat.Kind.LINK : Stat.Kind.SPECIAL;
	}

	// A device's number may be another one after the next start of the computer, so it is left out where it
	// can be.
	private String key(Object fileKey) {
		if (fileKey == null) {
			return "";
		}
		String text = fileKey.toString();
		boolean near = !ordinary.isEmpty() && text.startsWith(ordinary);
		return near ? text.substring(ordinary.length(), text.length() - 1) : text;
	}

	@Override
	public Optional<Stat> find(Path path) throws IOException {
		try {
			return Optional.of(stat(path));
		} catch (NoSuchFileException e) {
			return Optional.empty();
		} catch (FileSystemException e) {
			// The system has an error of its own for a path that leads through a file; the JDK gives it no
			// type.
			if (hasFileAbove(path)) {
				return Optional.empty();
			}
			throw e;
		}
	}

	private static boolean hasFileAbove(Path path) {
		Path parent = path.getParent();
		while (parent != null && !Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
			parent = parent.getParent();
		}
		return parent != null && !Files.isDirectory(parent);
	}

	@Override
	public String linkTarget(Path link) throws IOException {
		return Files.readSymbolicLink(link).toString();
	}

	@Override
	public boolean readable(Path file) {
		return Files.isReadable(file);
	}

	@Override
	public FileChannel create(Path file) throws IOException {
		return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
	}

	@Override
	public FileChannel open(Path file) throws IOException {
		return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
	}

	@Override
	public FileChannel reopen(Path file) throws IOException {
		return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
	}

	@Override
	public void force(FileChannel file) throws IOException {
		file.force(true);
	}

	@Override
	public void sync(Path folder) throws IOException {
		if (posix) {
			try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
				channel.force(true);
			}
		}
		// Elsewhere a folder cannot be opened; the file systems there keep the order of names by themselves.
	}

	@Override
	public void rename(Path from, Path to) throws IOException {
		Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
	}

	@Override
	public void link(Path file, Path name) throws IOException {
		Files.createLink(name, file);
	}

	@Override
	public void delete(Path path) throws IOException {
		Files.delete(path);
	}

	@Override
	public long usable(Path path) {
		return path.toFile().getUsableSpace();
	}
}
