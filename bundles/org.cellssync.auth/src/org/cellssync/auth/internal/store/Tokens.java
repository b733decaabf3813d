package org.cellssync.auth.internal.store;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * The tokens of an account.
 *
 * @param access goes with every call
 * @param refresh good for one renewal; empty for a personal token, which cannot be renewed
 * @param identity says who signed in, as the server signed it
 * @param issued when they were asked for, by our clock
 * @param expires when the access token ends, by our clock
 */
public record Tokens(String access, Optional<String> refresh, Optional<String> identity, Instant issued,
		Instant expires) {

	/** Requires all parts. */
	public Tokens {
		Objects.requireNonNull(access);
		Objects.requireNonNull(refresh);
		Objects.requireNonNull(identity);
		Objects.requireNonNull(issued);
		Objects.requireNonNull(expires);
	}

	/** Returns a personal token, which ends when the server says so. */
	public static Tokens personal(String token, Instant now) {
		return new Tokens(token, Optional.empty(), Optional.empty(), now, Instant.MAX);
	}

	/** Returns whether these can be renewed. */
	public boolean isRenewable() {
		return refresh.isPresent();
	}

	/** Returns whether half of their life is still ahead. */
	public boolean isFresh(Instant now) {
		return !isRenewable() || now.isBefore(issued.plus(Duration.between(issued, expires).dividedBy(2)));
	}

	/** Returns whether the access token is over by our clock. */
	public boolean isOver(Instant now) {
		return !now.isBefore(expires);
	}

	/** Returns the text to be kept as a secret. */
	public String json() {
		JsonObject json = new JsonObject();
		json.addProperty("access", access);
		refresh.ifPresent(token -> json.addProperty("refresh", token));
		identity.ifPresent(token -> json.addProperty("id", token));
		json.addProperty("issuedAt", issued.toString());
		if (isRenewable()) {
			json.addProperty("expiresAt", expires.toString());
		}
		return json.toString();
	}

	/** Returns the tokens of a text kept before; empty where it is none of ours. */
	public static Optional<Tokens> parse(String text) {
		try {
			if (!(JsonParser.parseString(text) instanceof JsonObject json)) {
				return Optional.empty();
			}
			Optional<String> access = text(json, "access");
			Optional<Instant> issued = text(json, "issuedAt").map(Instant::parse);
			if (access.isEmpty() || issued.isEmpty()) {
				return Optional.empty();
			}
			Instant expires = text(json, "expiresAt").map(Instant::parse).orElse(Instant.MAX);
			return Optional.of(
					new Tokens(access.get(), text(json, "refresh"), text(json, "id"), issued.get(), expires));
		} catch (JsonParseException | DateTimeException foreign) {
			// The text itself must not get into a log; without it there is nothing to say.
			return Optional.empty();
		}
	}

	private static Optional<String> text(JsonObject json, String key) {
		JsonElement value = json.get(key);
		return value == null || !value.isJsonPrimitive() ? Optional.empty()
				: Optional.of(value.getAsString());
	}

	/** Shows no token. */
	@Override
	public String toString() {
		return "Tokens[***, issued=" + issued + ", expires=" + expires + ", renewable=" + isRenewable() + ']';
	}
}
