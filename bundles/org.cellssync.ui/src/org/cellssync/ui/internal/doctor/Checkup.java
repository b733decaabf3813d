package org.cellssync.ui.internal.doctor;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.doctor.Check;
import org.cellssync.api.doctor.CheckOutcome;
import org.cellssync.api.doctor.CheckStep;
import org.cellssync.ui.internal.Messages;
import org.cellssync.ui.internal.Texts;
import org.eclipse.osgi.util.NLS;

/** One examination as it goes on: what came of each step so far. Display thread. */
final class Checkup {

	/** Steps in the order in which they are made. */
	static final List<CheckStep> STEPS = List.of(CheckStep.values());

	private final String server;
	private final Map<CheckStep, Check> checks = new EnumMap<>(CheckStep.class);
	private boolean running = true;

	/** @param server what is examined, as people read it */
	Checkup(String server) {
		this.server = server;
	}

	/** Returns whatever can be told of how far a step is. */
	static List<String> states() {
		return Stream.concat(Stream.of(Messages.Doctor_running), Arrays.stream(CheckOutcome.values()).map(Texts::outcome))
				.toList();
	}

	void told(Check check) {
		checks.put(check.step(), check);
	}

	/** Nothing more is made, whether all is or not. */
	void end() {
		running = false;
	}

	boolean isRunning() {
		return running;
	}

	/** Returns what came of a step. */
	Optional<Check> check(CheckStep step) {
		return Optional.ofNullable(checks.get(step));
	}

	/** Returns the step that is made just now: they are told in their order. */
	Optional<CheckStep> current() {
		return running ? STEPS.stream().filter(step -> !checks.containsKey(step)).findFirst() : Optional.empty();
	}

	/** Returns the step a person should read first: the first of those that ended worst, where not all is well. */
	Optional<CheckStep> worst() {
		return Stream.of(CheckOutcome.FAILED, CheckOutcome.WARNING)
				.flatMap(outcome -> checks.values().stream().filter(check -> check.outcome() == outcome)).map(Check::step)
				.findFirst();
	}

	/** Returns how it ended, or how far it is, in a sentence. */
	String summary() {
		Optional<CheckStep> current = current();
		if (current.isPresent()) {
			return NLS.bind(Messages.Doctor_checking, Texts.step(current.get()));
		}
		return Texts.counted(verdict(), count(CheckOutcome.FAILED), count(CheckOutcome.WARNING), count(CheckOutcome.SKIPPED),
				count(CheckOutcome.OK));
	}

	private String verdict() {
		if (checks.size() < STEPS.size()) {
			return Messages.Doctor_stopped;
		}
		return count(CheckOutcome.FAILED) > 0 ? Messages.Doctor_failed
				: count(CheckOutcome.WARNING) > 0 ? Messages.Doctor_warned : Messages.Doctor_well;
	}

	private long count(CheckOutcome outcome) {
		return checks.values().stream().filter(check -> check.outcome() == outcome).count();
	}

	/** Returns what was found, for a line: what is wrong, or what was seen where all is well. */
	static String found(Check check) {
		return check.trouble().map(Checkup::message).orElseGet(() -> String.join(", ", check.details().values()));
	}

	/** Steps are called by the names they have in this window. */
	private static String message(Diagnostic trouble) {
		return trouble.code() == Code.CHECK_NEEDS_STEP
				? STEPS.stream().filter(step -> step.id().equals(trouble.subject())).findFirst()
						.map(step -> NLS.bind(Messages.Doctor_needs, Texts.step(step))).orElseGet(trouble::message)
				: trouble.message();
	}

	/** Returns all of a check that can be said: the trouble with its meaning and its cure, and what was seen. */
	static String explained(Check check) {
		Stream<String> trouble = check.trouble().stream().map(each -> check.outcome() == CheckOutcome.SKIPPED ? message(each)
				: NLS.bind(Messages.Problems_explained, words(each)));
		return Stream.concat(trouble, details(check)).collect(Collectors.joining("\n"));
	}

	private static Object[] words(Diagnostic trouble) {
		return new Object[] { trouble.message(), trouble.meaning(), trouble.action(), trouble.code().name() };
	}

	private static Stream<String> details(Check check) {
		return check.details().entrySet().stream()
				.map(each -> NLS.bind(Messages.Doctor_detail, each.getKey(), each.getValue()));
	}

	/** Returns all of it as text, to be sent to who runs the server. */
	String text() {
		Collection<Check> made = checks.values();
		return Stream.concat(Stream.of(server, summary()), made.stream().map(Checkup::line))
				.collect(Collectors.joining("\n"));
	}

	private static String line(Check check) {
		String head = NLS.bind(Messages.Doctor_line, Texts.step(check.step()), Texts.outcome(check.outcome()));
		return Stream.concat(Stream.of(head), explained(check).lines().map(line -> "    " + line))
				.collect(Collectors.joining("\n"));
	}
}
