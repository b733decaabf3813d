package org.cellssync.platform.internal;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * The functions of GLib and GObject that are called. Names, order and types are those of their C interface.
 */
interface GLib extends Library {

	static GLib load() {
		return Native.load("libgobject-2.0.so.0", GLib.class);
	}

	Pointer g_hash_table_new(Pointer hash, Pointer equal);

	int g_hash_table_insert(Pointer table, Pointer key, Pointer value);

	void g_hash_table_unref(Pointer table);

	void g_error_free(Pointer error);

	void g_list_free(Pointer list);

	void g_object_unref(Pointer object);
}
