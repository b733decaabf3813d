package org.cellssync.scenarios;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.cellssync.api.account.Account;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.session.RunSummary;
import org.cellssync.api.session.Speed;
import org.cellssync.api.session.SpeedLimit;
import org.cellssync.api.session.TaskDraft;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Policy;
import org.cellssync.endpoint.cells.internal.Sending;
import org.cellssync.engine.internal.Program;

/**
 * The program in a process of its own, which can be killed. It tells each operation, and of each write to its store before
 * it begins and after it has ended, so that who listens can choose the moment.
 */
final class Syncing {

	/** Larger files are sent in parts of so many bytes. */
	static final int PART = 10 << 20;

	private static final PrintStream OUT = System.out;

	private Syncing() {
	}

	/**
	 * Does what the lines say that it reads: {@code add LOCAL REMOTE}, {@code policy POLICY}, {@code limit RATE} (down, for
	 * all tasks) or {@code run}.
	 *
	 * @param arguments data folder, and where there is a server its URL, its certificate and a token
	 */
	public static void main(String[] arguments) throws Exception {
		Program program = Program.thatTriesOnce(Path.of(arguments[0]),
				new WatchedStore(() -> OUT.println("writes"), () -> OUT.println("wrote")), new Sending(8, PART));
		String account = "";
		if (arguments.length > 1) {
			Account signedIn = program.signIn(arguments[1], Path.of(arguments[2]), arguments[3]);
			account = signedIn.id();
		}
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String order = orders.readLine(); order != null; order = orders.readLine()) {
			String[] words = order.split(" ");
			switch (words[0]) {
				case "add" -> {
					program.sessions().add(new TaskDraft(new EndpointAddress(EndpointAddress.FILE, "", words[1]),
							account.isEmpty() ? new EndpointAddress(EndpointAddress.FILE, "", words[2])
									: new EndpointAddress(EndpointAddress.CELLS, account, words[2]),
							Optional.of("killed"), List.of(), false), new Cancellation());
					OUT.println("added");
				}
				case "policy" -> {
					TaskSpec task = task(program);
					program.sessions().edit(task.withOptions(task.options().withPolicy(Policy.valueOf(words[1]))));
					OUT.println("set");
				}
				case "limit" -> {
					program.sessions().speed(new Speed(SpeedLimit.NONE, SpeedLimit.parse(List.of(words[1]))));
					OUT.println("limited");
				}
				case "run" -> OUT.println("ended " + run(program));
				default -> throw new IllegalArgumentException(order);
			}
		}
		program.close();
	}

	private static TaskSpec task(Program program) {
		return program.sessions().views().getFirst().spec();
	}

	/** Returns what is not as it should be, or nothing. */
	private static String run(Program program) throws EndpointException {
		RunSummary summary = program.sessions().runOnce(task(program).id(), false,
				operation -> OUT
						.println("did " + operation.operation() + ' ' + operation.path() + ' ' + operation.outcome()),
				new Cancellation());
		return summary.failure().map(Diagnostic::line).orElse("")
				+ String.join(", ", summary.view().problems().stream().map(Diagnostic::line).toList())
				+ String.join(", ", summary.view().conflicts().stream().map(each -> "conflict " + each.path()).toList());
	}
}
