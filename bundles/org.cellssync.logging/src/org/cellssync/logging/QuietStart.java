package org.cellssync.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/** Logback's start in this program: no line goes to the standard output, which belongs to the commands. */
public final class QuietStart extends ContextAwareBase implements Configurator {
	/**
	 * Names the level from which lines are logged: {@code error}, {@code warn}, {@code info}, {@code debug}, {@code
	 * trace}.
	 */
	static final String LEVEL = "cellssync.log";

	@Override
	public ExecutionStatus configure(LoggerContext context) {
		context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
		context.getLogger("org.cellssync").setLevel(Level.toLevel(System.getProperty(LEVEL), Level.INFO));
		return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
	}
}
