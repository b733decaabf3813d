package org.cellssync.sandbox.internal.s3;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** Takes an answer that nobody is to get. */
public final class SilentResponse extends HttpServletResponseWrapper {
	public SilentResponse(HttpServletResponse response) {
		super(response);
	}

	@Override
	public void setStatus(int status) {
		// nobody is told
	}

	@Override
	public void setHeader(String name, String value) {
		// nobody is told
	}

	@Override
	public void setContentLength(int length) {
		// nobody is told
	}

	@Override
	public void setContentLengthLong(long length) {
		// nobody is told
	}

	@Override
	public ServletOutputStream getOutputStream() {
		return new ServletOutputStream() {
			@Override
			public void write(int b) {
				// nobody is told
			}

			@Override
			public boolean isReady() {
				return true;
			}

			@Override
			public void setWriteListener(WriteListener listener) {
				throw new IllegalStateException("not asynchronous");
			}
		};
	}
}
