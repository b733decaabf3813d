package org.cellssync.endpoint.cells.internal;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

import org.apache.http.Header;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.CellsWay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;

/**
 * Signs S3 requests and makes them, over pooled connections along the account's way. The AWS SDK's signer and the Apache
 * HTTP client do the work; the SDK's S3 client cost as much time for each small file as all else together, and is left
 * out.
 * <p>
 * Payloads are never signed, over clear text neither: content is read once, and not sent in signed chunks,
 * whose missing length a Cells server behind TLS refuses. Thread-safe.
 */
final class SignedHttp implements AutoCloseable {

	/** More connections than transfers at a time: a large file is sent and fetched over several. */
	private static final int CONNECTIONS = 32;

	private static final Logger LOG = LoggerFactory.getLogger(SignedHttp.class);
	private static final String LENGTH = "Content-Length";

	private final URI server;
	private final CellsWay way;
	private final CloseableHttpClient client;
	private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
	/** The newest token in the form that signing takes it. */
	private volatile AwsBasicCredentials newest = AwsBasicCredentials.create("-", "-");

	SignedHttp(URI server, CellsWay way) {
		this.server = server;
		this.way = way;
		this.client = way.http(CONNECTIONS);
	}

	/** Returns the way its connections go. */
	CellsWay way() {
		return way;
	}

	/** Returns a request to the server, to be completed and given to {@link #send}. */
	SdkHttpRequest.Builder request() {
		return SdkHttpRequest.builder().uri(server);
	}

	/**
	 * Makes a request and returns its answer, whose body is to be closed or aborted. Cancelling ends the
	 * call, not the reading of the body.
	 */
	HttpExecuteResponse send(SdkHttpRequest request, ContentStreamProvider body, String bearer,
			Cancellation cancel) throws IOException {
		HttpUriRequest call = call(signed(request, bearer), body);
		try (var registration = cancel.onCancel(() -> CellsWay.abort(call))) {
			return answer(call, client.execute(call));
		}
	}

	private static HttpUriRequest call(SdkHttpRequest request, ContentStreamProvider body) {
		RequestBuilder call = RequestBuilder.create(request.method().name()).setUri(request.getUri());
		request.forEachHeader((name, values) -> values.stream().filter(value -> !name.equalsIgnoreCase(LENGTH))
				.forEach(value -> call.addHeader(name, value)));
		Optional<String> length = request.firstMatchingHeader(LENGTH);
		if (body != null) {
			call.setEntity(new InputStreamEntity(body.newStream(), length.map(Long::parseLong).orElse(-1L)));
		} else if (length.isPresent()) {
			call.setEntity(new ByteArrayEntity(new byte[0]));
		}
		return call.build();
	}

	private static HttpExecuteResponse answer(HttpUriRequest call, CloseableHttpResponse answer) throws IOException {
		SdkHttpResponse.Builder head = SdkHttpResponse.builder().statusCode(answer.getStatusLine().getStatusCode())
				.statusText(answer.getStatusLine().getReasonPhrase());
		for (Header header : answer.getAllHeaders()) {
			head.appendHeader(header.getName(), header.getValue());
		}
		// Without a body the connection is free again already.
		AbortableInputStream content = answer.getEntity() == null ? null
				: AbortableInputStream.create(answer.getEntity().getContent(), () -> CellsWay.abort(call));
		return HttpExecuteResponse.builder().response(head.build()).responseBody(content).build();
	}

	private SdkHttpRequest signed(SdkHttpRequest request, String bearer) {
		// The signer leaves payloads unsigned for https alone, so it signs as if for https.
		SdkHttpRequest secure = request.toBuilder().protocol("https").port(request.port()).build();
		SdkHttpRequest signed = signer.sign(SignRequest.builder(credentials(bearer)).request(secure)
				.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
				.putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
				.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
				.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
				.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
				.putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, false).build()).request();
		return signed.toBuilder().protocol(request.protocol()).port(request.port()).build();
	}

	private AwsBasicCredentials credentials(String bearer) {
		AwsBasicCredentials credentials = newest;
		if (!credentials.accessKeyId().equals(bearer)) {
			// The server takes the token for the access key and does not look at the secret.
			credentials = AwsBasicCredentials.create(bearer, "gatewaysecret");
			newest = credentials;
		}
		return credentials;
	}

	@Override
	public void close() {
		try {
			client.close();
		} catch (IOException failed) {
			LOG.debug("A client did not close", failed);
		}
	}
}
