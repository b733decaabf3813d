package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The system's disk, with places for faults and for things that happen just before a call. */
class FaultyDisk implements Disk {

	/** Something that happens before a call. */
	@FunctionalInterface
	interface Event {
		void before(Path path) throws IOException;
	}

	static final Event NOTHING = path -> {};

	private final Disk disk;
	/** Before every call that can fail. */
	volatile Event any = NOTHING;
	volatile Event list = NOTHING;
	volatile Event stat = NOTHING;
	volatile Event create = NOTHING;
	volatile Event link = NOTHING;
	volatile Event rename = NOTHING;
	volatile Event afterRename = NOTHING;
	volatile Event force = NOTHING;
	volatile Event sync = NOTHING;
	volatile boolean readable = true;
	volatile long usable = Long.MAX_VALUE;

	FaultyDisk() {
		this(new SystemDisk(true));
	}

	FaultyDisk(Disk disk) {
		this.disk = disk;
	}

	@Override
	public void settle(Path root) throws IOException {
		disk.settle(root);
	}

	@Override
	public List<Path> list(Path folder) throws IOException {
		any.before(folder);
		list.before(folder);
		return disk.list(folder);
	}

	@Override
	public Stat stat(Path path) throws IOException {
		any.before(path);
		stat.before(path);
		return disk.stat(path);
	}

	@Override
	public Optional<Stat> find(Path path) throws IOException {
		any.before(path);
		return disk.find(path);
	}

	@Override
	public String linkTarget(Path link) throws IOException {
		return disk.linkTarget(link);
	}

	@Override
	public boolean readable(Path file) {
		return readable && disk.readable(file);
	}

	@Override
	public FileChannel create(Path file) throws IOException {
		any.before(file);
		create.before(file);
		return disk.create(file);
	}

	@Override
	public FileChannel open(Path file) throws IOException {
		return disk.open(file);
	}

	@Override
	public FileChannel reopen(Path file) throws IOException {
		any.before(file);
		return disk.reopen(file);
	}

	@Override
	public void force(FileChannel file) throws IOException {
		any.before(null);
		force.before(null);
		disk.force(file);
	}

	@Override
	public void sync(Path folder) throws IOException {
		any.before(folder);
		sync.before(folder);
		disk.sync(folder);
	}

	@Override
	public void rename(Path from, Path to) throws IOException {
		any.before(from);
		rename.before(from);
		disk.rename(from, to);
		afterRename.before(to);
	}

	@Override
	public void link(Path file, Path name) throws IOException {
		any.before(file);
		link.before(name);
		disk.link(file, name);
	}

	@Override
	public void delete(Path path) throws IOException {
		any.before(path);
		disk.delete(path);
	}

	@Override
	public long usable(Path path) {
		return Math.min(usable, disk.usable(path));
	}
}
