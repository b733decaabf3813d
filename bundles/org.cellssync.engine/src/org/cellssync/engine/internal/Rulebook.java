package org.cellssync.engine.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.ContentSource;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.core.ignore.BuiltInIgnores;
import org.cellssync.core.ignore.Ignore;
import org.cellssync.core.ignore.IgnoreRules;
import org.cellssync.core.ignore.Selection;
import org.cellssync.core.tree.Directory;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;

/**
 * What is left out of a task: by the program, by the product, by files of rules on the left end, by the task, by an
 * administrator, and for not being selected. What files of rules hold is kept with the task, so that its first look after a
 * start leaves out what the last one did. Used by the task's loop alone.
 */
final class Rulebook {

	private static final Gson GSON = new Gson();
	/** Nobody writes so many rules: such a file is something else. */
	private static final long LONGEST = 1 << 20;
	/** Stands for rules that are there and cannot be read: what they are about must not be touched. */
	private static final String ALL = "*";

	private final Optional<Notes> notes;
	private final SortedMap<SyncPath, String> texts = new TreeMap<>();
	private final Map<SyncPath, Diagnostic> unread = new HashMap<>();
	private IgnoreRules rules;
	private Selection selection;
	private Entry seen = Entry.Absent.ABSENT;

	/**
	 * The rules as they were last.
	 *
	 * @param others those that do not stand in files of the task
	 * @param selection the folders that take part
	 */
	Rulebook(IgnoreRules others, Selection selection, Notes notes) {
		this.notes = Optional.of(notes);
		this.selection = selection;
		this.rules = others;
		notes.get(Notes.RULES).map(text -> GSON.fromJson(text, new TypeToken<Map<String, String>>() {})).orElse(Map.of())
				.forEach((folder, text) -> put(SyncPath.of(folder), text));
	}

	/** The rules of what is no task yet, of which nothing is kept. */
	Rulebook(IgnoreRules others, Selection selection) {
		this.notes = Optional.empty();
		this.selection = selection;
		this.rules = others;
	}

	/** Returns what takes no part. */
	Ignore ignore() {
		return BuiltInIgnores.OWN.and(rules).and(selection);
	}

	/** Has other folders take part. */
	void select(Selection folders) {
		selection = folders;
	}

	/** Returns what looks leave out: they show files of rules in any case. */
	Ignore forLooks() {
		return ignore().butForRuleFiles();
	}

	/** Returns the troubles with files of rules. */
	List<Diagnostic> problems() {
		return List.copyOf(new TreeMap<>(unread).values());
	}

	/**
	 * Takes in what files of rules hold now.
	 *
	 * @param local the left end as it was just seen
	 * @param content of the left end as it was seen
	 * @return the folders whose rules are other ones than before: what is in them must be looked at again
	 */
	SortedSet<SyncPath> follow(Entry local, ContentSource content) {
		SortedSet<SyncPath> doubtful = new TreeSet<>(unread.keySet());
		texts.keySet().stream().filter(folder -> !holdsRules(Tree.at(local, folder))).forEach(doubtful::add);
		find(SyncPath.ROOT, local, seen, doubtful);
		seen = local;
		unread.clear();
		SortedSet<SyncPath> changed = new TreeSet<>();
		for (SyncPath folder : doubtful) {
			String text = holdsRules(Tree.at(local, folder)) ? read(folder, content) : "";
			if (!text.equals(texts.getOrDefault(folder, ""))) {
				put(folder, text);
				changed.add(folder);
			}
		}
		if (!changed.isEmpty()) {
			notes.ifPresent(this::keep);
		}
		return changed;
	}

	private void put(SyncPath folder, String text) {
		rules = rules.withFile(folder, text);
		if (text.isEmpty()) {
			texts.remove(folder);
		} else {
			texts.put(folder, text);
		}
	}

	private void keep(Notes notes) {
		if (texts.isEmpty()) {
			notes.remove(Notes.RULES);
			return;
		}
		SortedMap<String, String> kept = new TreeMap<>();
		texts.forEach((folder, text) -> kept.put(folder.value(), text));
		notes.put(Notes.RULES, GSON.toJson(kept));
	}

	private static boolean holdsRules(Entry folder) {
		return folder instanceof Directory directory && isRules(directory.child(IgnoreRules.FILE_NAME));
	}

	/** A link leads elsewhere, and a folder of that name is somebody's folder. */
	private static boolean isRules(Entry entry) {
		return entry instanceof Entry.File || entry instanceof Entry.Blocked blocked && !blocked.reason().isWanted();
	}

	/** Finds the folders whose file of rules is another one than before. */
	private static void find(SyncPath path, Entry now, Entry before, SortedSet<SyncPath> found) {
		if (now == before || !(now instanceof Directory folder)) {
			return;
		}
		Directory last = before instanceof Directory directory ? directory : Directory.EMPTY;
		if (!folder.child(IgnoreRules.FILE_NAME).equals(last.child(IgnoreRules.FILE_NAME))) {
			found.add(path);
		}
		folder.forEach((name, child) -> {
			if (child instanceof Directory) {
				find(path.child(name), child, last.child(name), found);
			}
		});
	}

	/** Returns what the file of a folder holds; where that cannot be told, what it held, else a rule for everything. */
	private String read(SyncPath folder, ContentSource content) {
		SyncPath path = folder.child(IgnoreRules.FILE_NAME);
		try (SourceFile file = content.open(path)) {
			if (file.size() <= LONGEST) {
				try (InputStream in = file.read(0, file.size())) {
					return new String(in.readAllBytes(), StandardCharsets.UTF_8);
				}
			}
			unread.put(folder, Diagnostic.of(Code.RULES_UNREADABLE, path.value(), "it is longer than 1 MiB"));
		} catch (EndpointException e) {
			unread.put(folder, Diagnostic.of(Code.RULES_UNREADABLE, path.value(), e.diagnostic().message()));
		} catch (IOException e) {
			unread.put(folder, Diagnostic.of(Code.RULES_UNREADABLE, path.value(), String.valueOf(e.getMessage())));
		}
		return texts.getOrDefault(folder, ALL);
	}
}
