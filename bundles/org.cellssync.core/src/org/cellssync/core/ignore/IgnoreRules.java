package org.cellssync.core.ignore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;

/**
 * Rules of several origins. Those of an administrator come first, then those of the task, then files, the
 * nearest before those above it, then the product's own; the first of these that speaks of an entry decides,
 * and in it the last rule that matches. Immutable.
 */
public final class IgnoreRules implements Ignore {

	/** Files of this name hold rules for their folder and all below. */
	public static final String FILE_NAME = ".cellsignore";

	/** No rules at all. */
	public static final IgnoreRules NONE = new IgnoreRules(List.of(), new TreeMap<>(), List.of(), List.of());

	/** System files and temporary files of editors. */
	public static final IgnoreRules DEFAULTS = new IgnoreRules(
			parsed(Origin.Kind.DEFAULT, SyncPath.ROOT,
					List.of(".DS_Store", "[Tt][Hh][Uu][Mm][Bb][Ss].[Dd][Bb]",
							"[Dd][Ee][Ss][Kk][Tt][Oo][Pp].[Ii][Nn][Ii]", "$RECYCLE.BIN/",
							"System Volume Information/", ".Spotlight-V100/", ".Trashes/", ".fseventsd/",
							".TemporaryItems/", ".Trash-*/", ".fuse_hidden*", ".nfs[0-9a-f]*", "~$*", ".~lock.*#",
							".*.sw[n-p]", ".goutputstream-*", "*.crdownload", ".tmp.write.*")),
			new TreeMap<>(), List.of(), List.of());

	private final List<IgnoreRule> defaults;
	private final SortedMap<SyncPath, List<IgnoreRule>> files;
	private final List<IgnoreRule> task;
	private final List<IgnoreRule> managed;

	private IgnoreRules(List<IgnoreRule> defaults, SortedMap<SyncPath, List<IgnoreRule>> files,
			List<IgnoreRule> task, List<IgnoreRule> managed) {
		this.defaults = List.copyOf(defaults);
		this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
		this.task = List.copyOf(task);
		this.managed = List.copyOf(managed);
	}

	private static List<IgnoreRule> parsed(Origin.Kind kind, SyncPath folder, List<String> lines) {
		List<IgnoreRule> rules = new ArrayList<>();
		for (int i = 0; i < lines.size(); i++) {
			IgnoreRule.of(lines.get(i), new Origin(kind, folder, i + 1)).ifPresent(rules::add);
		}
		return rules;
	}

	/** Returns these with other rules of the task. */
	public IgnoreRules withTask(List<String> lines) {
		return new IgnoreRules(defaults, files, parsed(Origin.Kind.TASK, SyncPath.ROOT, lines), managed);
	}

	/** Returns these with other rules of an administrator. */
	public IgnoreRules withManaged(List<String> lines) {
		return new IgnoreRules(defaults, files, task, parsed(Origin.Kind.MANAGED, SyncPath.ROOT, lines));
	}

	/**
	 * Returns these with the rules of a file {@link #FILE_NAME}, in the place of those known of it.
	 *
	 * @param folder where the file lies
	 * @param text what it holds, empty where it is gone
	 */
	public IgnoreRules withFile(SyncPath folder, String text) {
		String content = text.startsWith("\ufeff") ? text.substring(1) : text;
		SortedMap<SyncPath, List<IgnoreRule>> changed = new TreeMap<>(files);
		List<IgnoreRule> rules = parsed(Origin.Kind.FILE, folder, List.of(content.split("\n")));
		if (rules.isEmpty()) {
			changed.remove(folder);
		} else {
			changed.put(folder, rules);
		}
		return new IgnoreRules(defaults, changed, task, managed);
	}

	/** Returns the rule that decides about an entry, whether it takes it in or leaves it out. */
	public Optional<IgnoreRule> deciding(SyncPath path, boolean directory) {
		return last(managed, path, directory).or(() -> last(task, path, directory))
				.or(() -> ofFiles(path, directory)).or(() -> last(defaults, path, directory));
	}

	private Optional<IgnoreRule> ofFiles(SyncPath path, boolean directory) {
		if (files.isEmpty() || path.isRoot()) {
			return Optional.empty();
		}
		SyncPath folder = path;
		do {
			folder = folder.parent();
			Optional<IgnoreRule> rule = last(files.getOrDefault(folder, List.of()), path, directory);
			if (rule.isPresent()) {
				return rule;
			}
		} while (!folder.isRoot());
		return Optional.empty();
	}

	private static Optional<IgnoreRule> last(List<IgnoreRule> rules, SyncPath path, boolean directory) {
		for (int i = rules.size() - 1; i >= 0; i--) {
			if (rules.get(i).matches(path, directory)) {
				return Optional.of(rules.get(i));
			}
		}
		return Optional.empty();
	}

	@Override
	public boolean ignored(SyncPath path, boolean directory) {
		return deciding(path, directory).filter(rule -> !rule.takesIn()).isPresent();
	}

	@Override
	public Optional<IgnoreRule> rule(SyncPath path, boolean directory) {
		return deciding(path, directory).filter(rule -> !rule.takesIn());
	}

	/** What people leave out stays; what the product leaves out goes with its folder. */
	@Override
	public Optional<Reason> kept(SyncPath path, boolean directory) {
		return deciding(path, directory).filter(rule -> rule.origin().kind() != Origin.Kind.DEFAULT)
				.map(rule -> Reason.IGNORED);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof IgnoreRules that && lines(this).equals(lines(that));
	}

	@Override
	public int hashCode() {
		return lines(this).hashCode();
	}

	private static List<Object> lines(IgnoreRules rules) {
		List<Object> lines = new ArrayList<>();
		List<List<IgnoreRule>> all = new ArrayList<>(List.of(rules.defaults, rules.task, rules.managed));
		all.addAll(rules.files.values());
		all.forEach(some -> some.forEach(rule -> lines.add(List.of(rule.origin(), rule.text()))));
		return lines;
	}
}
