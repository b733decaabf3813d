package org.cellssync.store.lmdb.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;

/** A folder in the making. */
final class FolderBuilder {

	private final TreeMap<String, Entry> entries = new TreeMap<>();
	private Map<String, FolderBuilder> folders = Map.of();

	/** Puts what is no folder. */
	void put(String name, Entry entry) {
		entries.put(name, entry);
	}

	/** Returns the folder of this name, made where there is none; empty where something else has the name. */
	Optional<FolderBuilder> folder(String name) {
		FolderBuilder folder = folders.get(name);
		if (folder != null) {
			return Optional.of(folder);
		}
		if (entries.containsKey(name)) {
			return Optional.empty();
		}
		if (folders.isEmpty()) {
			folders = new HashMap<>();
		}
		FolderBuilder made = new FolderBuilder();
		folders.put(name, made);
		return Optional.of(made);
	}

	/** Returns the folder with all below it; to be called once. */
	Directory build() {
		folders.forEach((name, folder) -> entries.put(name, folder.build()));
		return Directory.of(entries);
	}
}
