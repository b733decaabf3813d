package org.cellssync.sandbox.internal.grpc;

import org.cellssync.sandbox.internal.tree.TreeException;

import io.grpc.stub.StreamObserver;

/** Answers every request of a stream with one reply, in order. */
abstract class PingPong<Q, R> implements StreamObserver<Q> {
	private final StreamObserver<R> replies;
	private boolean isOver;

	PingPong(StreamObserver<R> replies) {
		this.replies = replies;
	}

	/** Returns the reply; a refusal ends the stream. */
	abstract R answer(Q request);

	@Override
	public void onNext(Q request) {
		if (isOver) {
			return;
		}
		try {
			replies.onNext(answer(request));
		} catch (TreeException e) {
			isOver = true;
			replies.onError(Failures.of(e));
		}
	}

	@Override
	public void onError(Throwable reason) {
		// the caller is gone: there is nobody to answer, and nothing is half done
		isOver = true;
	}

	@Override
	public void onCompleted() {
		if (!isOver) {
			isOver = true;
			replies.onCompleted();
		}
	}
}
