package org.cellssync.app.internal.command;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the system's browser. */
final class Browser {

	private static final Logger LOG = LoggerFactory.getLogger(Browser.class);

	private Browser() {
	}

	/** Asks the system to open a page; a system without a browser is no failure, the address was printed. */
	static void open(URI page) {
		String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
		List<String> command = system.contains("win") ? List.of("rundll32", "url.dll,FileProtocolHandler", page.toString())
				: List.of(system.contains("mac") ? "open" : "xdg-open", page.toString());
		try {
			new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
		} catch (IOException e) {
			LOG.info("No browser could be opened ({})", e.getMessage());
		}
	}
}
