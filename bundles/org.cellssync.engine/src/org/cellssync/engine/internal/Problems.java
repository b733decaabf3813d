package org.cellssync.engine.internal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.Scan;
import org.cellssync.core.sync.Held;
import org.cellssync.core.sync.Plan;
import org.cellssync.core.sync.Side;
import org.cellssync.core.sync.Trees;
import org.cellssync.core.tree.Entry;
import org.cellssync.core.tree.Reason;
import org.cellssync.core.tree.SyncPath;
import org.cellssync.core.tree.Tree;

/** Gathers the troubles of single items from all that can tell of one; each item is told once. */
final class Problems {

	private Problems() {
	}

	/** @param rules the troubles with files of rules */
	static List<Diagnostic> of(Scan local, Scan remote, Trees trees, Plan plan, Quarantine quarantine,
			List<Diagnostic> rules) {
		Map<String, Diagnostic> bySubject = new TreeMap<>();
		for (SyncPath path : plan.blocked()) {
			blocked(Tree.at(trees.local(), path), path, bySubject);
			blocked(Tree.at(trees.remote(), path), path, bySubject);
		}
		quarantine.problems().forEach(each -> bySubject.put(each.subject(), each));
		remote.problems().forEach(each -> bySubject.put(each.subject(), each));
		local.problems().forEach(each -> bySubject.put(each.subject(), each));
		rules.forEach(each -> bySubject.put(each.subject(), each));
		return List.copyOf(bySubject.values());
	}

	/** Returns what differs by the rules of the task. */
	static List<Diagnostic> held(Plan plan) {
		return plan.held().stream().map(each -> Diagnostic.of(code(each), each.path().value())).toList();
	}

	private static Code code(Held held) {
		return switch (held.why()) {
			case FOREIGN -> held.side() == Side.LOCAL ? Code.FOREIGN_HERE : Code.FOREIGN_THERE;
			case NOT_DELETED -> Code.NOT_DELETED;
			case LEFT_OUT -> Code.KEPT_FOR_LEFT_OUT;
		};
	}

	private static void blocked(Entry entry, SyncPath path, Map<String, Diagnostic> bySubject) {
		// What the server is still taking in is no trouble, it is looked at again soon; nor is what somebody left out.
		if (entry instanceof Entry.Blocked blocked && blocked.reason() != Reason.UNSETTLED && !blocked.reason().isWanted()) {
			bySubject.put(path.value(), Diagnostic.of(code(blocked.reason()), path.value()));
		}
	}

	static Code code(Reason reason) {
		return switch (reason) {
			case UNREADABLE -> Code.LOCAL_UNREADABLE;
			case HIDDEN -> Code.REMOTE_HIDDEN;
			case ILLEGAL_NAME -> Code.NAME_NOT_ALLOWED;
			case NAME_CLASH -> Code.NAME_CLASH;
			case SPECIAL -> Code.LOCAL_SPECIAL_FILE;
			case UNSETTLED -> Code.REMOTE_UNSETTLED;
			case LOST_AFTER_MOVE -> Code.REMOTE_LOST_AFTER_MOVE;
			case SELECTED_MISSING -> Code.SELECTED_MISSING;
			case LINK_NOT_HELD -> Code.LINK_NOT_SYNCED;
			case IGNORED, UNSELECTED -> throw new IllegalArgumentException("no trouble: " + reason);
		};
	}
}
