package org.cellssync.ui.internal.why;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cellssync.api.session.Explanation;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.core.ignore.IgnoreRule;
import org.cellssync.core.ignore.IgnoreRules;
import org.cellssync.core.ignore.LeftOut;
import org.cellssync.core.ignore.Origin;
import org.cellssync.core.tree.Reason;
import org.cellssync.ui.internal.Icons;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Texts;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.osgi.util.NLS;

/** The words for an explanation. */
final class Answer {

	private Answer() {
	}

	/** Returns how the item stands, in a sentence. */
	static String sentence(Explanation found) {
		return switch (found.state()) {
			case IN_SYNC -> Messages.Why_inSync;
			case PENDING -> Messages.Why_pending;
			case CONFLICT -> Messages.Why_conflict;
			case PROBLEM -> Messages.Why_problem;
			case HELD -> Messages.Why_held;
			case LEFT_OUT -> Messages.Why_leftOut;
			case UNKNOWN -> Messages.Why_unknown;
		};
	}

	static ImageDescriptor icon(Explanation found) {
		return switch (found.state()) {
			case IN_SYNC -> Icons.IN_SYNC;
			case PENDING -> Icons.WORKING;
			case CONFLICT -> Icons.CONFLICT;
			case PROBLEM -> Icons.PROBLEM;
			case HELD -> Icons.INFORMATION;
			case LEFT_OUT, UNKNOWN -> Icons.SKIPPED;
		};
	}

	/** Returns what it is due to: the rule, the trouble with its cure, and what was last done there. */
	static String details(Explanation found) {
		Stream<String> at = found.at().equals(found.path()) ? Stream.of()
				: Stream.of(NLS.bind(Messages.Why_at, found.at().isRoot() ? Messages.Why_wholeTask : found.at().value()));
		return Stream.of(at, found.leftOut().stream().map(Answer::leftOut), found.trouble().stream().map(Texts::explained),
				found.last().stream().map(Answer::last)).flatMap(part -> part).collect(Collectors.joining("\n\n"));
	}

	private static String leftOut(LeftOut leftOut) {
		Optional<IgnoreRule> rule = leftOut.rule();
		if (rule.isPresent()) {
			return NLS.bind(Messages.Why_rule, rule.get().text(), origin(rule.get().origin()));
		}
		return leftOut.kept().filter(Reason.UNSELECTED::equals).isPresent()
				? NLS.bind(Messages.Why_unselected, leftOut.path().value()) : Messages.Why_own;
	}

	private static String origin(Origin origin) {
		return switch (origin.kind()) {
			case DEFAULT -> Messages.Why_ofProduct;
			case FILE -> NLS.bind(Messages.Why_ofFile, origin.folder().child(IgnoreRules.FILE_NAME).value(), origin.line());
			case TASK -> Messages.Why_ofTask;
			case MANAGED -> Messages.Why_ofAdministrator;
		};
	}

	private static String last(HistoryEntry entry) {
		return NLS.bind(Messages.Why_last,
				new Object[] { Texts.operation(entry), entry.path(), Texts.time(entry.time()), Texts.outcome(entry) });
	}
}
