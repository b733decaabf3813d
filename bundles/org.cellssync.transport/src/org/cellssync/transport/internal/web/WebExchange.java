package org.cellssync.transport.internal.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import javax.net.ssl.SSLSession;

import org.apache.http.Header;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.cellssync.transport.CellsWay;

/** One question to a web server and its answer, which is text and not without end. For one thread but for {@link #end}. */
final class WebExchange {

	/** Bytes; the largest known answer, the web page's configuration, has some hundred thousand. */
	private static final int LARGEST = 16 << 20;
	/** What the client says itself. */
	private static final Set<String> OWN = Set.of("content-length", "host", "transfer-encoding");

	private final HttpRequest question;
	private final HttpUriRequest call;
	private volatile boolean ended;

	private record Answer(HttpRequest request, int statusCode, HttpHeaders headers, String body)
			implements HttpResponse<String> {

		@Override
		public Optional<HttpResponse<String>> previousResponse() {
			return Optional.empty();
		}

		@Override
		public Optional<SSLSession> sslSession() {
			return Optional.empty();
		}

		@Override
		public URI uri() {
			return request.uri();
		}

		@Override
		public HttpClient.Version version() {
			return HttpClient.Version.HTTP_1_1;
		}
	}

	WebExchange(HttpRequest question) throws IOException {
		this.question = question;
		RequestBuilder builder = RequestBuilder.create(question.method()).setUri(question.uri());
		question.headers().map().forEach((name, values) -> values.stream()
				.filter(value -> !OWN.contains(name.toLowerCase(Locale.ROOT)))
				.forEach(value -> builder.addHeader(name, value)));
		if (question.bodyPublisher().isPresent()) {
			builder.setEntity(new ByteArrayEntity(Whole.of(question.bodyPublisher().get())));
		}
		call = builder.build();
	}

	HttpResponse<String> make(CloseableHttpClient client) throws IOException {
		try (CloseableHttpResponse answer = client.execute(call)) {
			Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			for (Header header : answer.getAllHeaders()) {
				headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
			}
			return new Answer(question, answer.getStatusLine().getStatusCode(),
					HttpHeaders.of(headers, (name, value) -> true), body(answer));
		} finally {
			ended = true;
		}
	}

	private String body(CloseableHttpResponse answer) throws IOException {
		if (answer.getEntity() == null) {
			return "";
		}
		try (InputStream content = answer.getEntity().getContent()) {
			byte[] bytes = content.readNBytes(LARGEST + 1);
			if (bytes.length > LARGEST) {
				end();
				throw new IOException("answer of more than " + LARGEST + " bytes");
			}
			return new String(bytes, StandardCharsets.UTF_8);
		}
	}

	/** Ends it, wherever it is, and does not wait; nothing happens where it has ended. */
	void end() {
		if (!ended) {
			CellsWay.abort(call);
		}
	}

	/** Takes a body that is in memory. */
	private static final class Whole implements Flow.Subscriber<ByteBuffer> {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		private final CompletableFuture<byte[]> all = new CompletableFuture<>();

		static byte[] of(HttpRequest.BodyPublisher body) throws IOException {
			Whole whole = new Whole();
			body.subscribe(whole);
			if (!whole.all.isDone() || whole.all.isCompletedExceptionally()) {
				throw new IOException("the question is not in memory");
			}
			return whole.all.join();
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(ByteBuffer part) {
			byte[] copy = new byte[part.remaining()];
			part.get(copy);
			bytes.writeBytes(copy);
		}

		@Override
		public void onError(Throwable failure) {
			all.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			all.complete(bytes.toByteArray());
		}
	}
}
