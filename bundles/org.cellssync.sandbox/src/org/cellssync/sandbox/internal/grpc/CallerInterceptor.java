package org.cellssync.sandbox.internal.grpc;

import java.net.InetSocketAddress;
import java.util.Optional;

import org.cellssync.sandbox.internal.auth.Bearers;
import org.cellssync.sandbox.internal.auth.User;
import org.cellssync.sandbox.internal.tree.World;
import org.cellssync.sandbox.internal.web.Answer;
import org.cellssync.sandbox.internal.web.Counters;
import org.cellssync.sandbox.internal.web.Faults;
import org.cellssync.sandbox.internal.web.Hazard;

import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Counts every call, finds out who makes it, and lets it fail where that is planned. */
public final class CallerInterceptor implements ServerInterceptor {
	private static final Metadata.Key<String> BEARER = key("x-pydio-bearer");
	private static final Metadata.Key<String> AGENT = key("x-pydio-grpc-user-agent");
	private static final Metadata.Key<String> CLIENT_UUID = key("x-pydio-client-uuid");
	private static final Status NOT_KNOWN = Status.UNKNOWN.withDescription("empty idToken");

	private final Counters counters;
	private final Faults faults;
	private final Bearers bearers;

	public CallerInterceptor(World world, Bearers bearers) {
		this.counters = world.options().counters();
		this.faults = world.options().faults();
		this.bearers = bearers;
	}

	private static Metadata.Key<String> key(String name) {
		return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
	}

	@Override
	public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
			ServerCallHandler<Q, R> next) {
		var method = call.getMethodDescriptor().getFullMethodName();
		counters.count(method);
		if (!faults.pause(method)) {
			return refused(call, Status.CANCELLED);
		}
		var bearer = headers.get(BEARER);
		var user = bearer == null ? Optional.<User>empty() : bearers.user(bearer);
		if (user.isEmpty() && (bearer != null || !faults.isOn(Hazard.H3))) {
			return refused(call, NOT_KNOWN);
		}
		var caller = new Caller(user, text(bearer), text(headers.get(AGENT)), text(headers.get(CLIENT_UUID)),
				address(call), faults);
		var planned = faults.next(method);
		if (planned.isEmpty()) {
			return counted(Contexts.interceptCall(caller.context(), call, headers, next));
		}
		return switch (planned.get()) {
			case Answer.GrpcFailure failure when failure.after() > 0 -> Contexts.interceptCall(caller.context(),
					new BrokenCall<>(call, failure.after(), status(failure)), headers, next);
			case Answer.GrpcFailure failure -> refused(call, status(failure));
			case Answer.HttpFailure failure ->
				refused(call, Status.UNAVAILABLE.withDescription("HTTP status code " + failure.status()));
			case Answer.Reset reset -> refused(call, BrokenCall.LOST);
			case Answer.Hang hang -> new ServerCall.Listener<>() {};
			case Answer.HalfBody half ->
				Contexts.interceptCall(caller.context(), new BrokenCall<>(call, 0.5, BrokenCall.LOST), headers, next);
			case Answer.LostReply lost ->
				Contexts.interceptCall(caller.context(), new BrokenCall<>(call, 0, BrokenCall.LOST), headers, next);
		};
	}

	/** Counts a call too that is given up by who made it. */
	private <Q> ServerCall.Listener<Q> counted(ServerCall.Listener<Q> listener) {
		return new SimpleForwardingServerCallListener<>(listener) {
			@Override
			public void onCancel() {
				counters.count("calls given up");
				super.onCancel();
			}
		};
	}

	private static Status status(Answer.GrpcFailure failure) {
		return Status.fromCode(Status.Code.valueOf(failure.code())).withDescription(failure.message());
	}

	private static <Q> ServerCall.Listener<Q> refused(ServerCall<Q, ?> call, Status status) {
		call.close(status, new Metadata());
		return new ServerCall.Listener<>() {};
	}

	private static String address(ServerCall<?, ?> call) {
		var address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
		return address instanceof InetSocketAddress inet ? inet.getHostString() + ":" + inet.getPort() : "";
	}

	private static String text(String value) {
		return value == null ? "" : value;
	}
}
