package org.cellssync.sandbox.internal.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

import org.cellssync.sandbox.internal.Home;
import org.cellssync.sandbox.internal.web.Faults;
import org.cellssync.sandbox.internal.web.Hazard;

/**
 * The tokens in circulation: personal ones, and those of sign-ins.
 * <p>
 * A refresh token is good once. A refresh revokes the access token before it at once; a second use of a
 * refresh token revokes the whole sign-in (H1). Looking a bearer up takes no lock; changes are written to the
 * home before they are told to anybody.
 */
public final class Tokens implements Bearers {
	private static final String FILE = "tokens.json";
	private static final Gson GSON = new Gson();

	private final Home home;
	private final Accounts accounts;
	private final Faults faults;
	private final InstantSource clock;
	private final Duration life;
	/** Guarded by this. */
	private final List<SignIn> signIns = new ArrayList<>();
	private final Map<String, Grant> grants = new ConcurrentHashMap<>();

	private record Grant(User user, long end, boolean personal) {
	}

	private Tokens(Home home, Accounts accounts, Faults faults, InstantSource clock, Duration life) {
		this.home = home;
		this.accounts = accounts;
		this.faults = faults;
		this.clock = clock;
		this.life = life;
		restorePersonal();
	}

	/** Returns the tokens kept in the home and the personal ones of all users. */
	public static Tokens open(Home home, Accounts accounts, Faults faults, InstantSource clock, Duration life)
			throws IOException {
		Tokens tokens = new Tokens(home, accounts, faults, clock, life);
		Optional<byte[]> kept = home.read(FILE);
		if (kept.isPresent()) {
			try {
				SignIn[] all = GSON.fromJson(new String(kept.get(), StandardCharsets.UTF_8), SignIn[].class);
				tokens.restore(List.of(all));
			} catch (JsonParseException | NullPointerException e) {
				throw new IOException(
						"The tokens in " + home.resolve(FILE) + " cannot be read: " + e.getMessage(), e);
			}
		}
		return tokens;
	}

	@Override
	public Optional<User> user(String bearer) {
		Grant grant = grants.get(bearer);
		return grant == null || grant.end <= clock.millis() ? Optional.empty() : Optional.of(grant.user);
	}

	/** Returns the owner of an access token that a sign-in handed out; personal tokens have none here. */
	Optional<User> signedInUser(String bearer) {
		Grant grant = grants.get(bearer);
		return grant == null || grant.personal ? Optional.empty() : user(bearer);
	}

	/** Begins a sign-in. */
	synchronized Issued begin(User user, String scope, Optional<String> nonce, boolean refreshable)
			throws IOException {
		SignIn made = new SignIn();
		made.id = UUID.randomUUID().toString();
		made.user = user.name();
		made.scope = scope;
		made.nonce = nonce.orElse(null);
		made.since = clock.millis();
		signIns.removeIf(old -> old.isOver(made.since));
		signIns.add(made);
		return issue(made, refreshable);
	}

	/** Replaces all tokens of the sign-in that this refresh token belongs to. */
	synchronized Issued refresh(String refreshToken) throws OAuthException, IOException {
		SignIn signIn = signIns.stream().filter(one -> one.knows(refreshToken)).findFirst()
				.orElseThrow(OAuthException::invalidGrant);
		if (signIn.revoked) {
			throw OAuthException.inactive();
		}
		if (faults.isOn(Hazard.H1)) {
			if (!refreshToken.equals(signIn.refresh)) {
				revoke(signIn);
				save();
				throw OAuthException.inactive();
			}
			endAccess(signIn);
		}
		signIn.usedRefresh.add(signIn.refresh);
		return issue(signIn, true);
	}

	/** Ends the sign-in that a code was already exchanged for. */
	synchronized void revokeSignIn(String id) throws IOException {
		signIns.stream().filter(one -> one.id.equals(id)).forEach(this::revoke);
		save();
	}

	/** Ends the sign-in that an access or refresh token belongs to, if there is one. */
	synchronized void revokeToken(String token) throws IOException {
		signIns.stream().filter(one -> one.knows(token) || one.access.containsKey(token))
				.forEach(this::revoke);
		save();
	}

	/** Makes the access tokens of these users expire at once; refresh tokens stay good. */
	public synchronized void expire(Predicate<User> whose) throws IOException {
		of(whose).forEach(this::endAccess);
		save();
	}

	/** Ends all sign-ins of these users; only signing in again helps. */
	public synchronized void revokeSignIns(Predicate<User> whose) throws IOException {
		of(whose).forEach(this::revoke);
		save();
	}

	/**
	 * Makes the server refuse the personal tokens of these users until they are restored, or it starts anew.
	 */
	public void revokePersonal(Predicate<User> whose) {
		grants.values().removeIf(grant -> grant.personal && whose.test(grant.user));
	}

	/** Makes all personal tokens good again. */
	public void restorePersonal() {
		accounts.all().forEach(one -> grants.put(one.token(), new Grant(one.user(), Long.MAX_VALUE, true)));
	}

	private List<SignIn> of(Predicate<User> whose) {
		return signIns.stream().filter(one -> accounts.named(one.user).filter(whose).isPresent()).toList();
	}

	private Issued issue(SignIn signIn, boolean refreshable) throws IOException {
		User user = accounts.named(signIn.user).orElseThrow();
		String access = Secrets.token();
		long end = clock.millis() + life.toMillis();
		signIn.access.values().removeIf(old -> old <= clock.millis());
		signIn.access.put(access, end);
		signIn.refresh = refreshable ? Secrets.token() : null;
		save();
		grants.values().removeIf(grant -> grant.end <= clock.millis());
		grants.put(access, new Grant(user, end, false));
		return new Issued(signIn.id, user, access, life, Optional.ofNullable(signIn.refresh), signIn.scope,
				Optional.ofNullable(signIn.nonce), Instant.ofEpochMilli(signIn.since));
	}

	private void revoke(SignIn signIn) {
		signIn.revoked = true;
		endAccess(signIn);
	}

	private void endAccess(SignIn signIn) {
		signIn.access.keySet().forEach(grants::remove);
		signIn.access.clear();
	}

	private synchronized void restore(List<SignIn> kept) {
		for (SignIn signIn : kept) {
			Optional<User> user = accounts.named(signIn.user);
			if (user.isPresent() && !signIn.isOver(clock.millis())) {
				signIns.add(signIn);
				signIn.access.forEach((token, end) -> grants.put(token, new Grant(user.get(), end, false)));
			}
		}
	}

	private void save() throws IOException {
		if (home.isKept()) {
			home.write(FILE, GSON.toJson(signIns).getBytes(StandardCharsets.UTF_8));
		}
	}
}
