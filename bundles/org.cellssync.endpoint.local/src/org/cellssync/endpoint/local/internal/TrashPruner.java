package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import org.cellssync.api.endpoint.EndpointSettings;

/**
 * Removes from a trash what is too old and, the oldest first, what is too much. Used by one thread at a time.
 */
final class TrashPruner {

	private final TrashFolder trash;
	private final EndpointSettings settings;
	/**
	 * What the trash holds and how old its oldest batch is, as far as known; a negative size is not known.
	 */
	private long bytes = -1;
	private Instant oldest = Instant.MAX;

	TrashPruner(TrashFolder trash, EndpointSettings settings) {
		this.trash = trash;
		this.settings = settings;
	}

	/** Returns the trash. */
	TrashFolder trash() {
		return trash;
	}

	/** Something was put aside. */
	void added(long size, Instant time) {
		bytes = bytes < 0 ? bytes : bytes + size;
		oldest = time.isBefore(oldest) ? time : oldest;
	}

	/** Removes what has to go at the time {@code now}. */
	void prune(Instant now) throws IOException {
		Instant limit = now.minus(settings.trashAge());
		if (bytes >= 0 && bytes <= settings.trashBytes() && !oldest.isBefore(limit)) {
			return;
		}
		List<TrashFolder.Batch> batches = trash.batches();
		long kept = 0;
		for (TrashFolder.Batch batch : batches.reversed()) {
			kept = batch.time().isBefore(limit) ? remove(batch, kept) : shrink(batch, kept);
		}
		bytes = kept;
		oldest = trash.batches().stream().map(TrashFolder.Batch::time).findFirst().orElse(Instant.MAX);
	}

	private static long remove(TrashFolder.Batch batch, long kept) throws IOException {
		Copies.deleteTree(batch.place());
		return kept;
	}

	/**
	 * Keeps the newest items for which there is room beside {@code kept} bytes; returns the bytes kept
	 * altogether.
	 */
	private long shrink(TrashFolder.Batch batch, long kept) throws IOException {
		long sum = kept;
		boolean any = false;
		for (TrashIndex.Line line : batch.items().reversed()) {
			if (sum + line.size() <= settings.trashBytes()) {
				sum += line.size();
				any = true;
			} else {
				Copies.deleteTree(batch.item(line.name()));
			}
		}
		if (!any) {
			Copies.deleteTree(batch.place());
		}
		return sum;
	}
}
