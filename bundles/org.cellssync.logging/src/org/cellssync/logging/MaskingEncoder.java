package org.cellssync.logging;

import java.nio.charset.StandardCharsets;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Writes lines after a pattern, without tokens: neither in messages nor in exceptions. */
final class MaskingEncoder extends PatternLayoutEncoder {
	@Override
	public byte[] encode(ILoggingEvent event) {
		return TokenMask.mask(layout.doLayout(event)).getBytes(StandardCharsets.UTF_8);
	}
}
