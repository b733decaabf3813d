package org.cellssync.transport;

/** As what we announce ourselves; the server decides by it which family of workspaces it lists. */
public enum Announcement {

	/** Understands hashes of the v4 family. */
	V4("cells-sync/0.9.4"),
	/** Understands plain MD5 alone: the old family. */
	OLD("cells-sync/0.9.2");

	private final String text;

	Announcement(String text) {
		this.text = text;
	}

	/** Returns what is sent. */
	public String text() {
		return text;
	}
}
