package org.cellssync.endpoint.cells.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.Throttle;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.Announcement;
import org.cellssync.transport.CellsConnection;
import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.CellsWay;

import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * The contents of files on the server, over S3, by exact paths. Thread-safe; every call blocks. A refusal
 * that may be the token's is repeated with the next token where it was; a call that met a stale connection is
 * repeated at once.
 */
final class Contents implements AutoCloseable {

	private static final int REPEATS = 2;
	/** A call that failed later than this after its start did not meet a stale connection. */
	private static final Duration STALE = Duration.ofSeconds(2);
	private static final int LOCKED_REPEATS = 5;
	private static final Duration LOCKED_PAUSE = Duration.ofMillis(300);
	/** Calls at a time, a large file's parts among them, as long as the server can do with it. */
	static final int CALLS = 16;
	private static final int BUSY_REPEATS = 4;
	private static final Duration BUSY_PAUSE = Duration.ofMillis(125);
	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
	/** How a server, or a proxy before it, says 503 where nothing is broken but all are busy. */
	private static final Set<String> BUSY = Set.of("", "SlowDown", "SlowDownRead", "SlowDownWrite", "ServiceUnavailable",
			"TooManyRequests", "RequestLimitExceeded", "ServerBusy");
	/**
	 * From this size on the server is asked before the content is sent: a refusal would be lost in a broken
	 * connection.
	 */
	private static final long ASKED_FIRST = 1L << 20;

	/**
	 * Content on its way here.
	 *
	 * @param stream to be closed or aborted
	 * @param etag of what the storage holds now
	 * @param length bytes that come; -1 where the server does not say
	 */
	record Download(AbortableInputStream stream, String etag, long length) {
	}

	/** Completes a request. */
	@FunctionalInterface
	private interface Asked {
		void of(SdkHttpRequest.Builder request);
	}

	private final CellsConnection connection;
	private final TaskRoot root;
	private final Throttle throttle;
	private final RandomGenerator random;
	private final Pace.Share pace;
	private SignedHttp http;
	/** All there were: calls on former ways come to their end. */
	private final List<SignedHttp> opened = new ArrayList<>();
	private boolean closed;

	/** @param pace of the server, which others may share */
	Contents(CellsConnection connection, TaskRoot root, Throttle throttle, Pace pace, RandomGenerator random) {
		this.pace = pace.share(CALLS);
		this.connection = connection;
		this.root = root;
		this.throttle = throttle;
		this.random = random;
	}

	/**
	 * Opens {@code length} bytes of a file from {@code offset} on.
	 *
	 * @param keptVersion id of one of the versions that the server keeps of it; empty for what stands there
	 */
	Download get(String exactPath, String keptVersion, long offset, long length, boolean whole,
			Cancellation cancel) throws CellsException {
		HttpExecuteResponse answer = call(SdkHttpMethod.GET, exactPath, request -> {
			if (!keptVersion.isEmpty()) {
				request.putRawQueryParameter("versionId", keptVersion);
			}
			if (!whole) {
				request.putHeader("Range", "bytes=" + offset + '-' + (offset + length - 1));
			}
		}, null, cancel);
		String announced = header(answer, "Content-Length");
		AbortableInputStream stream = answer.responseBody().orElseGet(AbortableInputStream::createEmpty);
		return new Download(
				AbortableInputStream.create(new HeldStream(stream, throttle, Throttle.Way.DOWN, cancel), stream),
				etag(header(answer, "ETag")), announced.isEmpty() ? -1 : Long.parseLong(announced));
	}

	/** Sends a file in one piece and returns the ETag the server answers. */
	String put(String exactPath, long length, ContentStreamProvider body, Cancellation cancel)
			throws CellsException {
		return sent(exactPath, length, body, request -> {}, cancel);
	}

	/**
	 * Begins an upload in parts and returns its id. The server keeps no list of them: who begins one ends it.
	 */
	String begin(String exactPath, Cancellation cancel) throws CellsException {
		Map<String, String> answer = answered(call(SdkHttpMethod.POST, exactPath,
				request -> request.putRawQueryParameter("uploads", "").putHeader("Content-Length", "0"), null,
				cancel));
		String id = answer.getOrDefault("UploadId", "");
		if (id.isEmpty()) {
			throw new CellsException(CellsError.of(Kind.OTHER, "", "no upload id was answered"));
		}
		return id;
	}

	/** Sends one part and returns the ETag the server answers. */
	String part(String exactPath, String uploadId, int number, long length, ContentStreamProvider body,
			Cancellation cancel) throws CellsException {
		return sent(exactPath, length, body,
				request -> request.putRawQueryParameter("partNumber", String.valueOf(number))
						.putRawQueryParameter("uploadId", uploadId),
				cancel);
	}

	/**
	 * Makes the file of the parts, whose ETags are given in order, and returns the ETag the server answers.
	 */
	String complete(String exactPath, String uploadId, List<String> partEtags, Cancellation cancel)
			throws CellsException {
		StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>");
		for (int i = 0; i < partEtags.size(); i++) {
			xml.append("<Part><PartNumber>").append(i + 1).append("</PartNumber><ETag>\"")
					.append(partEtags.get(i)).append("\"</ETag></Part>");
		}
		byte[] body = xml.append("</CompleteMultipartUpload>").toString().getBytes(StandardCharsets.UTF_8);
		Map<String, String> answer = answered(call(SdkHttpMethod.POST, exactPath,
				request -> request.putRawQueryParameter("uploadId", uploadId)
						.putHeader("Content-Type", "application/xml")
						.putHeader("Content-Length", String.valueOf(body.length)),
				ContentStreamProvider.fromByteArrayUnsafe(body), cancel));
		if (answer.containsKey("Code")) {
			// An upload that cannot be completed may be answered with 200 and an error.
			throw new CellsException(error(200, answer));
		}
		return etag(answer.getOrDefault("ETag", ""));
	}

	/** Ends an upload in parts without a file; its parts are forgotten, and so is a new file's place. */
	void abandon(String exactPath, String uploadId, Cancellation cancel) throws CellsException {
		answered(call(SdkHttpMethod.DELETE, exactPath,
				request -> request.putRawQueryParameter("uploadId", uploadId), null, cancel));
	}

	private String sent(String exactPath, long length, ContentStreamProvider body, Asked asked,
			Cancellation cancel) throws CellsException {
		HttpExecuteResponse answer = call(SdkHttpMethod.PUT, exactPath, request -> {
			request.putHeader("Content-Length", String.valueOf(length)).putHeader("Content-Type",
					"application/octet-stream");
			if (length > ASKED_FIRST) {
				request.putHeader("Expect", "100-continue");
			}
			asked.of(request);
		}, new Held(body, throttle, cancel), cancel);
		answered(answer);
		return etag(header(answer, "ETag"));
	}

	private HttpExecuteResponse call(SdkHttpMethod method, String exactPath, Asked asked,
			ContentStreamProvider body, Cancellation cancel) throws CellsException {
		SignedHttp connected = http();
		SdkHttpRequest.Builder request = connected.request().method(method)
				.encodedPath("/data/" + SdkHttpUtils.urlEncodeIgnoreSlashes(root.onServer(exactPath)))
				.putHeader(CellsConnection.CLIENT_UUID, connection.clientUuid())
				.putHeader("User-Agent", Announcement.V4.text());
		asked.of(request);
		return repeated(connected, request.build(), body, cancel);
	}

	private HttpExecuteResponse repeated(SignedHttp connected, SdkHttpRequest request,
			ContentStreamProvider body, Cancellation cancel) throws CellsException {
		String bearer = connection.bearer();
		boolean renewed = false;
		int repeats = 0;
		int locked = 0;
		int busy = 0;
		while (true) {
			cancel.check();
			long begun = System.nanoTime();
			CellsError error;
			try {
				Answer answer = answer(connected, request, body, bearer, cancel);
				if (answer.isGood()) {
					return answer.response;
				}
				if (answer.isBusy() && busy++ < BUSY_REPEATS) {
					Pauses.pause(busyPause(busy, header(answer.response, "Retry-After")), cancel);
					continue;
				}
				error = error(answer.status(), answer.texts);
			} catch (IOException e) {
				cancel.check();
				boolean stale = System.nanoTime() - begun < STALE.toNanos() && !isFaultOf(body);
				if (stale && repeats++ < REPEATS) {
					continue;
				}
				throw new CellsException(CellsError.ofConnection(e), e);
			}
			if (error.kind() == Kind.FORBIDDEN && !renewed) {
				Optional<String> next = connection.bearerAfterRefusal(bearer);
				if (next.isPresent()) {
					bearer = next.get();
					renewed = true;
					continue;
				}
			}
			if (error.kind() != Kind.LOCKED || locked++ >= LOCKED_REPEATS) {
				throw new CellsException(error);
			}
			Pauses.pause(LOCKED_PAUSE.multipliedBy(locked), cancel);
		}
	}

	/**
	 * An answer.
	 *
	 * @param texts of one that is not good
	 */
	private record Answer(HttpExecuteResponse response, Map<String, String> texts) {

		int status() {
			return response.httpResponse().statusCode();
		}

		boolean isGood() {
			return response.httpResponse().isSuccessful();
		}

		boolean isBusy() {
			return status() == 429 || status() == 503 && BUSY.contains(texts.getOrDefault("Code", ""));
		}
	}

	private Answer answer(SignedHttp connected, SdkHttpRequest request, ContentStreamProvider body, String bearer,
			Cancellation cancel) throws IOException {
		Pace.Turn turn = pace.begin(cancel);
		Pace.End end = Pace.End.FAILED;
		try {
			HttpExecuteResponse response = connected.send(request, body, bearer, cancel);
			boolean good = response.httpResponse().isSuccessful();
			Answer answer = new Answer(response, good ? Map.of() : texts(response));
			end = answer.isBusy() ? Pace.End.TOO_MUCH : Pace.End.WELL;
			return answer;
		} catch (SocketTimeoutException e) {
			end = Pace.End.TOO_MUCH;
			throw e;
		} finally {
			pace.ended(turn, end);
		}
	}

	/** As long as the server asks for, else longer each time; never the same for many who wait. */
	private Duration busyPause(int attempt, String retryAfter) {
		Duration pause = BUSY_PAUSE.multipliedBy(1L << attempt);
		try {
			pause = Duration.ofSeconds(Long.parseLong(retryAfter.strip()));
		} catch (NumberFormatException none) {
			// Nothing is said, or a date: a pause of our own will do.
		}
		Duration least = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
		return least.plusMillis(random.nextLong(1 + least.toMillis() / 2));
	}

	private static boolean isFaultOf(ContentStreamProvider body) {
		return body instanceof Held held && held.body instanceof Body sent && sent.failure().isPresent();
	}

	/** Content that goes no faster than it may. */
	private record Held(ContentStreamProvider body, Throttle throttle, Cancellation cancel)
			implements ContentStreamProvider {

		@Override
		public InputStream newStream() {
			return new HeldStream(body.newStream(), throttle, Throttle.Way.UP, cancel);
		}
	}

	private synchronized SignedHttp http() throws CellsException {
		if (closed) {
			throw new IllegalStateException("closed");
		}
		CellsWay way = connection.way();
		if (http == null || http.way() != way) {
			http = new SignedHttp(connection.s3(), way);
			opened.add(http);
		}
		return http;
	}

	/** Returns the texts of an answer that is worth reading for them, and lets go of its connection. */
	private static Map<String, String> answered(HttpExecuteResponse answer) throws CellsException {
		try {
			return texts(answer);
		} catch (IOException e) {
			throw new CellsException(CellsError.ofConnection(e), e);
		}
	}

	private static Map<String, String> texts(HttpExecuteResponse answer) throws IOException {
		if (answer.responseBody().isEmpty() || header(answer, "Content-Length").equals("0")) {
			if (answer.responseBody().isPresent()) {
				answer.responseBody().get().close();
			}
			return Map.of();
		}
		try (InputStream body = answer.responseBody().get()) {
			return SmallXml.texts(body);
		}
	}

	private static String header(HttpExecuteResponse answer, String name) {
		return answer.httpResponse().firstMatchingHeader(name).orElse("");
	}

	/** Returns an ETag without the quotes around it. */
	private static String etag(String quoted) {
		return quoted.replace("\"", "");
	}

	private static CellsError error(int status, Map<String, String> texts) {
		String name = texts.getOrDefault("Code", "");
		String detail = texts.getOrDefault("Message", "");
		if (name.contains("Quota") || detail.toLowerCase(Locale.ROOT).contains("quota")) {
			return new CellsError(Kind.OTHER, Code.REMOTE_QUOTA_EXCEEDED, name, detail);
		}
		if (name.equals("ExpiredToken")) {
			return CellsError.of(Kind.FORBIDDEN, name, detail);
		}
		CellsError ofTree = CellsError.ofTree(detail);
		return ofTree.kind() == Kind.OTHER && ofTree.id().isEmpty()
				? byStatus(status, name, detail.isEmpty() ? "HTTP " + status : detail)
				: ofTree;
	}

	/** A server whose tree said nothing, or something between us and it. */
	private static CellsError byStatus(int status, String name, String words) {
		return switch (status) {
			case 401, 403 -> CellsError.of(Kind.FORBIDDEN, name, words);
			case 404 -> CellsError.of(Kind.NOT_FOUND, name, words);
			case 408, 504 -> CellsError.of(Kind.TIMEOUT, name, words);
			// A range that is not there: the file is another one by now.
			case 409, 412, 416 -> CellsError.of(Kind.CONFLICT, name, words);
			case 413 -> new CellsError(Kind.OTHER, Code.SERVER_BODY_LIMIT, name, words);
			case 423 -> CellsError.of(Kind.LOCKED, name, words);
			case 502 -> CellsError.of(Kind.UNREACHABLE, name, words);
			case 507 -> new CellsError(Kind.OTHER, Code.REMOTE_STORAGE_FULL, name, words);
			default -> CellsError.of(Kind.OTHER, "", words);
		};
	}

	@Override
	public synchronized void close() {
		closed = true;
		opened.forEach(SignedHttp::close);
	}
}
