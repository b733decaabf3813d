package org.cellssync.sandbox.internal.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.cellssync.sandbox.internal.storage.BlockDigest;
import org.cellssync.sandbox.internal.storage.Content;

/**
 * What an administrator has done to a data source of before: its files get hashes of the new family, or lose
 * them again. Storage tags, times and uuids stay as they are.
 */
final class Rehash {
	private static final int BUFFER = 1 << 16;

	private final Forest forest;
	private final Workspaces workspaces;

	/** One file and the content it had when it was counted. */
	private record Held(Entry entry, Content content) {
	}

	Rehash(Forest forest, Workspaces workspaces) {
		this.forest = forest;
		this.workspaces = workspaces;
	}

	/** Hashes file after file, whose content is read without the forest's lock. */
	void run(String slug, Family family, double hashed) {
		var files = forest.locked(() -> files(workspaces.sourceOf(slug)));
		var count = Math.round(files.size() * hashed);
		for (var i = 0; i < files.size(); i++) {
			var file = files.get(i);
			give(file, i < count ? hash(file.content()) : "");
		}
		forest.locked(() -> {
			workspaces.sourceOf(slug).family(family);
			return null;
		});
	}

	private static List<Held> files(DataSource source) {
		var all = new ArrayList<Entry>();
		source.root().collect(all);
		return all.stream().filter(entry -> entry.content != null).map(entry -> new Held(entry, entry.content))
				.toList();
	}

	/** Leaves a file alone that was written or deleted meanwhile. */
	private void give(Held file, String hash) {
		forest.locked(() -> {
			var entry = file.entry();
			if (entry.isThere() && entry.content == file.content()) {
				entry.settleNow(hash, entry.finalMode());
				forest.journal.put(entry);
			}
			return null;
		});
	}

	private static String hash(Content content) {
		var digest = new BlockDigest();
		var buffer = new byte[BUFFER];
		try (var input = content.open(0)) {
			for (var count = input.read(buffer); count >= 0; count = input.read(buffer)) {
				digest.update(buffer, 0, count);
			}
			return digest.finish().hash();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
