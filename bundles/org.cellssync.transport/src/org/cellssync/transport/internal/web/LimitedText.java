package org.cellssync.transport.internal.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Takes an answer as UTF-8 text and gives up where it is larger than any a Cells server sends. */
final class LimitedText implements BodySubscriber<String> {

	/** Bytes; the largest known answer, the web page's configuration, has some hundred thousand. */
	private static final int LARGEST = 16 << 20;

	private final CompletableFuture<String> text = new CompletableFuture<>();
	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
	private Subscription subscription;

	@Override
	public void onSubscribe(Subscription opened) {
		subscription = opened;
		opened.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(List<ByteBuffer> parts) {
		for (ByteBuffer part : parts) {
			if (bytes.size() + part.remaining() > LARGEST) {
				subscription.cancel();
				text.completeExceptionally(new IOException("answer of more than " + LARGEST + " bytes"));
				return;
			}
			byte[] copy = new byte[part.remaining()];
			part.get(copy);
			bytes.writeBytes(copy);
		}
	}

	@Override
	public void onError(Throwable failure) {
		text.completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		text.complete(bytes.toString(StandardCharsets.UTF_8));
	}

	@Override
	public CompletionStage<String> getBody() {
		return text;
	}
}
