package org.cellssync.logging;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

import org.slf4j.LoggerFactory;

/** Brings into the log files what libraries log by {@link java.util.logging}, from warnings on. */
final class JavaLogging extends Handler {
	private static final java.util.logging.Logger ROOT = java.util.logging.Logger.getLogger("");
	/** For its way of putting the parameters into the text. */
	private final SimpleFormatter formatter = new SimpleFormatter();

	private JavaLogging() {
		setLevel(Level.WARNING);
	}

	/** Brings them from now on, until {@link #close()}. */
	static JavaLogging listen() {
		JavaLogging handler = new JavaLogging();
		ROOT.addHandler(handler);
		return handler;
	}

	@Override
	public void publish(LogRecord record) {
		if (!isLoggable(record)) {
			return;
		}
		String name = record.getLoggerName();
		org.slf4j.Logger logger = LoggerFactory.getLogger(name == null ? "java.util.logging" : name);
		String text = formatter.formatMessage(record);
		if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
			logger.error(text, record.getThrown());
		} else {
			logger.warn(text, record.getThrown());
		}
	}

	@Override
	public void flush() {
		// Nothing is held back.
	}

	@Override
	public void close() {
		ROOT.removeHandler(this);
	}
}
