package org.cellssync.app.internal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.SignIn;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.TaskDraft;
import org.cellssync.api.session.TaskView;
import org.cellssync.sandbox.SandboxUser;

import com.google.gson.JsonObject;

/** A sandbox server with sample files, an account and a task on it; a second start on the same folder goes on with them. */
final class Demo implements AutoCloseable {

	private static final String WORKSPACE = "personal-files";

	private final Context context;
	private final SandboxServer server;
	private final Path folder;
	private final TaskView task;

	private Demo(Context context, SandboxServer server, Path folder, TaskView task) {
		this.context = context;
		this.server = server;
		this.folder = folder;
		this.task = task;
	}

	static Demo begin(Context context, Path home) throws CommandFailure, EndpointException {
		Path folder = home.resolve("folder");
		Path seeded = home.resolve("server").resolve("samples-sent");
		try {
			Files.createDirectories(folder);
			Files.createDirectories(home.resolve("server"));
		} catch (IOException e) {
			throw new EndpointException(Diagnostic.of(Code.LOCAL_IO, home.toString(), String.valueOf(e.getMessage())), e);
		}
		SandboxServer server = SandboxServer.start(Optional.of(home.resolve("server")), port(seeded), true, "v4", "flat",
				Duration.ofSeconds(600), Duration.ofMillis(300));
		try {
			SandboxUser user = server.sandbox().users().getFirst();
			if (!Files.exists(seeded)) {
				new DemoFiles(server.sandbox(), user).send(WORKSPACE);
				Files.writeString(seeded, Integer.toString(server.sandbox().url().getPort()));
			}
			Account account = context.services().accounts().signIn(new SignIn(server.sandbox().url().toString(),
					Route.USUAL.withCa(server.sandbox().caFile()), Optional.of("Demo server")), user.token(),
					Optional.empty(), context.call().cancel());
			return new Demo(context, server, folder, task(context, account, folder));
		} catch (IOException e) {
			server.close();
			throw new EndpointException(Diagnostic.of(Code.LOCAL_IO, home.toString(), String.valueOf(e.getMessage())), e);
		} catch (EndpointException | RuntimeException e) {
			server.close();
			throw e;
		}
	}

	/** An account is bound to a port: a demo that goes on needs the one it had. */
	private static int port(Path seeded) throws EndpointException {
		try {
			return Files.exists(seeded) ? Integer.parseInt(Files.readString(seeded).strip()) : 0;
		} catch (IOException e) {
			throw new EndpointException(Diagnostic.of(Code.LOCAL_IO, seeded.toString(), String.valueOf(e.getMessage())), e);
		}
	}

	private static TaskView task(Context context, Account account, Path folder) throws EndpointException {
		EndpointAddress left = new EndpointAddress(EndpointAddress.FILE, "", folder.toString());
		EndpointAddress right = new EndpointAddress(EndpointAddress.CELLS, account.id(), WORKSPACE);
		for (TaskView view : context.services().sessions().views()) {
			if (view.spec().right().equals(right)) {
				return view;
			}
		}
		return context.services().sessions().add(new TaskDraft(left, right, Optional.of("Demo"), List.of(), false),
				context.call().cancel());
	}

	/** Prints where everything is. */
	void ready() {
		JsonObject object = new JsonObject();
		object.addProperty("type", "ready");
		object.addProperty("folder", folder.toString());
		object.addProperty("url", server.sandbox().url().toString());
		object.addProperty("data", context.services().locations().data().toString());
		object.addProperty("task", task.spec().id());
		SandboxUser user = server.sandbox().users().getFirst();
		context.result(object, List.of("The demo syncs " + folder,
				"  with the workspace " + WORKSPACE + " of " + user.name() + " (password " + user.password()
						+ ")",
				"  on " + server.sandbox().url(), "  data folder " + context.services().locations().data(),
				"Ctrl-C ends it; what it made stays."));
	}

	@Override
	public void close() {
		server.close();
	}
}
