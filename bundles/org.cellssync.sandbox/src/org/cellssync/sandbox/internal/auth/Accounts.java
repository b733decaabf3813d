package org.cellssync.sandbox.internal.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

import org.cellssync.sandbox.internal.Home;

/** The users of the server, made at its first start. Immutable. */
public final class Accounts {
	private static final String FILE = "accounts.json";
	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

	private final List<Account> all;

	private Accounts(List<Account> all) {
		this.all = List.copyOf(all);
	}

	/** Returns the users kept in the home, or two new ones. */
	public static Accounts open(Home home) throws IOException {
		Optional<byte[]> kept = home.read(FILE);
		if (kept.isPresent()) {
			try {
				String json = new String(kept.get(), StandardCharsets.UTF_8);
				return new Accounts(List.of(GSON.fromJson(json, Account[].class)));
			} catch (JsonParseException | NullPointerException e) {
				throw new IOException(
						"The users in " + home.resolve(FILE) + " cannot be read: " + e.getMessage(), e);
			}
		}
		List<Account> made = List.of(account("admin"), account("user"));
		home.write(FILE, GSON.toJson(made).getBytes(StandardCharsets.UTF_8));
		return new Accounts(made);
	}

	/** Returns all users, in the order in which they are shown. */
	public List<Account> all() {
		return all;
	}

	/** Returns the user of this name. */
	public Optional<User> named(String name) {
		return all.stream().map(Account::user).filter(user -> user.name().equals(name)).findFirst();
	}

	/** Returns the user whose name and password these are. */
	public Optional<User> signedIn(String name, String password) {
		return all.stream().filter(account -> account.user().name().equals(name))
				.filter(account -> Secrets.same(account.password(), password)).map(Account::user).findFirst();
	}

	private static Account account(String name) {
		User user = new User(name, UUID.randomUUID().toString(), name + "@example.org");
		return new Account(user, Secrets.password(), Secrets.token());
	}
}
