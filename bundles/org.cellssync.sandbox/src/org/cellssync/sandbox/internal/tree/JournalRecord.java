package org.cellssync.sandbox.internal.tree;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.cellssync.sandbox.internal.storage.ContentStore;

/**
 * One node as it is kept, or that it is kept no more.
 *
 * @param parent uuid of the folder it is in, empty when it is kept no more
 * @param content what the store finds its content by, empty for folders and phantoms
 */
record JournalRecord(String uuid, String parent, String name, boolean isFolder, long size, long modified,
		int mode, String etag, String hash, String mime, String restore, String content) {

	static JournalRecord of(Entry entry) {
		return new JournalRecord(entry.uuid, entry.parent.uuid, entry.name, entry.isFolder, entry.size,
				entry.modified, entry.finalMode(), entry.etag, entry.finalHash(), entry.mime, entry.restore,
				entry.content == null ? "" : entry.content.id());
	}

	static JournalRecord removed(String uuid) {
		return new JournalRecord(uuid, "", "", false, 0, 0, 0, "", "", "", "", "");
	}

	boolean isRemoved() {
		return parent.isEmpty();
	}

	byte[] toBytes() {
		var bytes = new ByteArrayOutputStream(256);
		try (var out = new DataOutputStream(bytes)) {
			out.writeUTF(uuid);
			out.writeUTF(parent);
			out.writeUTF(name);
			out.writeBoolean(isFolder);
			out.writeLong(size);
			out.writeLong(modified);
			out.writeInt(mode);
			for (var text : new String[] { etag, hash, mime, restore }) {
				out.writeUTF(text);
			}
			// the many parts of one content may make this longer than a short text
			var parts = content.getBytes(StandardCharsets.UTF_8);
			out.writeInt(parts.length);
			out.write(parts);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		return bytes.toByteArray();
	}

	static JournalRecord of(byte[] bytes) {
		try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
			return new JournalRecord(in.readUTF(), in.readUTF(), in.readUTF(), in.readBoolean(),
					in.readLong(), in.readLong(), in.readInt(), in.readUTF(), in.readUTF(), in.readUTF(),
					in.readUTF(), new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Returns the node, or nothing when its content is lost. */
	Optional<Entry> toEntry(ContentStore contents) {
		var entry = new Entry(uuid, name, isFolder, modified);
		entry.size = size;
		entry.etag = etag;
		entry.mime = mime;
		entry.restore = restore;
		entry.settleNow(hash, mode);
		if (!content.isEmpty()) {
			var found = contents.find(content);
			if (found.isEmpty()) {
				return Optional.empty();
			}
			entry.content = found.get();
		}
		return Optional.of(entry);
	}
}
