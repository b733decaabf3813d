package org.cellssync.sandbox.internal.tree;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cellssync.sandbox.internal.storage.RecordFile;

/**
 * Keeps every change of the tree, so that it is there again after a restart. Used under the forest's lock.
 * <p>
 * Nodes whose content is still on its way are not kept: their uploads end with the process.
 */
final class Journal implements AutoCloseable {
	private final Optional<Path> path;
	/** Nothing while the tree is not kept, or not read yet. */
	private RecordFile file;

	private Journal(Optional<Path> path) {
		this.path = path;
	}

	static Journal none() {
		return new Journal(Optional.empty());
	}

	static Journal at(Path path) {
		return new Journal(Optional.of(path));
	}

	void put(Entry entry) {
		if (file != null && !entry.isTemporary() && !entry.isRoot()) {
			file.append(JournalRecord.of(entry).toBytes());
		}
	}

	void remove(Entry entry) {
		if (file != null) {
			file.append(JournalRecord.removed(entry.uuid).toBytes());
		}
	}

	/** Puts everything that was kept into a forest that has its data sources, and keeps what comes. */
	void load(Forest forest) {
		if (path.isEmpty()) {
			return;
		}
		var records = new LinkedHashMap<String, JournalRecord>();
		for (var bytes : RecordFile.read(path.get())) {
			var record = JournalRecord.of(bytes);
			if (record.isRemoved()) {
				records.remove(record.uuid());
			} else {
				records.put(record.uuid(), record);
			}
		}
		var kept = plant(forest, records);
		var contents = new HashSet<String>();
		kept.forEach(record -> contents.add(record.content()));
		forest.contents.keepOnly(contents);
		file = RecordFile.replace(path.get(), kept.stream().map(JournalRecord::toBytes).toList());
	}

	/** Returns the records of what has a place in the forest. */
	private static List<JournalRecord> plant(Forest forest, Map<String, JournalRecord> records) {
		var kept = new ArrayList<JournalRecord>();
		var waiting = new ArrayList<>(records.values());
		for (var wasEmpty = false; !wasEmpty;) {
			var later = new ArrayList<JournalRecord>();
			for (var record : waiting) {
				var parent = forest.byUuid(record.parent());
				if (parent == null) {
					later.add(record);
				} else {
					record.toEntry(forest.contents).ifPresent(entry -> {
						forest.link(parent, entry);
						kept.add(record);
					});
				}
			}
			wasEmpty = later.size() == waiting.size();
			waiting = later;
		}
		return kept;
	}

	@Override
	public void close() {
		if (file != null) {
			file.close();
		}
	}
}
