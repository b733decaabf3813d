package org.cellssync.engine.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.SourceFile;

/** Content a person has just made, in the place of the other end's. Held in memory: people write no more than fits there. */
final class WrittenFile implements SourceFile {

	private final byte[] content;
	private final Instant modified;
	private final boolean executable;

	private WrittenFile(byte[] content, Instant modified, boolean executable) {
		this.content = content;
		this.modified = modified;
		this.executable = executable;
	}

	/** Reads the whole file. */
	static WrittenFile read(Path file, Instant modified, boolean executable) throws EndpointException {
		try {
			return new WrittenFile(Files.readAllBytes(file), modified, executable);
		} catch (IOException e) {
			throw new EndpointException(Diagnostic.of(Code.LOCAL_IO, file.toString(), String.valueOf(e.getMessage())), e);
		}
	}

	@Override
	public long size() {
		return content.length;
	}

	@Override
	public Instant modified() {
		return modified;
	}

	@Override
	public boolean executable() {
		return executable;
	}

	@Override
	public InputStream read(long offset, long length) {
		return new ByteArrayInputStream(content, Math.toIntExact(offset), Math.toIntExact(length));
	}

	/** What is in memory is one version. */
	@Override
	public void verifyWhole(byte[] md5) {
		// Nothing can have changed it.
	}

	@Override
	public void close() {
		// Nothing is open.
	}
}
