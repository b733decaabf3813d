package org.cellssync.endpoint.cells.internal;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.cellssync.api.util.Cancellation;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;

/**
 * Signs S3 requests and makes them, over pooled connections. The AWS SDK's HTTP client and signer do the
 * work; its S3 client above them cost as much time for each small file as all else together, and is left out.
 * <p>
 * Payloads are never signed, over clear text neither: content is read once, and not sent in signed chunks,
 * whose missing length a Cells server behind TLS refuses. Thread-safe.
 */
final class SignedHttp implements AutoCloseable {

	/** More connections than transfers at a time: a large file is sent and fetched over several. */
	private static final int CONNECTIONS = 16;

	private final URI server;
	private final SdkHttpClient client;
	private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
	/** The newest token in the form that signing takes it. */
	private volatile AwsBasicCredentials newest = AwsBasicCredentials.create("-", "-");

	SignedHttp(URI server, X509TrustManager trust) {
		this.server = server;
		// A server may end connections that nobody uses, so they are given up before long.
		this.client = ApacheHttpClient.builder().maxConnections(CONNECTIONS).tcpKeepAlive(true)
				.connectionTimeout(Duration.ofSeconds(10)).socketTimeout(Duration.ofSeconds(60))
				.connectionAcquisitionTimeout(Duration.ofMinutes(2))
				.connectionMaxIdleTime(Duration.ofSeconds(20)).expectContinueEnabled(false)
				.proxyConfiguration(ProxyConfiguration.builder().useEnvironmentVariableValues(false).build())
				.tlsTrustManagersProvider(() -> new TrustManager[] { trust }).build();
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
		ExecutableHttpRequest call = client.prepareRequest(HttpExecuteRequest.builder()
				.request(signed(request, bearer)).contentStreamProvider(body).build());
		try (var registration = cancel.onCancel(call::abort)) {
			return call.call();
		}
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
		client.close();
	}
}
