package org.cellssync.app.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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
						+ Arrays.stream(values).map(each -> each.name().toLowerCase(Locale.ROOT)).toList() + ", not " + word));
	}

	Sandbox sandbox() {
		return sandbox;
	}

	JsonObject ready() {
		return JsonParser.parseString(sandbox.ready().toJson()).getAsJsonObject();
	}

	String text() {
		StringBuilder text = new StringBuilder("The sandbox server answers at " + sandbox.url());
		sandbox.caFile().ifPresent(ca -> text.append("\n  certificate  ").append(ca));
		for (SandboxUser user : sandbox.users()) {
			text.append("\n  user  ").append(user.name()).append("  password  ").append(user.password()).append("\n  token  ")
					.append(user.token());
		}
		return text.append("\n  control  ").append(sandbox.controlUrl()).toString();
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
