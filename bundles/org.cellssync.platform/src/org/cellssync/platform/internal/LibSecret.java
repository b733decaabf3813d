package org.cellssync.platform.internal;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/** The functions of libsecret that are called. Names, order and types are those of its C interface. */
interface LibSecret extends Library {

	/** Flag: load the collections. */
	int LOAD_COLLECTIONS = 1 << 2;

	/** Flag: load secrets of items found; of locked ones it has none. */
	int LOAD_SECRETS = 1 << 3;

	static LibSecret load() {
		return Native.load("libsecret-1.so.0", LibSecret.class);
	}

	Pointer secret_service_get_sync(int flags, Pointer cancellable, PointerByReference error);

	Pointer secret_service_search_sync(Pointer service, Pointer schema, Pointer attributes, int flags,
			Pointer cancellable,
			PointerByReference error);

	int secret_service_store_sync(Pointer service, Pointer schema, Pointer attributes, String collection,
			String label,
			Pointer value, Pointer cancellable, PointerByReference error);

	int secret_service_clear_sync(Pointer service, Pointer schema, Pointer attributes, Pointer cancellable,
			PointerByReference error);

	Pointer secret_collection_for_alias_sync(Pointer service, String alias, int flags, Pointer cancellable,
			PointerByReference error);

	int secret_collection_get_locked(Pointer collection);

	int secret_item_get_locked(Pointer item);

	Pointer secret_item_get_secret(Pointer item);

	Pointer secret_value_new(String secret, long length, String contentType);

	String secret_value_get_text(Pointer value);

	void secret_value_unref(Pointer value);
}
