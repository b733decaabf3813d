package org.cellssync.sandbox.internal.tree;

/** Content on its way to a node. */
public final class Upload {
	final Place place;
	final Entry entry;
	/** Whether the node was made for this upload, and goes with it. */
	final boolean isNew;

	Upload(Place place, Entry entry, boolean isNew) {
		this.place = place;
		this.entry = entry;
		this.isNew = isNew;
	}

	/** Returns the uuid of the node. */
	public String uuid() {
		return entry.uuid;
	}

	/** Returns the name of the data source that the content goes to. */
	public String source() {
		return place.source().name();
	}
}
