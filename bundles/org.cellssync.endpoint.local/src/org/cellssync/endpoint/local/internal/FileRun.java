package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.core.sync.Change;
import org.cellssync.core.tree.Entry;

/**
 * Receives many files at once and places them in batches. The calling thread places; others receive
 * meanwhile, never much more than the next batch.
 */
final class FileRun {

	static final int PARALLEL = 8;
	private static final int BATCH = 64;
	private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final Receiver receiver;
	private final Placing placing;
	private final Troubles troubles;
	private final Ledger ledger;
	private final Cancellation cancel;
	private final ExecutorService threads;
	private final BlockingQueue<Received> received = new ArrayBlockingQueue<>(BATCH);
	private final AtomicInteger next = new AtomicInteger();
	private final AtomicInteger working = new AtomicInteger();
	private volatile boolean over;

	FileRun(Receiver receiver, Placing placing, Troubles troubles, Ledger ledger, Cancellation cancel,
			ExecutorService threads) {
		this.receiver = receiver;
		this.placing = placing;
		this.troubles = troubles;
		this.ledger = ledger;
		this.cancel = cancel;
		this.threads = threads;
	}

	/**
	 * Performs changes whose {@code after} is a file. When this returns or throws, no temporary file is
	 * left but what is kept of large ones.
	 */
	void perform(List<Change> changes) {
		List<Future<?>> workers = new ArrayList<>();
		int count = Math.min(PARALLEL, changes.size());
		working.set(count);
		try {
			for (int i = 0; i < count; i++) {
				workers.add(threads.submit(() -> work(changes)));
			}
			placeAll();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted while files were received");
		} finally {
			over = true;
			end(workers);
		}
		cancel.check();
	}

	private void work(List<Change> changes) {
		try {
			int index = next.getAndIncrement();
			while (index < changes.size() && !over && !ledger.isStopped()) {
				receive(changes.get(index));
				index = next.getAndIncrement();
			}
		} catch (CancellationException e) {
			// the one who places sees it as well
			over = true;
		} finally {
			working.decrementAndGet();
		}
	}

	private void receive(Change change) {
		cancel.check();
		try {
			hand(receiver.receive(change, (Entry.File) change.after()));
		} catch (Refusal e) {
			ledger.failed(change, e.diagnostic());
		} catch (EndpointException e) {
			ledger.failed(change, e.diagnostic());
		} catch (IOException e) {
			ledger.failed(change, troubles.writing(e, change.path().value()));
		}
	}

	private void hand(Received file) {
		try {
			while (!received.offer(file, 50, TimeUnit.MILLISECONDS)) {
				if (over) {
					file.discard();
					return;
				}
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			file.discard();
			over = true;
		}
	}

	private void placeAll() throws InterruptedException {
		List<Received> batch = new ArrayList<>();
		long begun = 0;
		// Where no more is begun, what is whole already is placed all the same: it need not come again.
		while (!over) {
			boolean last = working.get() == 0;
			Received file = received.poll(last ? 0 : 10, TimeUnit.MILLISECONDS);
			if (file != null) {
				begun = batch.isEmpty() ? System.nanoTime() : begun;
				batch.add(file);
			}
			boolean due = batch.size() >= BATCH
					|| !batch.isEmpty() && System.nanoTime() - begun > BATCH_NANOS;
			if (due || file == null && last) {
				placing.place(batch);
				batch.clear();
			}
			if (file == null && last) {
				return;
			}
		}
		batch.forEach(Received::discard);
	}

	/** Waits for the workers, who end with their present file, and drops what they hand over still. */
	private void end(List<Future<?>> workers) {
		boolean interrupted = false;
		for (Future<?> worker : workers) {
			boolean ended = false;
			while (!ended) {
				try {
					worker.get();
					ended = true;
				} catch (InterruptedException e) {
					interrupted = true;
				} catch (ExecutionException e) {
					dropReceived();
					throw new IllegalStateException("receiving failed unexpectedly", e.getCause());
				}
			}
		}
		dropReceived();
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private void dropReceived() {
		List<Received> left = new ArrayList<>();
		received.drainTo(left);
		left.forEach(Received::discard);
	}
}
