package org.cellssync.endpoint.cells.internal;

import java.util.concurrent.CompletableFuture;

import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * Signs requests with {@code UNSIGNED-PAYLOAD}, over clear text too: the content then is read once, and never
 * sent in signed chunks, whose missing length a Cells server behind TLS refuses.
 */
final class UnsignedPayload implements AwsV4AuthScheme {

	private final AwsV4HttpSigner signer = new Signer(AwsV4HttpSigner.create());

	@Override
	public String schemeId() {
		return AwsV4AuthScheme.SCHEME_ID;
	}

	@Override
	public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
		return providers.identityProvider(AwsCredentialsIdentity.class);
	}

	@Override
	public AwsV4HttpSigner signer() {
		return signer;
	}

	private record Signer(AwsV4HttpSigner delegate) implements AwsV4HttpSigner {

		@Override
		public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
			SdkHttpRequest plain = request.request();
			SignRequest.Builder<AwsCredentialsIdentity> builder = SignRequest.builder(request.identity());
			copy(request, builder);
			// The signer leaves payloads unsigned for https alone, so it signs as if for https.
			builder.request(plain.toBuilder().protocol("https").port(plain.port()).build());
			request.payload().ifPresent(builder::payload);
			SignedRequest signed = delegate.sign(builder.build());
			SdkHttpRequest sent = signed.request().toBuilder().protocol(plain.protocol()).port(plain.port())
					.build();
			return signed.toBuilder().request(sent).build();
		}

		private static void copy(SignRequest<? extends AwsCredentialsIdentity> from,
				SignRequest.Builder<AwsCredentialsIdentity> to) {
			to.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3");
			to.putProperty(AwsV4HttpSigner.REGION_NAME, from.requireProperty(AwsV4HttpSigner.REGION_NAME));
			to.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false);
			to.putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false);
			to.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false);
			to.putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, false);
			if (from.hasProperty(SIGNING_CLOCK)) {
				to.putProperty(SIGNING_CLOCK, from.property(SIGNING_CLOCK));
			}
		}

		@Override
		public CompletableFuture<AsyncSignedRequest> signAsync(
				AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
			throw new UnsupportedOperationException("requests are made synchronously here");
		}
	}
}
