package org.cellssync.sandbox.internal.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.cellssync.sandbox.internal.events.Origin;
import org.cellssync.sandbox.internal.storage.BlockDigest;
import org.cellssync.sandbox.internal.storage.Content;

/**
 * What a new world holds: something to read in the read-only workspace, and old files in the old-family one.
 */
final class Samples {
	private static final String MANUAL = """
			Read only
			=========

			Everybody may look at what is here, nobody may change it.
			""";

	private final Forest forest;
	private final Workspaces workspaces;
	private final Folders folders;

	Samples(Forest forest, Workspaces workspaces, Folders folders) {
		this.forest = forest;
		this.workspaces = workspaces;
		this.folders = folders;
	}

	/** Fills the workspaces that are the same for everybody, unless something is there. */
	void plant() {
		var readOnly = workspaces.shared(Workspaces.READ_ONLY);
		if (!readOnly.source().root().hasChildren()) {
			add(readOnly, "welcome.txt", MANUAL, true);
			add(readOnly, "manual/chapter 1.txt", "The first chapter.\n", true);
			add(readOnly, "manual/pictures/legend.csv", "picture,shows\n1,a cell\n", true);
			add(readOnly, "manual/empty.txt", "", true);
		}
		var other = workspaces.shared(Workspaces.OTHER);
		if (!other.source().root().hasChildren()) {
			var isHashed = other.source().family() == Family.V4;
			add(other, "archive/report 2019.txt", "Written before hashes changed.\n", isHashed);
			add(other, "archive/letters/letter.txt", "Dear reader,\n", isHashed);
		}
	}

	private void add(Workspace workspace, String path, String text, boolean isHashed) {
		var bytes = text.getBytes(StandardCharsets.UTF_8);
		var digest = new BlockDigest();
		digest.update(bytes, 0, bytes.length);
		add(workspace, path, store(bytes), digest.finish(), isHashed);
	}

	/** Returns bytes as content of the store. */
	private Content store(byte[] bytes) {
		try (var receiver = forest.contents.receive()) {
			receiver.write(bytes, 0, bytes.length);
			return receiver.finish();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private void add(Workspace workspace, String path, Content content, BlockDigest.Digests digests,
			boolean isHashed) {
		var place = new Place(workspace, workspace.source(), workspace.base(), workspace.slug(),
				TreePath.join(workspace.base(), path), workspace.slug() + "/" + path);
		var parent = folders.parentOfContent(place, TreePath.parent(place.path()), Origin.NONE);
		var entry = new Entry(forest.newUuid(), TreePath.name(path), false, forest.seconds());
		entry.size = content.size();
		entry.content = content;
		entry.mime = MediaTypes.of(path);
		entry.etag = content.size() == 0 ? BlockDigest.EMPTY_TAG : digests.tag();
		entry.settleNow(isHashed ? digests.hash() : "", 0);
		forest.link(parent, entry);
	}
}
