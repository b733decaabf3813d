package org.cellssync.app.internal.command;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.Workspace;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.doctor.Check;
import org.cellssync.api.doctor.CheckOutcome;
import org.cellssync.api.doctor.Examined;
import org.cellssync.api.endpoint.TrashItem;
import org.cellssync.api.session.Explanation;
import org.cellssync.api.session.Halt;
import org.cellssync.api.session.OpenConflict;
import org.cellssync.api.session.Progress;
import org.cellssync.api.session.RunSummary;
import org.cellssync.api.session.Schedule;
import org.cellssync.api.session.Takeover;
import org.cellssync.api.session.Speed;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.api.session.TaskView;
import org.cellssync.api.session.Verification;
import org.cellssync.api.state.HistoryEntry;
import org.cellssync.core.ignore.IgnoreRule;
import org.cellssync.core.ignore.LeftOut;
import org.cellssync.core.sync.Side;
import org.cellssync.core.tree.Reason;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** The objects that commands print, as the command line's contract names their members. */
final class Objects {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneId.systemDefault());

	private Objects() {
	}

	private static JsonObject object(String type) {
		JsonObject object = new JsonObject();
		object.addProperty("type", type);
		return object;
	}

	static String time(Instant instant) {
		return TIME.format(instant.truncatedTo(ChronoUnit.MILLIS));
	}

	private static JsonElement time(Optional<Instant> instant) {
		return instant.<JsonElement>map(each -> new JsonPrimitive(time(each))).orElse(JsonNull.INSTANCE);
	}

	static JsonObject check(Check check) {
		JsonObject object = object("check");
		object.addProperty("step", check.step().id());
		object.addProperty("outcome", name(check.outcome()));
		if (check.trouble().isPresent()) {
			describe(object, check.trouble().get());
		} else {
			for (String member : List.of("code", "message", "meaning", "action")) {
				object.add(member, JsonNull.INSTANCE);
			}
		}
		JsonObject details = new JsonObject();
		check.details().forEach(details::addProperty);
		object.add("details", details);
		return object;
	}

	static JsonObject examined(Examined examined) {
		JsonObject object = object("diagnosis");
		object.addProperty("url", examined.server());
		object.addProperty("account", examined.account().orElse(null));
		CheckOutcome worst = examined.checks().stream().map(Check::outcome).max(Comparator.naturalOrder()).orElseThrow();
		object.addProperty("outcome", name(worst == CheckOutcome.SKIPPED ? CheckOutcome.OK : worst));
		JsonObject counts = new JsonObject();
		for (CheckOutcome outcome : CheckOutcome.values()) {
			counts.addProperty(name(outcome),
					examined.checks().stream().filter(check -> check.outcome() == outcome).count());
		}
		object.add("checks", counts);
		return object;
	}

	private static String name(CheckOutcome outcome) {
		return outcome.name().toLowerCase(Locale.ROOT);
	}

	static void describe(JsonObject object, Diagnostic diagnostic) {
		object.addProperty("code", diagnostic.code().name());
		object.addProperty("message", diagnostic.message());
		object.addProperty("meaning", diagnostic.meaning());
		object.addProperty("action", diagnostic.action());
	}

	/** Null is what is not there; no secret is in it. */
	static JsonObject route(Account account) {
		Route route = account.route();
		JsonObject object = object("route");
		object.addProperty("account", account.id());
		object.addProperty("ca", route.ca().map(Path::toString).orElse(null));
		object.addProperty("pin", route.pin().map(Fingerprint::text).orElse(null));
		object.addProperty("clientCertificate", route.client().map(client -> client.file().toString()).orElse(null));
		object.addProperty("proxy", route.proxy().text());
		return object;
	}

	static JsonObject account(Account account, String secrets) {
		JsonObject object = object("account");
		object.addProperty("id", account.id());
		object.addProperty("url", account.url());
		object.addProperty("user", account.user());
		object.addProperty("label", account.label());
		object.addProperty("state", account.signedIn() ? "signed-in" : "signed-out");
		object.addProperty("secrets", secrets);
		return object;
	}

	static JsonObject workspace(Workspace workspace) {
		JsonObject object = object("workspace");
		object.addProperty("slug", workspace.slug());
		object.addProperty("label", workspace.label());
		object.addProperty("description", workspace.description());
		object.addProperty("writable", workspace.writable());
		object.addProperty("family", workspace.family().name().toLowerCase(Locale.ROOT));
		return object;
	}

	static JsonObject task(TaskView view) {
		TaskSpec spec = view.spec();
		JsonObject object = object("task");
		object.addProperty("id", spec.id());
		object.addProperty("name", spec.name());
		object.addProperty("left", spec.left().text());
		object.addProperty("right", spec.right().text());
		object.addProperty("mode", OptionWords.mode(spec.options().mode()));
		object.addProperty("state", state(view.status()));
		object.addProperty("code", code(view.status()).map(Diagnostic::code).map(Enum::name).orElse(null));
		object.addProperty("reason", reason(view).orElse(null));
		object.add("nextRun", time(next(view.status())));
		object.add("lastSuccess", time(view.lastSuccess()));
		object.addProperty("conflicts", view.conflicts().size());
		object.addProperty("problems", view.problems().size());
		object.addProperty("held", view.held().size());
		object.add("progress", progress(view.progress()));
		object.add("options", OptionWords.object(spec.options()));
		return object;
	}

	static String state(TaskStatus status) {
		return switch (status) {
			case TaskStatus.InSync inSync -> "in-sync";
			case TaskStatus.Working working -> "working";
			case TaskStatus.Waiting waiting -> "waiting";
			case TaskStatus.Halted halted -> "halted";
			case TaskStatus.Paused paused -> "paused";
			case TaskStatus.Scheduled scheduled -> "scheduled";
			case TaskStatus.SignedOut signedOut -> "signed-out";
		};
	}

	/**
	 * Returns what keeps a task from running: {@code user}, {@code schedule}, {@code hours}, {@code disk-full}, {@code
	 * signed-out}.
	 */
	private static Optional<String> reason(TaskView view) {
		return switch (view.status()) {
			case TaskStatus.Paused paused -> Optional.of("user");
			case TaskStatus.Scheduled scheduled -> Optional
					.of(view.spec().options().schedule() instanceof Schedule.Hours ? "hours" : "schedule");
			case TaskStatus.SignedOut signedOut -> Optional.of("signed-out");
			case TaskStatus.Waiting waiting -> waiting.diagnostic().code() == Code.LOCAL_DISK_FULL ? Optional.of("disk-full")
					: Optional.empty();
			case TaskStatus.InSync inSync -> Optional.empty();
			case TaskStatus.Working working -> Optional.empty();
			case TaskStatus.Halted halted -> Optional.empty();
		};
	}

	/** Returns when a task that rests runs again by itself. */
	static Optional<Instant> next(TaskStatus status) {
		return switch (status) {
			case TaskStatus.Scheduled scheduled -> scheduled.next();
			case TaskStatus.Paused paused -> paused.until();
			case TaskStatus.Waiting waiting -> Optional.of(waiting.until());
			case TaskStatus.InSync inSync -> Optional.empty();
			case TaskStatus.Working working -> Optional.empty();
			case TaskStatus.Halted halted -> Optional.empty();
			case TaskStatus.SignedOut signedOut -> Optional.empty();
		};
	}

	/** Returns why a task does not go on. */
	static Optional<Diagnostic> code(TaskStatus status) {
		return switch (status) {
			case TaskStatus.Waiting waiting -> Optional.of(waiting.diagnostic());
			case TaskStatus.Halted halted -> Optional.of(halted.halt().diagnostic());
			case TaskStatus.SignedOut signedOut -> Optional.of(signedOut.diagnostic());
			case TaskStatus.InSync inSync -> Optional.empty();
			case TaskStatus.Working working -> Optional.empty();
			case TaskStatus.Paused paused -> Optional.empty();
			case TaskStatus.Scheduled scheduled -> Optional.empty();
		};
	}

	private static JsonObject progress(Progress progress) {
		JsonObject object = new JsonObject();
		object.addProperty("files", progress.files());
		object.addProperty("filesTotal", progress.filesTotal());
		object.addProperty("bytes", progress.bytes());
		object.addProperty("bytesTotal", progress.bytesTotal());
		return object;
	}

	/** Returns how fast all tasks together may be. */
	static JsonObject limit(Speed speed) {
		JsonObject object = object("limit");
		object.add("limitUp", OptionWords.array(speed.up().texts()));
		object.add("limitDown", OptionWords.array(speed.down().texts()));
		return object;
	}

	static JsonObject operation(String task, HistoryEntry entry) {
		JsonObject object = object("operation");
		object.addProperty("task", task);
		object.addProperty("op", name(entry.operation()));
		object.addProperty("side", entry.side() == Side.LOCAL ? "local" : "remote");
		object.addProperty("path", entry.path());
		object.addProperty("from", entry.from().isEmpty() ? null : entry.from());
		object.addProperty("bytes", entry.bytes());
		object.addProperty("outcome", name(entry.outcome()));
		object.addProperty("code", entry.code().isEmpty() ? null : entry.code());
		object.addProperty("time", time(entry.time()));
		return object;
	}

	static JsonObject problem(String task, Diagnostic diagnostic) {
		JsonObject object = object("problem");
		object.addProperty("task", task);
		object.addProperty("path", diagnostic.subject());
		describe(object, diagnostic);
		return object;
	}

	static JsonObject held(String task, Diagnostic diagnostic) {
		JsonObject object = problem(task, diagnostic);
		object.addProperty("type", "held");
		return object;
	}

	static JsonObject conflict(String task, OpenConflict conflict) {
		JsonObject object = object("conflict");
		object.addProperty("task", task);
		object.addProperty("path", conflict.path().value());
		object.addProperty("kind", name(conflict.kind()));
		object.add("local", version(conflict.local()));
		object.add("remote", version(conflict.remote()));
		return object;
	}

	private static JsonObject version(OpenConflict.Version version) {
		JsonObject object = new JsonObject();
		object.addProperty("kind", version.kind());
		object.addProperty("size", version.size());
		object.add("modified", time(version.modified()));
		return object;
	}

	static JsonObject halt(String task, Halt halt) {
		JsonObject object = object("halt");
		object.addProperty("task", task);
		object.addProperty("code", halt.diagnostic().code().name());
		object.addProperty("items", halt.items());
		JsonArray choices = new JsonArray();
		halt.choices().forEach(choice -> choices.add(name(choice)));
		object.add("choices", choices);
		object.addProperty("message", halt.diagnostic().message());
		object.addProperty("meaning", halt.diagnostic().meaning());
		object.addProperty("action", halt.diagnostic().action());
		return object;
	}

	static JsonObject why(TaskView view, Explanation found) {
		JsonObject object = object("why");
		object.addProperty("task", view.spec().id());
		object.addProperty("path", found.path().value());
		object.addProperty("state", name(found.state()));
		object.addProperty("at", found.at().value());
		found.trouble().ifPresent(trouble -> describe(object, trouble));
		found.leftOut().ifPresent(
				leftOut -> object.addProperty("selected", leftOut.kept().filter(Reason.UNSELECTED::equals).isEmpty()));
		found.leftOut().flatMap(LeftOut::rule).ifPresent(rule -> object.add("rule", rule(rule)));
		found.last().ifPresent(last -> object.add("last", operation(view.spec().id(), last)));
		return object;
	}

	private static JsonObject rule(IgnoreRule rule) {
		JsonObject object = new JsonObject();
		object.addProperty("text", rule.text());
		object.addProperty("origin", name(rule.origin().kind()));
		object.addProperty("folder", rule.origin().folder().value());
		object.addProperty("line", rule.origin().line());
		return object;
	}

	/** Returns a constant as the contract writes it. */
	static String name(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static JsonObject trashed(String task, TrashItem item) {
		JsonObject object = object("trash-item");
		object.addProperty("task", task);
		object.addProperty("id", item.id());
		object.addProperty("path", item.path().value());
		object.addProperty("deleted", time(item.deleted()));
		object.addProperty("size", item.size());
		object.addProperty("kind", name(item.kind()));
		return object;
	}

	static JsonObject summary(RunSummary summary) {
		JsonObject object = object("summary");
		TaskView view = summary.view();
		object.addProperty("task", view.spec().id());
		object.addProperty("state", state(view.status()));
		object.addProperty("code",
				summary.failure().or(() -> code(view.status())).map(each -> each.code().name()).orElse(null));
		object.add("scanned", sides(summary.scannedLocal(), summary.scannedRemote()));
		object.add("uploaded", transfers(summary.uploaded()));
		object.add("downloaded", transfers(summary.downloaded()));
		object.add("moved", sides(summary.moved().local(), summary.moved().remote()));
		object.add("deleted", sides(summary.deleted().local(), summary.deleted().remote()));
		object.add("created", sides(summary.created().local(), summary.created().remote()));
		object.addProperty("conflicts", view.conflicts().size());
		object.addProperty("problems", view.problems().size());
		object.addProperty("held", view.held().size());
		object.addProperty("seconds", seconds(summary.took()));
		object.addProperty("cycles", summary.cycles());
		JsonObject unseen = new JsonObject();
		unseen.addProperty("writes", summary.unseen().writes());
		unseen.addProperty("longest", seconds(summary.unseen().longest()));
		unseen.addProperty("mean", seconds(summary.unseen().mean()));
		object.add("unseen", unseen);
		return object;
	}

	static JsonObject verified(Verification found) {
		JsonObject object = object("verified");
		object.addProperty("task", found.view().spec().id());
		object.addProperty("files", found.files());
		object.addProperty("bytes", found.bytes());
		object.addProperty("differences", found.differences().size());
		object.addProperty("unread", found.unread().size());
		object.addProperty("pending", found.pending());
		object.addProperty("seconds", seconds(found.took()));
		return object;
	}

	static JsonObject login(Takeover.Login login) {
		JsonObject object = object("import-account");
		object.addProperty("url", login.url());
		object.addProperty("user", login.user());
		object.addProperty("account", login.account().orElse(null));
		object.add("remarks", remarks(login.remarks()));
		return object;
	}

	static JsonObject takenOver(Takeover.Item item, Takeover.Fate fate, Optional<String> task, List<Diagnostic> remarks) {
		JsonObject object = object("import-task");
		object.addProperty("name", item.name());
		object.addProperty("left", item.left());
		object.addProperty("right", item.right());
		object.addProperty("mode", item.mode().map(OptionWords::mode).orElse(null));
		object.addProperty("state", name(fate));
		object.addProperty("task", task.orElse(null));
		object.add("remarks", remarks(remarks));
		return object;
	}

	private static JsonArray remarks(List<Diagnostic> remarks) {
		JsonArray array = new JsonArray();
		remarks.forEach(each -> {
			JsonObject object = new JsonObject();
			describe(object, each);
			array.add(object);
		});
		return array;
	}

	static JsonObject imported(boolean dryRun, int ready, int present, int waiting, int left) {
		JsonObject object = object("imported");
		object.addProperty("dryRun", dryRun);
		object.addProperty("tasks", ready);
		object.addProperty("present", present);
		object.addProperty("waiting", waiting);
		object.addProperty("leftOut", left);
		return object;
	}

	static double seconds(Duration duration) {
		return duration.toMillis() / 1000.0;
	}

	private static JsonObject sides(long local, long remote) {
		JsonObject object = new JsonObject();
		object.addProperty("local", local);
		object.addProperty("remote", remote);
		return object;
	}

	private static JsonObject transfers(RunSummary.Transfers transfers) {
		JsonObject object = new JsonObject();
		object.addProperty("files", transfers.files());
		object.addProperty("bytes", transfers.bytes());
		return object;
	}
}
