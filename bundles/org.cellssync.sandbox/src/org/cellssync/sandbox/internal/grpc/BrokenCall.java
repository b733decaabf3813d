package org.cellssync.sandbox.internal.grpc;

import java.util.ArrayList;
import java.util.List;

import io.grpc.ForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/** A call that is carried out, but of whose answer only a share arrives before it ends otherwise. */
final class BrokenCall<Q, R> extends ForwardingServerCall.SimpleForwardingServerCall<Q, R> {
	static final Status LOST = Status.UNAVAILABLE.withDescription("connection reset by peer");

	private final double share;
	private final Status end;
	private final List<R> messages = new ArrayList<>();

	BrokenCall(ServerCall<Q, R> call, double share, Status end) {
		super(call);
		this.share = share;
		this.end = end;
	}

	@Override
	public boolean isReady() {
		// what is sent stays here, so there is always room
		return !isCancelled();
	}

	@Override
	public void sendMessage(R message) {
		messages.add(message);
	}

	@Override
	public void close(Status status, Metadata trailers) {
		var count = (int) (messages.size() * share);
		messages.subList(0, count).forEach(delegate()::sendMessage);
		delegate().close(end, new Metadata());
	}
}
