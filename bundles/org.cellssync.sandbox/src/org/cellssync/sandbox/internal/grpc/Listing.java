package org.cellssync.sandbox.internal.grpc;

import java.util.function.Predicate;

import org.cellssync.protocol.tree.ListNodesRequest;
import org.cellssync.protocol.tree.ListNodesResponse;
import org.cellssync.protocol.tree.NodeType;
import org.cellssync.sandbox.internal.tree.Found;
import org.cellssync.sandbox.internal.tree.Walk;
import org.cellssync.sandbox.internal.web.Counters;

import io.grpc.stub.ServerCallStreamObserver;

/** Sends a listing as fast as the caller takes it, and never more than it has room for. */
final class Listing {
	private static final int BATCH = 128;

	private final Walk walk;
	private final ServerCallStreamObserver<ListNodesResponse> observer;
	private final Counters counters;
	private final Predicate<Runnable> held;
	private final Runnable goOn = this::send;
	private final NodeType only;
	private final long limit;
	private long toSkip;
	private long sent;
	private boolean isOver;

	/** @param held whether it is to wait before it goes on, and what it is to run then */
	Listing(Walk walk, ListNodesRequest request, ServerCallStreamObserver<ListNodesResponse> observer,
			Counters counters, Predicate<Runnable> held) {
		this.held = held;
		this.walk = walk;
		this.observer = observer;
		this.counters = counters;
		this.only = request.getFilterType();
		this.limit = request.getLimit() > 0 ? request.getLimit() : Long.MAX_VALUE;
		this.toSkip = request.getOffset();
	}

	void start() {
		observer.setOnReadyHandler(goOn);
		send();
	}

	private synchronized void send() {
		while (!isOver && !observer.isCancelled() && observer.isReady() && (sent == 0 || !held.test(goOn))) {
			var batch = walk.next(BATCH);
			batch.forEach(this::send);
			if (batch.isEmpty() || sent >= limit) {
				isOver = true;
				counters.add("nodes listed", sent);
				observer.onCompleted();
			}
		}
	}

	private void send(Found found) {
		if (only == NodeType.LEAF && found.node().isFolder()
				|| only == NodeType.COLLECTION && !found.node().isFolder()) {
			return;
		}
		if (toSkip > 0) {
			toSkip--;
		} else if (sent < limit) {
			sent++;
			observer.onNext(ListNodesResponse.newBuilder().setNode(Messages.read(found)).build());
		}
	}
}
