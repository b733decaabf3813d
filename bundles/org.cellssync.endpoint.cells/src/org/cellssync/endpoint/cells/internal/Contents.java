package org.cellssync.endpoint.cells.internal;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.Announcement;
import org.cellssync.transport.CellsConnection;
import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The contents of files on the server, over S3, by exact paths. Thread-safe; every call blocks. A refusal
 * that may be the token's is repeated with the next token where it was; a call that met a stale connection is
 * repeated at once.
 */
final class Contents implements AutoCloseable {

	/** More connections than transfers at a time: a large file is sent and fetched over several. */
	private static final int CONNECTIONS = 16;
	private static final int REPEATS = 2;
	/** A call that failed later than this after its start did not meet a stale connection. */
	private static final Duration STALE = Duration.ofSeconds(2);
	private static final int LOCKED_REPEATS = 5;
	private static final Duration LOCKED_PAUSE = Duration.ofMillis(300);
	/**
	 * From this size on the server is asked before the content is sent: a refusal would be lost in a broken
	 * connection.
	 */
	private static final long ASKED_FIRST = 1L << 20;
	private static final String BUCKET = "data";
	private static final String TYPE = "application/octet-stream";

	/**
	 * One call.
	 *
	 * @param <T> its answer
	 */
	@FunctionalInterface
	private interface Call<T> {
		T with(AwsRequestOverrideConfiguration configuration);
	}

	private record Signed(String bearer, AwsRequestOverrideConfiguration configuration) {
		@Override
		public String toString() {
			return "Signed[***]";
		}
	}

	private final CellsConnection connection;
	private final TaskRoot root;
	/** What calls with the newest token are made with. */
	private volatile Signed signed;
	private S3Client client;
	private boolean closed;

	Contents(CellsConnection connection, TaskRoot root) {
		this.connection = connection;
		this.root = root;
	}

	/** Opens {@code length} bytes of a file from {@code offset} on. */
	ResponseInputStream<GetObjectResponse> get(String exactPath, long offset, long length, boolean whole,
			Cancellation cancel) throws CellsException {
		String range = whole ? null : "bytes=" + offset + '-' + (offset + length - 1);
		S3Client s3 = client();
		return call(cancel, configuration -> s3.getObject(request -> request.bucket(BUCKET)
				.key(root.onServer(exactPath)).range(range).overrideConfiguration(configuration)));
	}

	/** Sends a file in one piece and returns the ETag the server answers. */
	String put(String exactPath, long length, ContentStreamProvider body, Cancellation cancel)
			throws CellsException {
		S3Client s3 = client();
		return etag(call(cancel,
				configuration -> s3.putObject(
						request -> request.bucket(BUCKET).key(root.onServer(exactPath))
								.overrideConfiguration(configuration),
						RequestBody.fromContentProvider(body, length, TYPE)).eTag()));
	}

	/**
	 * Begins an upload in parts and returns its id. The server keeps no list of them: who begins one ends it.
	 */
	String begin(String exactPath, Cancellation cancel) throws CellsException {
		S3Client s3 = client();
		return call(cancel, configuration -> s3.createMultipartUpload(request -> request.bucket(BUCKET)
				.key(root.onServer(exactPath)).overrideConfiguration(configuration)).uploadId());
	}

	/** Sends one part and returns the ETag the server answers. */
	String part(String exactPath, String uploadId, int number, long length, ContentStreamProvider body,
			Cancellation cancel) throws CellsException {
		S3Client s3 = client();
		return etag(call(cancel,
				configuration -> s3.uploadPart(
						request -> request.bucket(BUCKET).key(root.onServer(exactPath)).uploadId(uploadId)
								.partNumber(number).overrideConfiguration(configuration),
						RequestBody.fromContentProvider(body, length, TYPE)).eTag()));
	}

	/**
	 * Makes the file of the parts, whose ETags are given in order, and returns the ETag the server answers.
	 */
	String complete(String exactPath, String uploadId, List<String> partEtags, Cancellation cancel)
			throws CellsException {
		List<CompletedPart> parts = new ArrayList<>();
		for (String etag : partEtags) {
			parts.add(CompletedPart.builder().partNumber(parts.size() + 1).eTag('"' + etag + '"').build());
		}
		S3Client s3 = client();
		return etag(call(cancel,
				configuration -> s3.completeMultipartUpload(request -> request.bucket(BUCKET)
						.key(root.onServer(exactPath)).uploadId(uploadId)
						.multipartUpload(upload -> upload.parts(parts)).overrideConfiguration(configuration))
						.eTag()));
	}

	/** Ends an upload in parts without a file; its parts are forgotten, and so is a new file's place. */
	void abandon(String exactPath, String uploadId, Cancellation cancel) throws CellsException {
		S3Client s3 = client();
		call(cancel, configuration -> s3.abortMultipartUpload(request -> request.bucket(BUCKET)
				.key(root.onServer(exactPath)).uploadId(uploadId).overrideConfiguration(configuration)));
	}

	/** Returns an ETag without the quotes around it. */
	static String etag(String quoted) {
		return quoted == null ? "" : quoted.replace("\"", "");
	}

	private <T> T call(Cancellation cancel, Call<T> call) throws CellsException {
		String bearer = connection.bearer();
		boolean renewed = false;
		int repeats = 0;
		int locked = 0;
		while (true) {
			cancel.check();
			long begun = System.nanoTime();
			try {
				return interruptibly(call, configuration(bearer), cancel);
			} catch (S3Exception e) {
				CellsError error = error(e);
				if (error.kind() == Kind.FORBIDDEN && !renewed) {
					Optional<String> next = connection.bearerAfterRefusal(bearer);
					if (next.isPresent()) {
						bearer = next.get();
						renewed = true;
						continue;
					}
				}
				if (error.kind() == Kind.LOCKED && locked++ < LOCKED_REPEATS) {
					Pauses.pause(LOCKED_PAUSE.multipliedBy(locked), cancel);
					continue;
				}
				throw new CellsException(error, e);
			} catch (SdkClientException e) {
				cancel.check();
				boolean stale = System.nanoTime() - begun < STALE.toNanos()
						&& e.getCause() instanceof IOException;
				if (!stale || ++repeats > REPEATS) {
					throw new CellsException(error(e), e);
				}
			}
		}
	}

	/** The SDK's calls end when their thread is interrupted, if that is a virtual one. */
	private static <T> T interruptibly(Call<T> call, AwsRequestOverrideConfiguration configuration,
			Cancellation cancel) {
		if (!Thread.currentThread().isVirtual()) {
			AtomicReference<T> answer = new AtomicReference<>();
			Workers.each("cells-content", List.of(call), 1, cancel,
					each -> answer.set(interruptibly(each, configuration, cancel)));
			return answer.get();
		}
		Thread caller = Thread.currentThread();
		boolean[] over = { false };
		try (var registration = cancel.onCancel(() -> interrupt(caller, over))) {
			return call.with(configuration);
		} finally {
			synchronized (over) {
				over[0] = true;
				if (cancel.isCancelled()) {
					// The interruption was ours and has done its work.
					Thread.interrupted();
				}
			}
		}
	}

	private static void interrupt(Thread caller, boolean[] over) {
		synchronized (over) {
			if (!over[0]) {
				caller.interrupt();
			}
		}
	}

	private AwsRequestOverrideConfiguration configuration(String bearer) {
		Signed current = signed;
		if (current == null || !current.bearer().equals(bearer)) {
			// The server takes the token for the access key and does not look at the secret.
			var credentials = StaticCredentialsProvider
					.create(AwsBasicCredentials.create(bearer, "gatewaysecret"));
			current = new Signed(bearer,
					AwsRequestOverrideConfiguration.builder().credentialsProvider(credentials)
							.putHeader(CellsConnection.CLIENT_UUID, connection.clientUuid())
							.putHeader("User-Agent", Announcement.V4.text()).build());
			signed = current;
		}
		return current.configuration();
	}

	private synchronized S3Client client() throws CellsException {
		if (closed) {
			throw new IllegalStateException("closed");
		}
		if (client == null) {
			X509TrustManager trust = connection.trust();
			client = S3Client.builder().endpointOverride(connection.s3()).region(Region.US_EAST_1)
					.forcePathStyle(true).requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
					.responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
					.serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false).expectContinueEnabled(true)
							.expectContinueThresholdInBytes(ASKED_FIRST).multiRegionEnabled(false))
					.disableS3ExpressSessionAuth(true).putAuthScheme(new UnsignedPayload())
					.credentialsProvider(
							StaticCredentialsProvider.create(AwsBasicCredentials.create("-", "-")))
					.overrideConfiguration(all -> all.retryStrategy(DefaultRetryStrategy.doNotRetry()))
					.httpClientBuilder(ApacheHttpClient.builder().maxConnections(CONNECTIONS)
							.tcpKeepAlive(true).connectionTimeout(Duration.ofSeconds(10))
							.socketTimeout(Duration.ofSeconds(60))
							.connectionAcquisitionTimeout(Duration.ofMinutes(2))
							.connectionMaxIdleTime(Duration.ofSeconds(20)).expectContinueEnabled(false)
							.proxyConfiguration(
									ProxyConfiguration.builder().useEnvironmentVariableValues(false).build())
							.tlsTrustManagersProvider(() -> new TrustManager[] { trust }))
					.build();
		}
		return client;
	}

	private static CellsError error(S3Exception e) {
		String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
		String message = e.awsErrorDetails() == null ? e.getMessage() : e.awsErrorDetails().errorMessage();
		String detail = message == null ? "" : message;
		String name = code == null ? "" : code;
		if (name.contains("Quota") || detail.toLowerCase(Locale.ROOT).contains("quota")) {
			return new CellsError(Kind.OTHER, Code.REMOTE_QUOTA_EXCEEDED, name, detail);
		}
		if (name.equals("ExpiredToken")) {
			return CellsError.of(Kind.FORBIDDEN, name, detail);
		}
		return switch (e.statusCode()) {
		case 401, 403 -> CellsError.of(Kind.FORBIDDEN, name, detail);
		case 404 -> CellsError.of(Kind.NOT_FOUND, name, detail);
		case 423 -> CellsError.of(Kind.LOCKED, name, detail);
		default -> CellsError.ofTree(detail.isEmpty() ? "HTTP " + e.statusCode() : detail);
		};
	}

	private static CellsError error(SdkClientException e) {
		for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
			if (cause instanceof SocketTimeoutException) {
				return CellsError.of(Kind.TIMEOUT, "", message(cause));
			}
			if (cause instanceof SSLException && String.valueOf(cause.getMessage()).contains("certificat")) {
				return new CellsError(Kind.UNREACHABLE, Code.SERVER_CERTIFICATE, "", message(cause));
			}
		}
		return CellsError.of(Kind.UNREACHABLE, "", message(e.getCause() == null ? e : e.getCause()));
	}

	private static String message(Throwable cause) {
		return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
	}

	@Override
	public synchronized void close() {
		closed = true;
		if (client != null) {
			client.close();
		}
	}
}
