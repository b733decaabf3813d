package org.cellssync.app.internal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.account.SignInPrompt;
import org.cellssync.api.account.Workspace;
import org.cellssync.api.endpoint.EndpointException;

import com.google.gson.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code account …}: users on servers. */
@Command(name = "account", mixinStandardHelpOptions = true, description = "Users on servers.")
final class AccountCommands {

	private final Context context;

	AccountCommands(Context context) {
		this.context = context;
	}

	@Command(name = "add", mixinStandardHelpOptions = true, description = "Sign in.")
	ExitStatus add(@Parameters(paramLabel = "URL") String url,
			@Option(names = "--token-file", paramLabel = "FILE") Optional<String> tokenFile,
			@Option(names = "--user", paramLabel = "NAME") Optional<String> user,
			@Option(names = "--no-browser") boolean noBrowser, @Mixin RouteArguments way,
			@Option(names = "--label", paramLabel = "LABEL") Optional<String> label)
			throws CommandFailure, EndpointException {
		SignIn signIn = new SignIn(url, way.on(known(url), context.call()), label);
		if (user.isPresent() && tokenFile.isEmpty()) {
			throw CommandFailure.usage("--user goes with --token-file");
		}
		Account account = tokenFile.isPresent()
				? context.services().accounts().signIn(signIn, token(tokenFile.get()), user, context.call().cancel())
				: context.services().accounts().signIn(signIn, prompt(noBrowser), context.call().cancel());
		print(account);
		return ExitStatus.DONE;
	}

	/** The way of an account of that server, since whoever adds one again, or another, is in the same place. */
	private Route known(String url) throws EndpointException {
		String server = context.services().servers().address(url).toString();
		return context.services().accounts().list().stream().filter(account -> account.url().equals(server)).findFirst()
				.map(Account::route).orElse(Route.USUAL);
	}

	private String token(String file) throws CommandFailure {
		if (file.equals("-")) {
			return context.call().input().orElse("").strip();
		}
		Path path = context.call().path(file);
		try {
			return Files.readString(path).strip();
		} catch (IOException e) {
			throw CommandFailure.usage("the token cannot be read from " + path + " (" + e + ")");
		}
	}

	private SignInPrompt prompt(boolean noBrowser) {
		return (page, expires) -> {
			JsonObject object = new JsonObject();
			object.addProperty("type", "sign-in");
			object.addProperty("url", page.toString());
			object.addProperty("expires", Objects.time(expires));
			if (context.call().json() || noBrowser) {
				context.result(object, page.toString());
			} else {
				context.call().console().err("Sign in on the page that opens in the browser, or open it yourself: " + page);
			}
			if (!noBrowser) {
				Browser.open(page);
			}
		};
	}

	private void print(Account account) {
		String secrets = context.services().secrets().guard().name().toLowerCase(Locale.ROOT);
		List<String> lines = new ArrayList<>();
		lines.add(account.id());
		lines.add("  " + account.label() + ", " + (account.signedIn() ? "signed in" : "signed out") + ", secrets: "
				+ secrets);
		lines.addAll(way(account.route()));
		context.result(Objects.account(account, secrets), lines);
	}

	/** What is not as usual on the way, a line for each. */
	private static List<String> way(Route route) {
		List<String> lines = new ArrayList<>();
		route.ca().ifPresent(file -> lines.add("  trusts " + file));
		route.pin().ifPresent(pin -> lines.add("  trusts the certificate " + pin + " alone"));
		route.client().ifPresent(client -> lines.add("  shows " + client.file()));
		if (route.proxy() != NetworkProxy.Given.SYSTEM) {
			lines.add("  proxy " + route.proxy().text());
		}
		return lines;
	}

	@Command(name = "list", mixinStandardHelpOptions = true, description = "All accounts.")
	ExitStatus list() {
		List<Account> accounts = context.services().accounts().list();
		accounts.forEach(this::print);
		context.listed(accounts.size());
		return ExitStatus.DONE;
	}

	@Command(name = "show", mixinStandardHelpOptions = true, description = "One account.")
	ExitStatus show(@Parameters(paramLabel = "ACCOUNT") String id) throws CommandFailure {
		Account account = Tasks.account(context.services(), id);
		if (context.call().json()) {
			context.result(Objects.route(account), "");
		}
		print(account);
		return ExitStatus.DONE;
	}

	@Command(name = "edit", mixinStandardHelpOptions = true, description = {
			"Change the way to an account's server: whom to trust, by what to go.",
			"The server is asked on the new way first; the sign-in stays." })
	ExitStatus edit(@Parameters(paramLabel = "ACCOUNT") String id, @Mixin RouteArguments way)
			throws CommandFailure, EndpointException {
		Account account = Tasks.account(context.services(), id);
		if (way.isEmpty()) {
			throw CommandFailure.usage("nothing to change was named");
		}
		print(context.services().accounts().reroute(id, way.on(account.route(), context.call()), context.call().cancel()));
		return ExitStatus.DONE;
	}

	@Command(name = "remove", mixinStandardHelpOptions = true, description = {
			"Sign out, and forget an account and its tokens.",
			"A personal access token stays good at the server: you made it there, and may use it elsewhere." })
	ExitStatus remove(@Parameters(paramLabel = "ACCOUNT") String id,
			@Option(names = "--yes", description = "Do not ask.") boolean yes)
			throws CommandFailure, EndpointException {
		Account account = Tasks.account(context.services(), id);
		List<String> users = context.services().sessions().views().stream().map(view -> view.spec())
				.filter(spec -> spec.left().account().equals(id) || spec.right().account().equals(id))
				.map(spec -> spec.name())
				.toList();
		if (!users.isEmpty()) {
			throw CommandFailure
					.usage("the account is used by tasks, which have to be removed first: " + String.join(", ", users));
		}
		context.services().accounts().remove(id, context.call().cancel()).ifPresent(context::warning);
		context.done(id + " is forgotten");
		return ExitStatus.DONE;
	}

	/** {@code workspace …}: what may be synchronised. */
	@Command(name = "workspace", mixinStandardHelpOptions = true, description = "What may be synchronised.")
	static final class WorkspaceCommands {

		private final Context context;

		WorkspaceCommands(Context context) {
			this.context = context;
		}

		@Command(name = "list", mixinStandardHelpOptions = true, description = "The workspaces of an account.")
		ExitStatus list(@Parameters(paramLabel = "ACCOUNT") String id) throws CommandFailure, EndpointException {
			Tasks.account(context.services(), id);
			List<Workspace> workspaces = context.services().workspaces().list(id, context.call().cancel());
			workspaces.forEach(each -> context.result(Objects.workspace(each), List.of(each.slug(),
					"  " + each.label() + (each.writable() ? "" : ", read-only") + ", "
							+ each.family().name().toLowerCase(Locale.ROOT))));
			context.listed(workspaces.size());
			return ExitStatus.DONE;
		}
	}
}
