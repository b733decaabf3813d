package org.cellssync.endpoint.cells.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongConsumer;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;
import org.cellssync.api.util.Cancellation;

import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * A range of the other end's file on its way to the server: hashed as it goes, begun anew when a call is
 * repeated. What goes wrong with the file is kept apart from what goes wrong with the server. For one call at
 * a time.
 */
abstract class Body implements ContentStreamProvider {

	private final SourceFile source;
	private final long offset;
	private final long length;
	private final LongConsumer sent;
	private final Cancellation cancel;
	private long passed;
	private boolean endedEarly;
	private Exception failure;

	/**
	 * A body.
	 *
	 * @param sent hears of bytes on their way, negative when they are sent anew
	 */
	Body(SourceFile source, long offset, long length, LongConsumer sent, Cancellation cancel) {
		this.source = source;
		this.offset = offset;
		this.length = length;
		this.sent = sent;
		this.cancel = cancel;
	}

	/** Forgets what was hashed. */
	abstract void restart();

	/** Hashes what passes. */
	abstract void update(byte[] bytes, int from, int count);

	/**
	 * All bytes are read and hashed, the last of them not sent: the server drops an upload that ends here.
	 *
	 * @throws EndpointException where they must not be sent
	 */
	abstract void beforeLast() throws IOException, EndpointException;

	/** Returns what went wrong with the file, where something did. */
	Optional<Exception> failure() {
		return Optional.ofNullable(failure);
	}

	/** Takes back what was said to have been sent. */
	void takeBack() {
		if (passed > 0) {
			sent.accept(-passed);
			passed = 0;
		}
	}

	/** Returns whether the file turned out to be shorter than planned. */
	boolean endedEarly() {
		return endedEarly;
	}

	@Override
	public InputStream newStream() {
		takeBack();
		restart();
		try {
			return new Stream(source.read(offset, length));
		} catch (IOException | EndpointException e) {
			failure = e;
			throw new IllegalStateException("the file cannot be read", e);
		}
	}

	private final class Stream extends InputStream {

		private final InputStream input;

		Stream(InputStream input) {
			this.input = input;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] bytes, int from, int count) throws IOException {
			cancel.check();
			if (passed == length) {
				return -1;
			}
			int read;
			try {
				read = input.read(bytes, from, (int) Math.min(count, length - passed));
				if (read < 0) {
					endedEarly = true;
					throw new IOException("the file ended " + (length - passed) + " bytes early");
				}
				update(bytes, from, read);
				if (passed + read == length) {
					beforeLast();
				}
			} catch (EndpointException e) {
				failure = e;
				throw new IOException("the file must not be sent", e);
			} catch (IOException e) {
				failure = e;
				throw e;
			}
			passed += read;
			sent.accept(read);
			return read;
		}

		@Override
		public void close() throws IOException {
			input.close();
		}
	}
}
