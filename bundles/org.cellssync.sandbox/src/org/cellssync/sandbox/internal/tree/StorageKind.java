package org.cellssync.sandbox.internal.tree;

/** How a data source lays its content out. */
public enum StorageKind {
	/** Content by uuid; names live in the index alone. */
	FLAT,
	/** Content by path, with a {@code .pydio} in every folder; the index follows the storage with a delay. */
	STRUCTURED
}
