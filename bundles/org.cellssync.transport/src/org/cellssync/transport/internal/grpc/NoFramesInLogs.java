package org.cellssync.transport.internal.grpc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

import io.grpc.netty.shaded.io.netty.util.internal.logging.InternalLogLevel;
import io.grpc.netty.shaded.io.netty.util.internal.logging.InternalLogger;
import io.grpc.netty.shaded.io.netty.util.internal.logging.InternalLoggerFactory;
import io.grpc.netty.shaded.io.netty.util.internal.logging.Slf4JLoggerFactory;

/**
 * Keeps tokens out of logs: at the level debug Netty writes whole HTTP/2 frames, and with them the token of
 * every call. So its debug and trace levels do not exist here, whatever a log is set to.
 */
final class NoFramesInLogs extends InternalLoggerFactory {

	private static final Set<String> SILENT = Set.of("debug", "trace");

	private final Slf4JLoggerFactory loggers = (Slf4JLoggerFactory) Slf4JLoggerFactory.INSTANCE;

	private NoFramesInLogs() {
	}

	/** Holds for every logger Netty asks for from now on; to be called before its first use. */
	static void install() {
		InternalLoggerFactory.setDefaultFactory(new NoFramesInLogs());
	}

	@Override
	protected InternalLogger newInstance(String name) {
		InternalLogger logger = loggers.newInstance(name);
		return (InternalLogger) Proxy.newProxyInstance(NoFramesInLogs.class.getClassLoader(),
				new Class<?>[] { InternalLogger.class },
				(proxy, method, arguments) -> call(logger, method, arguments));
	}

	private static Object call(InternalLogger logger, Method method, Object[] arguments) throws Throwable {
		String name = method.getName();
		boolean leveled = arguments != null && arguments.length > 0
				&& (arguments[0] == InternalLogLevel.DEBUG || arguments[0] == InternalLogLevel.TRACE);
		if (name.equals("isDebugEnabled") || name.equals("isTraceEnabled")
				|| name.equals("isEnabled") && leveled) {
			return false;
		}
		if (SILENT.contains(name) || name.equals("log") && leveled) {
			return null;
		}
		try {
			return method.invoke(logger, arguments);
		} catch (InvocationTargetException failure) {
			throw failure.getCause();
		}
	}
}
