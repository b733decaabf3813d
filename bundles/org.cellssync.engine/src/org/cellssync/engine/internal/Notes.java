package org.cellssync.engine.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.StateException;
import org.cellssync.core.tree.Entry;

/** The small values of a task, by the names they are kept under. A batch of changes is one commit. */
final class Notes {

	static final String ROOT = "root.";
	static final String MOVED = "moved.";
	static final String DECISION = "decision.";
	static final String CONFLICTS = "conflicts";
	static final String QUESTIONS = "questions";
	static final String PROBLEMS = "problems";
	static final String HELD = "held";
	static final String HALT = "halt";
	static final String HALT_CHOICE = "halt.choice.";
	static final String RULES = "rules";
	static final String SELECTION = "selection";
	static final String SELECTION_NEXT = "selection.next";
	static final String SELECTION_MOVED = "selection.moved";
	static final String SELECTION_KEPT = "selection.kept";
	static final String LAST_RUN = "last-run";
	static final String LAST_RECHECK = "last-recheck";
	static final String LAST_SUCCESS = "last-success";

	private final Memory memory;
	private final SortedMap<String, String> values;
	private final SortedMap<String, Optional<String>> changes = new TreeMap<>();

	Notes(Memory memory) {
		this.memory = memory;
		this.values = new TreeMap<>(memory.state().notes());
	}

	synchronized Optional<String> get(String name) {
		return Optional.ofNullable(values.get(name));
	}

	synchronized Optional<Instant> instant(String name) {
		return get(name).map(Instant::parse);
	}

	/** Returns what is kept under names that begin with {@code prefix}, by the rest of the name. */
	synchronized SortedMap<String, String> below(String prefix) {
		SortedMap<String, String> found = new TreeMap<>();
		values.tailMap(prefix).forEach((name, value) -> {
			if (name.startsWith(prefix)) {
				found.put(name.substring(prefix.length()), value);
			}
		});
		return found;
	}

	synchronized Notes put(String name, String value) {
		if (!value.equals(values.put(name, value))) {
			changes.put(name, Optional.of(value));
		}
		return this;
	}

	synchronized Notes remove(String name) {
		if (values.remove(name) != null) {
			changes.put(name, Optional.empty());
		}
		return this;
	}

	/** Writes the changes made since the last call, and with them a new ancestor and operations that led to it. */
	synchronized void commit(Entry agreed, List<HistoryEntry> history) throws StateException {
		memory.agree(agreed, new TreeMap<>(changes), history);
		changes.clear();
	}

	/** Writes the changes made since the last call. */
	synchronized void commit() throws StateException {
		if (!changes.isEmpty()) {
			memory.note(new TreeMap<>(changes), List.of());
			changes.clear();
		}
	}
}
