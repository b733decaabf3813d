package org.cellssync.auth.internal.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.ClientCertificate;
import org.cellssync.api.account.Fingerprint;
import org.cellssync.api.account.NetworkProxy;
import org.cellssync.api.account.Route;
import org.cellssync.api.account.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

/**
 * The accounts in {@code accounts.json}. Read again whenever another process has written it; written under a
 * lock. Thread-safe.
 */
public final class AccountBook {

	private static final Logger LOG = LoggerFactory.getLogger(AccountBook.class);
	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
	private static final int VERSION = 1;

	private final Path folder;
	private final Path file;
	private final RouteVault vault;
	/** Guarded by this. */
	private Stamp seen = Stamp.NONE;
	/** Guarded by this. */
	private SortedMap<String, Account> accounts = new TreeMap<>();
	/** Whether a secret could not be read; guarded by this. */
	private boolean locked;

	private record Stamp(Object key, FileTime modified, long size) {
		static final Stamp NONE = new Stamp("", FileTime.fromMillis(0), -1);
	}

	/** What the file holds; its names are the file's. */
	private record Content(int version, List<Entry> accounts) {
	}

	private record Entry(String id, String url, String user, String label, boolean signedIn, String ca, String pin,
			String client, String proxy, boolean personalToken) {
	}

	/**
	 * @param folder the folder of settings
	 * @param vault where the secrets of ways are
	 */
	public AccountBook(Path folder, RouteVault vault) {
		this.folder = folder;
		this.vault = vault;
		this.file = folder.resolve("accounts.json");
	}

	/** Returns all accounts in the order of their ids. */
	public synchronized List<Account> list() {
		readWhereChanged();
		return List.copyOf(accounts.values());
	}

	/** Returns the account of this id. */
	public synchronized Optional<Account> find(String id) {
		readWhereChanged();
		return Optional.ofNullable(accounts.get(id));
	}

	/** Adds an account, or replaces the one of its id; on disk when this returns. */
	public void put(Account account) throws IOException {
		change(all -> all.put(account.id(), account));
	}

	/** Removes an account; on disk when this returns. */
	public void remove(String id) throws IOException {
		change(all -> all.remove(id));
	}

	private void change(Consumer<SortedMap<String, Account>> change) throws IOException {
		try (ProcessLock lock = ProcessLock.hold(folder.resolve("accounts.lock"))) {
			Objects.requireNonNull(lock);
			synchronized (this) {
				readWhereChanged();
				SortedMap<String, Account> next = new TreeMap<>(accounts);
				change.accept(next);
				OwnerOnlyFile.write(file,
						GSON.toJson(content(next.values())).getBytes(StandardCharsets.UTF_8));
				readWhereChanged();
			}
		}
	}

	private void readWhereChanged() {
		try {
			Stamp now = stamp();
			if (now.equals(seen)) {
				return;
			}
			locked = false;
			accounts = now.equals(Stamp.NONE) ? new TreeMap<>() : read();
			// Secrets that could not be read are asked for again the next time.
			seen = locked ? Stamp.NONE : now;
		} catch (NoSuchFileException vanished) {
			accounts = new TreeMap<>();
			seen = Stamp.NONE;
		} catch (IOException unreadable) {
			throw new UncheckedIOException(unreadable);
		}
	}

	private Stamp stamp() throws IOException {
		if (Files.notExists(file)) {
			return Stamp.NONE;
		}
		BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
		Object key = attributes.fileKey();
		return new Stamp(key == null ? "" : key, attributes.lastModifiedTime(), attributes.size());
	}

	private SortedMap<String, Account> read() throws IOException {
		String text = Files.readString(file);
		try {
			Content content = GSON.fromJson(text, Content.class);
			if (content != null && content.version() > VERSION) {
				throw new IllegalStateException(file + " was written by a later version of this program");
			}
			if (content != null && content.accounts() != null) {
				SortedMap<String, Account> found = new TreeMap<>();
				for (Entry entry : content.accounts()) {
					found.put(entry.id(), account(entry));
				}
				return found;
			}
		} catch (JsonParseException | NullPointerException | IllegalArgumentException broken) {
			return setAside(broken);
		}
		return setAside(null);
	}

	/** Nothing is lost: whoever wants can look into it. */
	private SortedMap<String, Account> setAside(RuntimeException reason) throws IOException {
		Path aside = Files.createTempFile(folder, "accounts-unreadable-", ".json");
		Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
		LOG.error("The accounts could not be read and were set aside as {}", aside, reason);
		return new TreeMap<>();
	}

	private Account account(Entry entry) {
		return new Account(Objects.requireNonNull(entry.id()), Objects.requireNonNull(entry.url()),
				Objects.requireNonNull(entry.user()), Objects.requireNonNullElse(entry.label(), entry.url()),
				entry.signedIn(), route(entry), entry.personalToken());
	}

	private Route route(Entry entry) {
		Route route = Route.USUAL.withCa(Optional.ofNullable(entry.ca()).map(folder::resolve))
				.withPin(Optional.ofNullable(entry.pin()).map(Fingerprint::parse));
		if (entry.client() != null) {
			Path copy = folder.resolve(entry.client());
			Secret passphrase = secret(() -> vault.passphrase(entry.id(), copy)).orElse(new Secret(""));
			route = route.withClient(Optional.of(new ClientCertificate(copy, passphrase)));
		}
		if (entry.proxy() == null) {
			return route;
		}
		NetworkProxy proxy = NetworkProxy.parse(entry.proxy());
		if (proxy instanceof NetworkProxy.Fixed fixed && fixed.user().isPresent()) {
			proxy = fixed.withPassword(secret(() -> vault.proxyPassword(entry.id())));
		}
		return route.withProxy(proxy);
	}

	private interface Reading {
		Optional<Secret> get() throws IOException;
	}

	/** Without it the server or the proxy says what is missing; the account itself is there all the same. */
	private Optional<Secret> secret(Reading reading) {
		try {
			return reading.get();
		} catch (IOException unreadable) {
			LOG.warn("A secret of an account cannot be read now", unreadable);
			locked = true;
			return Optional.empty();
		}
	}

	private static Content content(Collection<Account> accounts) {
		List<Entry> entries = new ArrayList<>();
		for (Account account : accounts) {
			entries.add(new Entry(account.id(), account.url(), account.user(), account.label(),
					account.signedIn(), account.route().ca().map(AccountBook::name).orElse(null),
					account.route().pin().map(Fingerprint::text).orElse(null),
					account.route().client().map(ClientCertificate::file).map(AccountBook::name).orElse(null),
					account.route().proxy() == NetworkProxy.Given.SYSTEM ? null : account.route().proxy().text(),
					account.personalToken()));
		}
		return new Content(VERSION, entries);
	}

	private static String name(Path copy) {
		return copy.getFileName().toString();
	}

	/**
	 * Adds an account or replaces the one of its id, with copies of its way's files and with its way's secrets. Before the
	 * account itself is written what it needs is there, and what the former needed is there still.
	 *
	 * @param files what the files of the way held when it was gone
	 * @return the account with the copies
	 */
	public Account keep(Account account, RouteFiles files) throws IOException {
		Optional<Account> former = find(account.id());
		Route route = account.route().withCa(Optional.empty()).withClient(Optional.empty());
		if (files.ca().isPresent()) {
			Path copy = folder.resolve(AccountId.fileName(account.id()) + ".pem");
			OwnerOnlyFile.write(copy, files.ca().get());
			route = route.withCa(Optional.of(copy));
		}
		if (files.client().isPresent()) {
			// Named by its content: a passphrase is found by the name, and is never that of another.
			byte[] content = files.client().get();
			Path copy = folder.resolve(AccountId.fileName(account.id()) + '-' + digest(content) + ".p12");
			OwnerOnlyFile.write(copy, content);
			route = route.withClient(account.route().client().map(each -> new ClientCertificate(copy, each.passphrase())));
		}
		Account kept = account.withRoute(route);
		vault.write(kept);
		put(kept);
		if (former.isPresent()) {
			forget(former.get(), kept.route());
		}
		return kept;
	}

	private static String digest(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 8);
		} catch (NoSuchAlgorithmException impossible) {
			throw new IllegalStateException(impossible);
		}
	}

	/** Forgets what the way of a removed account needed. */
	public void forget(Account account) throws IOException {
		vault.forgetProxy(account.id());
		forget(account, Route.USUAL);
	}

	private void forget(Account account, Route needed) throws IOException {
		Optional<Path> ca = account.route().ca();
		if (ca.isPresent() && !ca.equals(needed.ca())) {
			Files.deleteIfExists(ca.get());
		}
		Optional<Path> client = account.route().client().map(ClientCertificate::file);
		if (client.isPresent() && !client.equals(needed.client().map(ClientCertificate::file))) {
			Files.deleteIfExists(client.get());
			vault.forgetClient(account.id(), client.get());
		}
	}

	/** Returns the file whose lock says who renews an account's tokens. */
	public Path lockFile(String id) {
		return folder.resolve(AccountId.fileName(id) + ".lock");
	}
}
