package org.cellssync.engine.internal;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.StateException;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.sync.Masks;
import org.cellssync.core.sync.Trees;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

import com.google.gson.Gson;

/**
 * Which folders what was agreed is about, and which ones it is to be about. While the one is being changed into the other, what
 * is missing on the left end may have been removed for it, and is never a deletion for the right end: that a change has begun is
 * kept before anything is removed, and what was agreed about what takes part no more is forgotten in the commit that ends it.
 * <p>
 * Whatever was kept of it when the program ended, the next start goes on from there: with the same change, which works out
 * anew what is to be removed, or, where somebody has chosen otherwise meanwhile, by forgetting first.
 */
final class Reselecting {

	private static final Gson GSON = new Gson();

	private final Selection wanted;
	private final Memory memory;
	private final Notes notes;

	Reselecting(Selection wanted, Memory memory, Notes notes) {
		this.wanted = wanted;
		this.memory = memory;
		this.notes = notes;
	}

	private record Row(List<String> selected, List<String> unselected) {
		static Row of(Selection selection) {
			return new Row(texts(selection.selected()), texts(selection.unselected()));
		}

		Selection selection() {
			return new Selection(paths(selected), paths(unselected));
		}
	}

	private static List<String> texts(SortedSet<SyncPath> paths) {
		return paths.stream().map(SyncPath::value).toList();
	}

	private static SortedSet<SyncPath> paths(List<String> texts) {
		return texts.stream().map(SyncPath::of).collect(Collectors.toCollection(TreeSet::new));
	}

	private Selection read(String name, Selection otherwise) {
		return notes.get(name).map(text -> GSON.fromJson(text, Row.class).selection()).orElse(otherwise);
	}

	private void keep(String name, Selection selection) {
		notes.put(name, GSON.toJson(Row.of(selection)));
	}

	/** Returns the folders that what was agreed is about. */
	Selection last() {
		return read(Notes.SELECTION, Selection.ALL);
	}

	/** Returns whether they are other ones than those that are wanted. */
	boolean isDue() {
		return !last().equals(wanted);
	}

	/** Returns whether something was agreed about what is to take part no more, so that it may have to be removed. */
	boolean removes() {
		return forgotten(memory.ancestor(), wanted) != memory.ancestor();
	}

	private static Entry forgotten(Entry agreed, Ignore leftOut) {
		return Masks.common(new Trees(agreed, Entry.Absent.ABSENT, Entry.Absent.ABSENT), leftOut, Masks.Common.ALL).ancestor();
	}

	/** A change that was begun is not wanted any more: whatever was removed for it must not look deleted. */
	void abandonOther() throws StateException {
		Selection begun = read(Notes.SELECTION_NEXT, wanted);
		if (!begun.equals(wanted)) {
			keep(Notes.SELECTION, begun);
			notes.remove(Notes.SELECTION_NEXT);
			notes.commit(forgotten(memory.ancestor(), begun), List.of());
		}
	}

	/** Keeps that the change has begun; before anything is removed for it. */
	void begin() throws StateException {
		keep(Notes.SELECTION_NEXT, wanted);
		notes.commit();
	}

	/**
	 * Ends the change.
	 *
	 * @param remains what takes part no more and is still here
	 * @param history what was removed
	 */
	void end(SortedSet<SyncPath> remains, List<HistoryEntry> history) throws StateException {
		keep(Notes.SELECTION, wanted);
		notes.remove(Notes.SELECTION_NEXT);
		SortedSet<SyncPath> kept = kept();
		kept.addAll(remains);
		keep(kept);
		notes.commit(forgotten(memory.ancestor(), wanted), history);
	}

	private SortedSet<SyncPath> kept() {
		return notes.get(Notes.SELECTION_KEPT).map(text -> paths(List.of(GSON.fromJson(text, String[].class))))
				.orElseGet(TreeSet::new);
	}

	private void keep(SortedSet<SyncPath> kept) {
		if (kept.isEmpty()) {
			notes.remove(Notes.SELECTION_KEPT);
		} else {
			notes.put(Notes.SELECTION_KEPT, GSON.toJson(texts(kept)));
		}
	}

	/** Tells what was not removed and is still here, and forgets the rest. */
	List<Diagnostic> remaining(Entry local) {
		SortedSet<SyncPath> kept = kept();
		if (kept.removeIf(path -> !isUnselected(Tree.at(local, path)))) {
			keep(kept);
		}
		return kept.stream().map(path -> Diagnostic.of(Code.KEPT_UNSELECTED, path.value())).toList();
	}

	private static boolean isUnselected(Entry entry) {
		return entry instanceof Entry.Blocked blocked && blocked.reason() == Reason.UNSELECTED;
	}
}
