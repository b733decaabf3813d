package org.cellssync.sandbox.internal.web;

import java.util.List;
import java.util.Objects;

import jakarta.servlet.http.HttpServlet;

/**
 * A servlet and where it is.
 *
 * @param servlet what answers
 * @param paths patterns of a servlet container, such as <code>/data/&#42;</code>
 */
public record Mount(HttpServlet servlet, List<String> paths) {
	/** Copies the paths. */
	public Mount {
		Objects.requireNonNull(servlet, "servlet");
		paths = List.copyOf(paths);
	}

	/** Returns a servlet with its paths. */
	public static Mount of(HttpServlet servlet, String... paths) {
		return new Mount(servlet, List.of(paths));
	}
}
