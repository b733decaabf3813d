package org.cellssync.app.internal.command;

import java.util.ArrayList;
import java.util.List;

import org.cellssync.api.account.Account;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.session.TaskView;
import org.cellssync.core.tree.SyncPath;

/** Finds what people name on the command line. */
final class Tasks {

	private Tasks() {
	}

	/** Returns the task that {@code word} names: its id, a unique start of one, or its name. */
	static TaskView find(Services services, String word) throws CommandFailure {
		List<TaskView> all = services.sessions().views();
		for (TaskView view : all) {
			if (view.spec().id().equals(word)) {
				return view;
			}
		}
		List<TaskView> named = all.stream().filter(view -> view.spec().name().equals(word)).toList();
		List<TaskView> found = named.isEmpty()
				? all.stream().filter(view -> view.spec().id().startsWith(word)).toList()
				: named;
		if (found.size() > 1) {
			throw CommandFailure.usage("\"" + word + "\" names more than one task");
		}
		if (found.isEmpty() || word.isEmpty()) {
			throw new CommandFailure(Diagnostic.of(Code.TASK_UNKNOWN, word));
		}
		return found.getFirst();
	}

	/** Returns the tasks that {@code words} name, all of them where there is no word. */
	static List<TaskView> find(Services services, List<String> words) throws CommandFailure {
		if (words == null || words.isEmpty()) {
			return services.sessions().views();
		}
		List<TaskView> found = new ArrayList<>();
		for (String word : words) {
			found.add(find(services, word));
		}
		return found;
	}

	/** Returns the item of a task that {@code typed} names. */
	static SyncPath item(TaskSpec spec, String typed) throws CommandFailure {
		return spec.item(typed).orElseThrow(() -> CommandFailure
				.usage("\"" + typed + "\" is not in the folder of the task, " + spec.left().text()));
	}

	/** Returns the account of this id. */
	static Account account(Services services, String id) throws CommandFailure {
		return services.accounts().find(id)
				.orElseThrow(() -> new CommandFailure(Diagnostic.of(Code.ACCOUNT_UNKNOWN, id)));
	}

	/**
	 * Returns the end that was typed: {@code ACCOUNT/workspace/path}, or a local path. What follows an account's id is
	 * literal.
	 */
	static EndpointAddress address(Services services, Invocation call, String typed) throws CommandFailure {
		for (Account account : services.accounts().list()) {
			if (typed.equals(account.id()) || typed.equals(account.id() + "/")) {
				throw CommandFailure
						.usage("a workspace must follow the account: " + account.id() + "/WORKSPACE");
			}
			if (typed.startsWith(account.id() + "/")) {
				return new EndpointAddress(EndpointAddress.CELLS, account.id(),
						trim(typed.substring(account.id().length())));
			}
		}
		if (typed.startsWith("https://") || typed.startsWith("http://")) {
			throw new CommandFailure(Diagnostic.of(Code.ACCOUNT_UNKNOWN, typed));
		}
		return new EndpointAddress(EndpointAddress.FILE, "", call.path(typed).toString());
	}

	private static String trim(String path) {
		int start = 0;
		int end = path.length();
		while (start < end && path.charAt(start) == '/') {
			start++;
		}
		while (end > start && path.charAt(end - 1) == '/') {
			end--;
		}
		return path.substring(start, end);
	}
}
