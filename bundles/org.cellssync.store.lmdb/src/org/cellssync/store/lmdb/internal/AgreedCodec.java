package org.cellssync.store.lmdb.internal;

import java.time.Instant;
import java.util.Optional;

import org.cellssync.api.state.AgreedEntry;
import org.cellssync.core.tree.Digest;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Identity;

/** The binary form of one path of the ancestor. */
final class AgreedCodec {

	private static final int FORM = 1;

	private static final int KIND = 3;
	private static final int DIRECTORY = 0;
	private static final int FILE = 1;
	private static final int LINK = 2;
	private static final int EXECUTABLE = 4;
	private static final int LOCAL = 8;
	private static final int REMOTE = 16;
	private static final int PATH = 32;

	private static final int WRITABLE = 1;
	private static final int OWN_NAME = 2;
	private static final int NANOS = 4;

	/**
	 * What a record says.
	 *
	 * @param path its path
	 * @param name last segment of the path
	 */
	record Record(String path, String name, AgreedEntry entry) {
	}

	private AgreedCodec() {
	}

	/** Returns the content of a record. Blocked entries and unread content are never agreed upon. */
	static byte[] encode(byte[] key, String path, AgreedEntry agreed) {
		ByteWriter target = new ByteWriter();
		target.putByte(FORM);
		target.putByte(flags(agreed) | (Keys.isCut(key) ? PATH : 0));
		if (Keys.isCut(key)) {
			target.putText(path);
		}
		putEntry(target, path, agreed.entry());
		String name = name(path);
		agreed.local().ifPresent(identity -> putIdentity(target, name, identity));
		agreed.remote().ifPresent(identity -> putIdentity(target, name, identity));
		return target.toBytes();
	}

	static Record decode(byte[] key, byte[] value) {
		ByteReader source = new ByteReader(value, Seal.BYTES);
		if (source.readByte() != FORM) {
			throw new IllegalStateException("a record of the ancestor in a form that is not known");
		}
		int flags = source.readByte();
		String path = (flags & PATH) != 0 ? source.readText() : Keys.path(key);
		String name = name(path);
		Entry entry = readEntry(source, flags);
		Optional<Identity> local = readIdentity(source, name, (flags & LOCAL) != 0);
		Optional<Identity> remote = readIdentity(source, name, (flags & REMOTE) != 0);
		return new Record(path, name, new AgreedEntry(entry, local, remote));
	}

	/** Returns whether a record holds a directory. */
	static boolean isDirectory(byte[] value) {
		return (value[Seal.BYTES + 1] & KIND) == DIRECTORY;
	}

	private static String name(String path) {
		return path.substring(path.lastIndexOf('/') + 1);
	}

	private static int flags(AgreedEntry agreed) {
		int identities = (agreed.local().isPresent() ? LOCAL : 0)
				| (agreed.remote().isPresent() ? REMOTE : 0);
		return identities | switch (agreed.entry()) {
			case Directory directory -> DIRECTORY;
			case Entry.File file -> FILE | (file.executable() ? EXECUTABLE : 0);
			case Entry.Link link -> LINK;
			case Entry.Absent absent ->
				throw new IllegalStateException("absence is not agreed upon, it is removed");
			case Entry.Blocked blocked -> throw new IllegalStateException("a blocked entry is never agreed upon");
		};
	}

	private static void putEntry(ByteWriter target, String path, Entry entry) {
		if (entry instanceof Entry.File file) {
			if (!(file.content() instanceof Digest digest)) {
				throw new IllegalStateException("unread content is never agreed upon: " + path);
			}
			target.putLong(digest.high());
			target.putLong(digest.low());
			target.putNumber(file.size());
		} else if (entry instanceof Entry.Link link) {
			target.putText(link.target());
		}
	}

	private static Entry readEntry(ByteReader source, int flags) {
		return switch (flags & KIND) {
			case DIRECTORY -> Directory.EMPTY;
			case FILE -> new Entry.File(new Digest(source.readLong(), source.readLong()), source.readNumber(),
					(flags & EXECUTABLE) != 0);
			case LINK -> new Entry.Link(source.readText());
			default -> throw new IllegalStateException("a record of the ancestor of a kind that is not known");
		};
	}

	private static void putIdentity(ByteWriter target, String name, Identity identity) {
		boolean ownName = !identity.exactName().equals(name);
		int nanos = identity.modified().getNano();
		target.putByte(
				(identity.writable() ? WRITABLE : 0) | (ownName ? OWN_NAME : 0) | (nanos != 0 ? NANOS : 0));
		PackedText.put(target, identity.id());
		PackedText.put(target, identity.version());
		target.putSigned(identity.modified().getEpochSecond());
		if (nanos != 0) {
			target.putInt(nanos);
		}
		if (ownName) {
			target.putText(identity.exactName());
		}
	}

	private static Optional<Identity> readIdentity(ByteReader source, String name, boolean present) {
		if (!present) {
			return Optional.empty();
		}
		int flags = source.readByte();
		String id = PackedText.read(source);
		String version = PackedText.read(source);
		long seconds = source.readSigned();
		int nanos = (flags & NANOS) != 0 ? source.readInt() : 0;
		String exactName = (flags & OWN_NAME) != 0 ? source.readText() : name;
		return Optional.of(new Identity(id, version, Instant.ofEpochSecond(seconds, nanos), exactName,
				(flags & WRITABLE) != 0));
	}
}
