package org.cellssync.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.session.RunSummary;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.api.state.HistoryEntry.Operation;
import org.cellssync.api.state.HistoryEntry.Outcome;
import org.cellssync.core.sync.Side;

/** What one run of a task did, for a scenario to compare with what it expects. */
final class Run {

	private final RunSummary summary;
	private final List<HistoryEntry> operations;
	private final Optional<Map<String, Long>> calls;
	private int reads;
	private List<String> failures = List.of();

	/** @param calls calls of the server's methods during the run; empty where there is no server */
	Run(RunSummary summary, List<HistoryEntry> operations, Optional<Map<String, Long>> calls) {
		this.summary = summary;
		this.operations = operations;
		this.calls = calls;
	}

	/** Files are to be fetched from the server to compare them, beside those that are downloaded. */
	Run reads(int files) {
		reads = files;
		return this;
	}

	/** These operations are to fail, told as {@code path CODE}, each once. */
	Run fails(String... wanted) {
		failures = Arrays.stream(wanted).sorted().toList();
		return this;
	}

	/** Exactly so many operations were done, none of any other kind, and the server was asked for no others. */
	Run did(Count... wanted) {
		assertEquals(counts(Arrays.asList(wanted)), counts(done()), this::toString);
		assertEquals(failures, told(Outcome.FAILED).stream().map(each -> each.path() + ' ' + each.code()).sorted().toList(),
				this::toString);
		assertEquals(Optional.empty(), summary.failure().map(Diagnostic::line));
		if (failures.isEmpty()) {
			calls.ifPresent(this::asked);
		}
		return this;
	}

	private void asked(Map<String, Long> made) {
		SortedMap<String, Long> wanted = new TreeMap<>();
		wanted.put("S3 GET", number(Operation.DOWNLOAD, Side.LOCAL) + reads - emptyDownloads());
		wanted.put("moves", number(Operation.MOVE, Side.REMOTE));
		wanted.put("S3 PUT", number(Operation.UPLOAD, Side.REMOTE));
		SortedMap<String, Long> found = new TreeMap<>();
		found.put("S3 GET", calls("S3 GET"));
		found.put("moves", calls("tree.NodeReceiver/UpdateNode") + calls("tree.NodeReceiverStream/UpdateNodeStream"));
		found.put("S3 PUT", calls("S3 PUT") + calls("S3 POST uploadId"));
		assertEquals(wanted, found, () -> this + " by " + made);
	}

	private long emptyDownloads() {
		return told(Outcome.DONE).stream()
				.filter(each -> each.operation() == Operation.DOWNLOAD && each.bytes() == 0).count();
	}

	private long number(Operation operation, Side side) {
		return done().stream().filter(each -> each.operation() == operation && each.side() == side).mapToLong(Count::number)
				.sum();
	}

	/** Returns how often the server's method was called. */
	long calls(String method) {
		return calls.orElseThrow().getOrDefault(method, 0L);
	}

	private List<Count> done() {
		return told(Outcome.DONE).stream().map(each -> new Count(each.operation(), each.side(), 1)).toList();
	}

	private List<HistoryEntry> told(Outcome outcome) {
		return operations.stream().filter(each -> each.outcome() == outcome).toList();
	}

	private static SortedMap<String, Long> counts(List<Count> all) {
		SortedMap<String, Long> counts = new TreeMap<>();
		all.stream().filter(each -> each.number() > 0).forEach(each -> counts
				.merge((each.operation() + " " + each.side()).toLowerCase(Locale.ROOT), each.number(), Long::sum));
		return counts;
	}

	/** Returns the operations in the order they came, told as {@code upload remote path}. */
	List<String> operations() {
		List<String> texts = new ArrayList<>();
		for (HistoryEntry each : operations) {
			String from = each.from().isEmpty() ? "" : each.from() + " -> ";
			texts.add((each.operation() + " " + each.side() + " ").toLowerCase(Locale.ROOT) + from + each.path()
					+ (each.outcome() == Outcome.FAILED ? " " + each.code() : ""));
		}
		return texts;
	}

	/** Returns what a dry run plans, told as {@code path BYTES}. */
	List<String> planned() {
		return told(Outcome.PLANNED).stream().map(each -> each.path() + ' ' + each.bytes()).toList();
	}

	RunSummary summary() {
		return summary;
	}

	@Override
	public String toString() {
		return operations() + summary.failure().map(each -> " " + each.line()).orElse("") + " conflicts "
				+ summary.view().conflicts() + " problems "
				+ summary.view().problems().stream().map(Diagnostic::line).toList();
	}
}
