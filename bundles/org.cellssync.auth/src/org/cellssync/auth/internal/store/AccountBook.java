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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.cellssync.api.account.Account;
import org.cellssync.api.account.Route;
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
	/** Guarded by this. */
	private Stamp seen = Stamp.NONE;
	/** Guarded by this. */
	private SortedMap<String, Account> accounts = new TreeMap<>();

	private record Stamp(Object key, FileTime modified, long size) {
		static final Stamp NONE = new Stamp("", FileTime.fromMillis(0), -1);
	}

	/** What the file holds; its names are the file's. */
	private record Content(int version, List<Entry> accounts) {
	}

	private record Entry(String id, String url, String user, String label, boolean signedIn, String ca,
			boolean personalToken) {
	}

	/** @param folder the folder of settings */
	public AccountBook(Path folder) {
		this.folder = folder;
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
			accounts = now.equals(Stamp.NONE) ? new TreeMap<>() : read();
			seen = now;
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
		} catch (JsonParseException | NullPointerException broken) {
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
				entry.signedIn(), Route.USUAL.withCa(Optional.ofNullable(entry.ca()).map(folder::resolve)),
				entry.personalToken());
	}

	private static Content content(Collection<Account> accounts) {
		List<Entry> entries = new ArrayList<>();
		for (Account account : accounts) {
			entries.add(new Entry(account.id(), account.url(), account.user(), account.label(),
					account.signedIn(), account.route().ca().map(ca -> ca.getFileName().toString()).orElse(null),
					account.personalToken()));
		}
		return new Content(VERSION, entries);
	}

	/**
	 * Keeps a copy of a certificate file for an account.
	 *
	 * @param content what the file held when the sign-in began
	 */
	public Path keepCertificate(String id, byte[] content) throws IOException {
		Path copy = folder.resolve(AccountId.fileName(id) + ".pem");
		OwnerOnlyFile.write(copy, content);
		return copy;
	}

	/** Forgets the copies of the files an account's way needs. */
	public void forgetFiles(Account account) throws IOException {
		if (account.route().ca().isPresent()) {
			Files.deleteIfExists(account.route().ca().get());
		}
	}

	/** Returns the file whose lock says who renews an account's tokens. */
	public Path lockFile(String id) {
		return folder.resolve(AccountId.fileName(id) + ".lock");
	}
}
