package org.cellssync.app.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.sandbox.SandboxUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** A running sandbox server as commands use it. */
final class SandboxServer implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(SandboxServer.class);

	private final Sandbox sandbox;

	private SandboxServer(Sandbox sandbox) {
		this.sandbox = sandbox;
	}

	static SandboxServer start(Optional<Path> dir, int port, boolean tls, String family, String storage, Duration tokenLife,
			Duration hashDelay) throws CommandFailure {
		SandboxOptions options = SandboxOptions.defaults().withPort(port).withTls(tls)
				.withFamily(value(SandboxOptions.Family.values(), "--family", family))
				.withStorage(value(SandboxOptions.Storage.values(), "--storage", storage)).withTokenLife(tokenLife)
				.withHashDelay(hashDelay);
		try {
			return new SandboxServer(Sandbox.start(dir.map(options::withDirectory).orElse(options)));
		} catch (IOException e) {
			CommandFailure failure = new CommandFailure(Diagnostic.of(Code.SYSTEM_INCOMPLETE, "a port and a folder for the "
					+ "sandbox server", String.valueOf(e.getMessage())));
			failure.initCause(e);
			throw failure;
		}
	}

	private static <T extends Enum<T>> T value(T[] values, String option, String word) throws CommandFailure {
		return Arrays.stream(values).filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word)).findFirst()
				.orElseThrow(() -> CommandFailure.usage(option + " takes one of "
						+ Arrays.stream(values).map(each -> each.name().toLowerCase(Locale.ROOT)).toList() + ", not "
						+ word));
	}

	Sandbox sandbox() {
		return sandbox;
	}

	JsonObject ready() {
		return JsonParser.parseString(sandbox.ready().toJson()).getAsJsonObject();
	}

	List<String> text() {
		List<String> lines = new ArrayList<>(List.of("The sandbox server answers at " + sandbox.url()));
		sandbox.caFile().ifPresent(ca -> lines.add("  certificate  " + ca));
		for (SandboxUser user : sandbox.users()) {
			lines.add("  user  " + user.name() + "  password  " + user.password());
			lines.add("  token  " + user.token());
		}
		lines.add("  control  " + sandbox.controlUrl());
		return lines;
	}

	@Override
	public void close() {
		try {
			sandbox.close();
		} catch (IOException e) {
			LOG.warn("The sandbox server did not stop cleanly", e);
		}
	}
}
