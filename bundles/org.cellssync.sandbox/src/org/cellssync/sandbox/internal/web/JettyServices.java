package org.cellssync.sandbox.internal.web;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import org.eclipse.jetty.http.Http1FieldPreEncoder;
import org.eclipse.jetty.http2.hpack.HpackFieldPreEncoder;

/**
 * Lets Jetty find its own services.
 * <p>
 * Jetty asks {@link java.util.ServiceLoader} through the thread's context class loader for what writes header
 * fields in the forms of HTTP/1.1 and HTTP/2. In a framework of bundles that loader sees none of it. This one sees
 * the bundles that hold it.
 */
final class JettyServices extends ClassLoader {
	private static final List<ClassLoader> HOLDERS = List.of(Http1FieldPreEncoder.class.getClassLoader(),
			HpackFieldPreEncoder.class.getClassLoader());

	private JettyServices(ClassLoader parent) {
		super(parent);
	}

	/** Something that is done with Jetty. */
	interface Action<T> {
		T run() throws Exception;
	}

	/** Does something while Jetty's services can be found, on this thread and on those started by it. */
	static <T> T within(Action<T> action) throws Exception {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(new JettyServices(JettyServices.class.getClassLoader()));
		try {
			return action.run();
		} finally {
			thread.setContextClassLoader(before);
		}
	}

	@Override
	protected Class<?> findClass(String name) throws ClassNotFoundException {
		for (ClassLoader holder : HOLDERS) {
			try {
				return holder.loadClass(name);
			} catch (ClassNotFoundException elsewhere) {
				// The next holder may have it; the last word is below.
				continue;
			}
		}
		throw new ClassNotFoundException(name);
	}

	@Override
	protected Enumeration<URL> findResources(String name) throws IOException {
		List<URL> found = new ArrayList<>();
		for (ClassLoader holder : HOLDERS) {
			for (URL url : Collections.list(holder.getResources(name))) {
				if (!found.contains(url)) {
					found.add(url);
				}
			}
		}
		return Collections.enumeration(found);
	}
}
