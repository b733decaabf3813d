package org.cellssync.app.internal.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

import org.cellssync.api.endpoint.EndpointException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** All commands there are. What is not there yet is refused, never accepted silently. */
public final class Commands {

	private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
	/** Commands that need no data folder. */
	private static final Set<String> FREE = Set.of("version", "sandbox", "--help", "-h", "--version", "-V");

	private final Supplier<Services> services;
	private final RunCommands.Running running;

	/**
	 * @param services opens the data folder when asked first
	 * @param running what a running program can be told
	 */
	public Commands(Supplier<Services> services, RunCommands.Running running) {
		this.services = services;
		this.running = running;
	}

	/** Returns whether a command works with a data folder, which then must be owned. */
	public static boolean needsData(Arguments arguments) {
		return !arguments.words().isEmpty() && !FREE.contains(arguments.words().getFirst())
				&& !arguments.words().contains("--help") && !arguments.words().contains("-h");
	}

	/** Returns whether a command has no end of its own. */
	public static boolean runsUntilStopped(Arguments arguments) {
		return !arguments.words().isEmpty()
				&& Set.of("start", "demo", "sandbox").contains(arguments.words().getFirst());
	}

	/** Runs what was typed, or says on the console why it cannot. */
	public ExitStatus run(Invocation call) {
		try {
			return dispatch(call);
		} catch (CommandFailure failure) {
			call.console().failure(failure.diagnostic(), call.json());
			boolean interrupted = call.cancel().isCancelled() && !runsUntilStopped(call.arguments());
			return interrupted ? ExitStatus.INTERRUPTED : failure.status();
		}
	}

	private ExitStatus dispatch(Invocation call) throws CommandFailure {
		if (call.arguments().wrong().isPresent()) {
			throw CommandFailure.usage(call.arguments().wrong().get());
		}
		List<String> words = words(call);
		CommandLine root = root(call, words);
		ParseResult parsed;
		try {
			parsed = root.parseArgs(words.toArray(String[]::new));
		} catch (ParameterException e) {
			throw CommandFailure.usage(unknown(root, words).map(word -> "there is no command '" + word + "'")
					.orElseGet(() -> e.getMessage().replace("Unmatched argument", "unknown argument")));
		}
		if (help(parsed, call)) {
			return ExitStatus.DONE;
		}
		ParseResult leaf = leaf(parsed);
		if (!leaf.commandSpec().subcommands().isEmpty()) {
			throw CommandFailure.usage(leaf == parsed ? "no command was given"
					: leaf.commandSpec().qualifiedName() + " needs one of "
							+ leaf.commandSpec().subcommands().keySet());
		}
		return execute(parsed);
	}

	/** Returns what was typed; the usual option for the version is the command of that name. */
	private static List<String> words(Invocation call) {
		List<String> words = call.arguments().words();
		return words.equals(List.of("--version")) || words.equals(List.of("-V")) ? List.of("version") : words;
	}

	/** Returns the first word where it names no command. */
	private static Optional<String> unknown(CommandLine root, List<String> words) {
		return words.stream().limit(1)
				.filter(word -> !word.startsWith("-") && !root.getSubcommands().containsKey(word))
				.findFirst();
	}

	/**
	 * Returns the command that the arguments are for. Commands without a group above them are methods of several objects;
	 * each such object is a root of its own, since methods are called on the object they were found on.
	 */
	private CommandLine root(Invocation call, List<String> words) {
		Context context = new Context(call, services);
		List<CommandLine> single = List.of(new CommandLine(new VersionCommand(context, Build::current)),
				new CommandLine(new SyncCommand(context)), new CommandLine(new TaskStateCommands(context)),
				new CommandLine(new WhyCommand(context)), new CommandLine(new VerifyCommand(context)),
				new CommandLine(new ImportCommand(context)),
				new CommandLine(new DoctorCommand(context)),
				new CommandLine(new RunCommands(context, running)));
		for (CommandLine each : single) {
			if (!words.isEmpty() && each.getSubcommands().containsKey(words.getFirst())) {
				return each;
			}
		}
		CommandLine root = new CommandLine(new Root());
		single.forEach(each -> each.getSubcommands().forEach(root::addSubcommand));
		root.addSubcommand(new AccountCommands(context));
		root.addSubcommand(new AccountCommands.WorkspaceCommands(context));
		root.addSubcommand(new TaskCommands(context));
		root.addSubcommand(new LimitCommands(context));
		root.addSubcommand(new ConflictCommands(context));
		root.addSubcommand(new ConflictCommands.HaltCommands(context));
		root.addSubcommand(new TrashCommands(context));
		return root;
	}

	/** The command all others belong to. */
	@CommandLine.Command(name = "cells-sync", mixinStandardHelpOptions = true, description = {
			"Keeps folders here and folders on a Pydio Cells server the same.",
			"Every command takes --json (one JSON object per line) and --data DIR (the data folder)." })
	private static final class Root {
	}

	private static boolean help(ParseResult parsed, Invocation call) {
		for (CommandLine command : parsed.asCommandLineList()) {
			if (command.isUsageHelpRequested()) {
				StringWriter text = new StringWriter();
				command.usage(new PrintWriter(text, true), CommandLine.Help.Ansi.OFF);
				new Context(call, () -> null).help(text.toString().stripTrailing());
				return true;
			}
		}
		return false;
	}

	private static ParseResult leaf(ParseResult parsed) {
		ParseResult leaf = parsed;
		while (leaf.hasSubcommand()) {
			leaf = leaf.subcommand();
		}
		return leaf;
	}

	private static ExitStatus execute(ParseResult parsed) throws CommandFailure {
		try {
			new RunLast().execute(parsed);
			List<CommandLine> line = parsed.asCommandLineList();
			return line.getLast().getExecutionResult();
		} catch (CommandLine.ExecutionException e) {
			throw failure(e.getCause() == null ? e : e.getCause());
		}
	}

	private static CommandFailure failure(Throwable cause) {
		return switch (cause) {
			case CommandFailure known -> known;
			case EndpointException known -> CommandFailure.of(known);
			case CancellationException stopped -> throw stopped;
			case IllegalArgumentException wrong -> CommandFailure.usage(String.valueOf(wrong.getMessage()));
			case OutOfMemoryError full -> {
				LOG.error("A command was given too little memory", full);
				yield CommandFailure.outOfMemory(full);
			}
			case Error error -> throw error;
			case Exception fault -> {
				LOG.error("A command met a fault of ours", fault);
				yield CommandFailure.unexpected(fault);
			}
			default -> throw new IllegalStateException(cause);
		};
	}
}
