package org.cellssync.transport.internal.grpc;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;

import org.cellssync.api.account.Route;
import org.cellssync.transport.internal.trust.PemServerTrust;
import org.cellssync.transport.internal.way.Ways;
import org.junit.jupiter.api.Test;

import io.grpc.netty.shaded.io.netty.util.internal.logging.InternalLogLevel;
import io.grpc.netty.shaded.io.netty.util.internal.logging.InternalLogger;
import io.grpc.netty.shaded.io.netty.util.internal.logging.InternalLoggerFactory;

/** Hazard H13: a frame in a log is a token in a log. */
class NoFramesInLogsTest {

	@Test
	void framesAreNotWrittenWhateverTheLogIsSetTo() throws Exception {
		Link.open(URI.create("http://localhost"), 1, new Ways(new PemServerTrust()).of(Route.USUAL)).cut();
		InternalLogger logger = InternalLoggerFactory
				.getInstance("io.grpc.netty.shaded.io.grpc.netty.NettyClientHandler");
		assertFalse(logger.isDebugEnabled());
		assertFalse(logger.isTraceEnabled());
		assertFalse(logger.isEnabled(InternalLogLevel.DEBUG));
		assertFalse(logger.isEnabled(InternalLogLevel.TRACE));
	}
}
