package org.cellssync.platform.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/**
 * The secret service of a Linux desktop, through libsecret. Items are ours alone: the provider that Equinox
 * has for this service keeps one item for all programs of a user and replaces it for each new storage file,
 * after which no other can read its own.
 * <p>
 * Nothing is unlocked, since that asks a person: a locked collection counts as no keychain.
 */
final class LibSecretKeychain implements Keychain {

	private static final String SCHEMA = "org.cellssync";
	private static final String ATTRIBUTE = "data-folder";
	private static final String LABEL = "CellsSync";
	private static final String COLLECTION = "default";

	/** Bytes of a schema: name, flags, 32 attributes of name and type, and room for what is reserved. */
	private static final int SCHEMA_BYTES = 1024;
	private static final int ATTRIBUTES_OFFSET = 16;
	private static final int ERROR_MESSAGE_OFFSET = 8;

	// guarded by this class
	private static LibSecret library;

	private final Function<String, String> environment;

	/**
	 * A keychain that is looked for when it is needed.
	 *
	 * @param environment returns the value of a variable, null for none
	 */
	LibSecretKeychain(Function<String, String> environment) {
		this.environment = environment;
	}

	@Override
	public Optional<String> find(String id) throws KeychainException {
		return open().find(id);
	}

	@Override
	public void store(String id, String secret) throws KeychainException {
		open().store(id, secret);
	}

	@Override
	public void remove(String id) throws KeychainException {
		open().remove(id);
	}

	@Override
	public boolean removes() {
		return true;
	}

	@Override
	public void check() throws KeychainException {
		open();
	}

	/**
	 * Once loaded it stays: GLib's types point to names that lie in the library, and reading one of them after
	 * it was unloaded, as GTK does when it opens a window, ends the process.
	 */
	private static synchronized LibSecret library() {
		if (library == null) {
			library = LibSecret.load();
		}
		return library;
	}

	private Session open() throws KeychainException {
		// Without a bus the library would start one of its own, which nobody else would ever talk to.
		String runtime = environment.apply("XDG_RUNTIME_DIR");
		boolean bus = environment.apply("DBUS_SESSION_BUS_ADDRESS") != null
				|| runtime != null && Files.exists(Path.of(runtime, "bus"));
		if (!bus) {
			throw new KeychainException("there is no session bus");
		}
		try {
			return new Session(library(), GLib.load());
		} catch (UnsatisfiedLinkError e) {
			throw new KeychainException("libsecret is not installed", e);
		}
	}

	/** A connection to the service. The library keeps one for the process, so there is nothing to close. */
	private static final class Session {

		private final LibSecret secrets;
		private final GLib glib;
		private final Pointer service;
		private final Memory schema = new Memory(SCHEMA_BYTES);
		private final Memory schemaName = text(SCHEMA);
		private final Memory attributeName = text(ATTRIBUTE);

		Session(LibSecret secrets, GLib glib) throws KeychainException {
			this.secrets = secrets;
			this.glib = glib;
			schema.clear();
			schema.setPointer(0, schemaName);
			schema.setPointer(ATTRIBUTES_OFFSET, attributeName);
			PointerByReference error = new PointerByReference();
			this.service = secrets.secret_service_get_sync(LibSecret.LOAD_COLLECTIONS, null, error);
			check(error);
			requireUnlocked();
		}

		private void requireUnlocked() throws KeychainException {
			PointerByReference error = new PointerByReference();
			Pointer collection = secrets.secret_collection_for_alias_sync(service, COLLECTION, 0, null,
					error);
			check(error);
			if (collection == null) {
				throw new KeychainException("there is no default keyring");
			}
			boolean locked = secrets.secret_collection_get_locked(collection) != 0;
			glib.g_object_unref(collection);
			if (locked) {
				throw new KeychainException("the keyring is locked");
			}
		}

		Optional<String> find(String id) throws KeychainException {
			PointerByReference error = new PointerByReference();
			Memory idText = text(id);
			Pointer attributes = attributes(idText);
			Pointer list = secrets.secret_service_search_sync(service, schema, attributes,
					LibSecret.LOAD_SECRETS, null, error);
			glib.g_hash_table_unref(attributes);
			check(error);
			if (list == null) {
				return Optional.empty();
			}
			Pointer item = list.getPointer(0);
			try {
				return Optional.of(secret(item));
			} finally {
				glib.g_object_unref(item);
				glib.g_list_free(list);
			}
		}

		private String secret(Pointer item) throws KeychainException {
			Pointer value = secrets.secret_item_get_locked(item) != 0 ? null
					: secrets.secret_item_get_secret(item);
			if (value == null) {
				throw new KeychainException("the item in the keyring is locked");
			}
			String secret = secrets.secret_value_get_text(value);
			secrets.secret_value_unref(value);
			if (secret == null) {
				throw new KeychainException("the item in the keyring holds no text");
			}
			return secret;
		}

		void store(String id, String secret) throws KeychainException {
			PointerByReference error = new PointerByReference();
			Memory idText = text(id);
			Pointer attributes = attributes(idText);
			Pointer value = secrets.secret_value_new(secret, -1, "text/plain");
			int stored = secrets.secret_service_store_sync(service, schema, attributes, COLLECTION, LABEL,
					value, null, error);
			secrets.secret_value_unref(value);
			glib.g_hash_table_unref(attributes);
			check(error);
			if (stored == 0) {
				throw new KeychainException("the keyring did not take the item");
			}
		}

		/** What it returns says only whether there was something to remove. */
		void remove(String id) throws KeychainException {
			PointerByReference error = new PointerByReference();
			Memory idText = text(id);
			Pointer attributes = attributes(idText);
			secrets.secret_service_clear_sync(service, schema, attributes, null, error);
			glib.g_hash_table_unref(attributes);
			check(error);
		}

		/** The table points to the texts and does not own them: the caller keeps them until it is gone. */
		private Pointer attributes(Memory id) {
			NativeLibrary library = NativeLibrary.getInstance("libglib-2.0.so.0");
			Pointer table = glib.g_hash_table_new(library.getFunction("g_str_hash"),
					library.getFunction("g_str_equal"));
			glib.g_hash_table_insert(table, attributeName, id);
			return table;
		}

		private void check(PointerByReference error) throws KeychainException {
			Pointer trouble = error.getValue();
			if (trouble != null) {
				String message = trouble.getPointer(ERROR_MESSAGE_OFFSET).getString(0,
						StandardCharsets.UTF_8.name());
				glib.g_error_free(trouble);
				throw new KeychainException(message);
			}
		}

		private static Memory text(String text) {
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			Memory memory = new Memory(bytes.length + 1L);
			memory.write(0, bytes, 0, bytes.length);
			memory.setByte(bytes.length, (byte) 0);
			return memory;
		}
	}
}
