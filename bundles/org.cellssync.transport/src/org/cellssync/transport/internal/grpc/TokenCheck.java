package org.cellssync.transport.internal.grpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.grpc.MethodDescriptor;

/**
 * The cheapest call that says whether a token is accepted: reading the root, which every server answers with
 * a few bytes and which touches no workspace. Written as bytes, so that nothing here needs the messages of
 * the tree.
 */
final class TokenCheck {

	/** A ReadNodeRequest whose field 1, the node, is there and empty. */
	static final byte[] QUESTION = { 0x0a, 0x00 };

	static final MethodDescriptor<byte[], byte[]> METHOD = MethodDescriptor
			.newBuilder(Bytes.INSTANCE, Bytes.INSTANCE).setType(MethodDescriptor.MethodType.UNARY)
			.setFullMethodName("tree.NodeProvider/ReadNode").build();

	private TokenCheck() {
	}

	private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
		INSTANCE;

		@Override
		public InputStream stream(byte[] value) {
			return new ByteArrayInputStream(value);
		}

		@Override
		public byte[] parse(InputStream stream) {
			try {
				return stream.readAllBytes();
			} catch (IOException unreadable) {
				throw new UncheckedIOException(unreadable);
			}
		}
	}
}
