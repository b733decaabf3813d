package org.cellssync.app.internal.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.Takeover;
import org.cellssync.api.session.Takeover.Fate;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}: takes over the tasks of the original client. */
@Command(name = "cells-sync")
final class ImportCommand {

	private final Context context;

	ImportCommand(Context context) {
		this.context = context;
	}

	@Command(name = "import", mixinStandardHelpOptions = true, description = {
			"Take over the tasks of the original client.",
			"Its own data is left as it is. Stop it first: two clients on one folder work against each other." })
	ExitStatus takeOver(
			@Parameters(paramLabel = "FILE", arity = "0..1",
					description = "Its config.json; by default the one of this user.") Optional<String> file,
			@Option(names = "--dry-run", description = "Tell what would be taken over; change nothing.") boolean dryRun)
			throws EndpointException {
		Path path = file.map(context.call()::path).orElseGet(context.services().original()::usualFile);
		Takeover found = context.services().original().read(path);
		found.logins().forEach(this::tell);
		Map<Fate, Integer> counts = new EnumMap<>(Fate.class);
		for (Takeover.Item item : found.tasks()) {
			counts.merge(take(item, dryRun), 1, Integer::sum);
		}
		return end(counts, dryRun);
	}

	private void tell(Takeover.Login login) {
		context.result(Objects.login(login), login.user() + " at " + login.url() + ": "
				+ (login.account().isPresent() ? "signed in" : "sign in with \"account add " + login.url() + "\""));
		login.remarks().forEach(this::remark);
	}

	/** A task that cannot be set up keeps none of the others from it. */
	private Fate take(Takeover.Item item, boolean dryRun) {
		List<Diagnostic> remarks = new ArrayList<>(item.remarks());
		Optional<String> task = Optional.empty();
		Fate fate = item.fate();
		if (fate == Fate.READY && !dryRun) {
			try {
				task = Optional.of(
						context.services().sessions().add(item.draft().orElseThrow(), context.call().cancel()).spec().id());
			} catch (EndpointException e) {
				fate = Fate.NOT_POSSIBLE;
				remarks.add(e.diagnostic());
			}
		}
		JsonObject object = Objects.takenOver(item, fate, task, remarks);
		context.result(object, item.name() + ": " + item.left() + " and " + item.right() + ": " + sentence(fate, dryRun));
		remarks.forEach(this::remark);
		return fate;
	}

	private static String sentence(Fate fate, boolean dryRun) {
		return switch (fate) {
			case READY -> dryRun ? "would be taken over" : "taken over";
			case PRESENT -> "there already";
			case SIGN_IN_FIRST -> "not yet taken over";
			case NOT_POSSIBLE -> "not taken over";
		};
	}

	/** Programs find the remarks in the objects they belong to. */
	private void remark(Diagnostic remark) {
		if (!context.call().json()) {
			context.call().console().out("  " + remark.line());
		}
	}

	private ExitStatus end(Map<Fate, Integer> counts, boolean dryRun) {
		int ready = counts.getOrDefault(Fate.READY, 0);
		int present = counts.getOrDefault(Fate.PRESENT, 0);
		int waiting = counts.getOrDefault(Fate.SIGN_IN_FIRST, 0);
		int left = counts.getOrDefault(Fate.NOT_POSSIBLE, 0);
		context.result(Objects.imported(dryRun, ready, present, waiting, left), String.format(
				"%d %s, %d there already, %d waiting for a sign-in, %d left out", ready,
				dryRun ? "would be taken over" : "taken over", present, waiting, left));
		return waiting + left == 0 ? ExitStatus.DONE : ExitStatus.PROBLEMS;
	}
}
