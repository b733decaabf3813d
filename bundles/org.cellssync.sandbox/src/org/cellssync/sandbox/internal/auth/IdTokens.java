package org.cellssync.sandbox.internal.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import org.cellssync.sandbox.internal.Home;

/**
 * Signs ID tokens with a key of the server's own, which is kept in the home. Safe for use by many threads.
 */
public final class IdTokens {
	private static final String FILE = "signing-key.json";
	private static final Duration LIFE = Duration.ofHours(1);

	private final RSAKey key;
	private final RSASSASigner signer;
	private final InstantSource clock;

	private IdTokens(RSAKey key, InstantSource clock) throws JOSEException {
		this.key = key;
		this.signer = new RSASSASigner(key);
		this.clock = clock;
	}

	/** Returns a signer with the key kept in the home, or with a new one. */
	public static IdTokens open(Home home, InstantSource clock) throws IOException {
		try {
			Optional<byte[]> kept = home.read(FILE);
			if (kept.isPresent()) {
				return new IdTokens(RSAKey.parse(new String(kept.get(), StandardCharsets.UTF_8)), clock);
			}
			RSAKey made = new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.RS256)
					.keyID("public:hydra.openid.id-token").generate();
			home.write(FILE, made.toJSONString().getBytes(StandardCharsets.UTF_8));
			return new IdTokens(made, clock);
		} catch (JOSEException | ParseException e) {
			throw new IOException("The signing key could not be made or read: " + e.getMessage(), e);
		}
	}

	/** Returns the public key as a JWK set. */
	String keySet() {
		return new JWKSet(key.toPublicJWK()).toString() + "\n";
	}

	/** Returns the signed ID token for what was just issued. */
	String sign(String issuer, Issued issued) {
		Instant now = clock.instant();
		JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(issuer).subject(issued.user().uuid())
				.audience(OpenId.CLIENT).issueTime(Date.from(now)).expirationTime(Date.from(now.plus(LIFE)))
				.jwtID(UUID.randomUUID().toString()).claim("name", issued.user().name())
				.claim("email", issued.user().email()).claim("authSource", "pydio")
				.claim("auth_time", issued.since().getEpochSecond())
				.claim("rat", issued.since().getEpochSecond())
				.claim("sid", issued.signIn()).claim("at_hash", leftHalf(issued.access()));
		issued.nonce().ifPresent(nonce -> claims.claim("nonce", nonce));
		SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID())
				.type(JOSEObjectType.JWT).build(), claims.build());
		try {
			token.sign(signer);
		} catch (JOSEException e) {
			throw new IllegalStateException("The server's own key does not sign", e);
		}
		return token.serialize();
	}

	private static String leftHalf(String accessToken) {
		byte[] digest = Secrets.sha256(accessToken);
		return Base64.getUrlEncoder().withoutPadding()
				.encodeToString(Arrays.copyOf(digest, digest.length / 2));
	}
}
