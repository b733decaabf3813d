package org.cellssync.app.internal.command;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Route;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.doctor.Check;
import org.cellssync.api.doctor.CheckOutcome;
import org.cellssync.api.doctor.CheckStep;
import org.cellssync.api.doctor.Examination;
import org.cellssync.api.doctor.Examined;
import org.cellssync.api.endpoint.EndpointException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doctor}: what is wrong between this computer and a server. */
@Command(name = "cells-sync")
final class DoctorCommand {

	private static final Duration LONGEST_WATCH = Duration.ofHours(1);

	private final Context context;

	DoctorCommand(Context context) {
		this.context = context;
	}

	@Command(name = "doctor", mixinStandardHelpOptions = true, description = {
			"Check a server step by step, and what stands before it.",
			"With an account that is signed in, files are sent, fetched and deleted again too." })
	ExitStatus doctor(@Parameters(paramLabel = "URL") String url,
			@Mixin RouteArguments way,
			@Option(names = "--account", paramLabel = "ACCOUNT",
					description = "The account to check with, else any of that server.") Optional<String> account,
			@Option(names = "--watch", paramLabel = "SECONDS",
					description = "How long to watch a quiet stream (default: 70).") Optional<Double> watch)
			throws CommandFailure, EndpointException {
		if (account.isPresent()) {
			Account known = Tasks.account(context.services(), account.get());
			if (!known.signedIn()) {
				throw new CommandFailure(Diagnostic.of(Code.SIGNED_OUT, known.id()));
			}
		}
		Examination asked = new Examination(url, route(url, way, account), account,
				watch.isPresent() ? duration(watch.get()) : Examination.USUAL_WATCH);
		Examined examined = context.services().doctor().examine(asked, check -> print(check, asked),
				context.call().cancel());
		ExitStatus status = ExitStatus.worst(examined.checks().stream().map(DoctorCommand::status));
		context.result(Objects.examined(examined), summary(examined));
		return status;
	}

	/** What was typed goes beyond the way of the account that is examined with. */
	private Optional<Route> route(String url, RouteArguments way, Optional<String> account)
			throws CommandFailure, EndpointException {
		if (way.isEmpty()) {
			return Optional.empty();
		}
		String server = context.services().servers().address(url).toString();
		Route known = context.services().accounts().list().stream()
				.filter(each -> account.map(each.id()::equals).orElse(each.signedIn() && each.url().equals(server)))
				.findFirst()
				.map(Account::route).orElse(Route.USUAL);
		return Optional.of(way.on(known, context.call()));
	}

	private static Duration duration(double seconds) throws CommandFailure {
		if (!(seconds >= 0) || seconds > LONGEST_WATCH.toSeconds()) {
			throw CommandFailure.usage("--watch takes 0 to " + LONGEST_WATCH.toSeconds() + " seconds");
		}
		return Duration.ofMillis(Math.round(seconds * 1000));
	}

	private void print(Check check, Examination asked) {
		context.result(Objects.check(check), text(check));
		if (check.step() == CheckStep.S3_DOWN && check.outcome() != CheckOutcome.SKIPPED && !context.call().json()) {
			context.call().console().err("The stream of changes is watched for " + asked.watch().toSeconds() + " seconds …");
		}
	}

	private static ExitStatus status(Check check) {
		return switch (check.outcome()) {
			case OK, SKIPPED -> ExitStatus.DONE;
			case WARNING -> ExitStatus.PROBLEMS;
			case FAILED -> ExitStatus.of(check.trouble().orElseThrow().code());
		};
	}

	private static List<String> text(Check check) {
		String details = check.details().entrySet().stream().map(DoctorCommand::detail).collect(Collectors.joining("; "));
		return Stream
				.of(String.format(Locale.ROOT, "%-8s%s", check.outcome().name().toLowerCase(Locale.ROOT), check.step().id()),
						details.isEmpty() ? "" : "        " + details,
						check.trouble().map(trouble -> "        " + words(check, trouble)).orElse(""))
				.filter(line -> !line.isEmpty())
				.toList();
	}

	/** Of a check that was not made there is no more to say than why. */
	private static String words(Check check, Diagnostic trouble) {
		return check.outcome() == CheckOutcome.SKIPPED ? trouble.message() : trouble.line();
	}

	private static String detail(Map.Entry<String, String> detail) {
		return detail.getKey() + ": " + detail.getValue();
	}

	private static String summary(Examined examined) {
		Map<CheckOutcome, Long> counts = examined.checks().stream()
				.collect(Collectors.groupingBy(Check::outcome, Collectors.counting()));
		return examined.server() + ": " + Stream.of(CheckOutcome.values()).filter(counts::containsKey)
				.map(outcome -> counts.get(outcome) + " " + outcome.name().toLowerCase(Locale.ROOT))
				.collect(Collectors.joining(", "));
	}
}
