package org.cellssync.sandbox.internal.tree;

import org.cellssync.sandbox.internal.events.Origin;

/** Content on its way to a node. */
public final class Upload {
	final Place place;
	final Origin origin;
	final Entry entry;
	/** Whether the node was made for this upload, and goes with it. */
	final boolean isNew;

	Upload(Place place, Origin origin, Entry entry, boolean isNew) {
		this.place = place;
		this.origin = origin;
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
