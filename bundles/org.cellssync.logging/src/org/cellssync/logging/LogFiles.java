package org.cellssync.logging;

import java.nio.file.Path;

import org.slf4j.LoggerFactory;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;

/**
 * The log files of one run, in one folder: {@value #CURRENT} and older ones beside it, one for each day or 5 MiB.
 * Files older than 14 days go, and the oldest where all take more than 50 MiB.
 */
public final class LogFiles implements AutoCloseable {
	/** The file that is written to. */
	public static final String CURRENT = "cells-sync.log";

	private static final String OLDER = "cells-sync-%d{yyyy-MM-dd}.%i.log.gz";
	private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{0}: %msg%n%ex";
	private static final long EACH = 5L << 20;
	private static final long ALL = 50L << 20;
	private static final int DAYS = 14;

	private final RollingFileAppender<ILoggingEvent> appender;
	private final JavaLogging others = JavaLogging.listen();

	private LogFiles(RollingFileAppender<ILoggingEvent> appender) {
		this.appender = appender;
	}

	/**
	 * From now on every line logged in this process goes into files there, until it is closed.
	 *
	 * @param folder made where it is missing; only one process may log into it at a time
	 */
	public static LogFiles in(Path folder) {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
		appender.setContext(context);
		appender.setName(folder.toString());
		appender.setFile(folder.resolve(CURRENT).toString());
		SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = rotation(context, folder);
		policy.setParent(appender);
		policy.start();
		appender.setRollingPolicy(policy);
		MaskingEncoder encoder = new MaskingEncoder();
		encoder.setContext(context);
		encoder.setPattern(LINE);
		encoder.start();
		appender.setEncoder(encoder);
		appender.start();
		context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
		return new LogFiles(appender);
	}

	private static SizeAndTimeBasedRollingPolicy<ILoggingEvent> rotation(LoggerContext context, Path folder) {
		SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
		policy.setContext(context);
		policy.setFileNamePattern(folder.resolve(OLDER).toString());
		policy.setMaxFileSize(new FileSize(EACH));
		policy.setTotalSizeCap(new FileSize(ALL));
		policy.setMaxHistory(DAYS);
		policy.setCleanHistoryOnStart(true);
		return policy;
	}

	/** Writes out what was logged; later lines go nowhere. */
	@Override
	public void close() {
		others.close();
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(appender);
		appender.stop();
	}
}
