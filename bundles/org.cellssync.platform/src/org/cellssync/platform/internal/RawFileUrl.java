package org.cellssync.platform.internal;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;

/**
 * Addresses of files as Equinox's secure storage wants them: the path as it is, blanks and signs of all kinds
 * included.
 */
final class RawFileUrl extends URLStreamHandler {

	private final Path file;

	private RawFileUrl(Path file) {
		this.file = file;
	}

	/** Returns the address of an absolute path. */
	@SuppressWarnings("deprecation") // What replaces it takes no handler of ours for files.
	static URL of(Path file) throws IOException {
		return new URL(null, "file:/", new RawFileUrl(file));
	}

	@Override
	protected void parseURL(URL url, String text, int start, int limit) {
		setURL(url, "file", "", -1, null, null, file.toString(), null, null);
	}

	@Override
	protected URLConnection openConnection(URL url) {
		return new URLConnection(url) {
			@Override
			public void connect() {
				connected = true;
			}

			@Override
			public InputStream getInputStream() throws IOException {
				return new FileInputStream(file.toFile());
			}
		};
	}
}
