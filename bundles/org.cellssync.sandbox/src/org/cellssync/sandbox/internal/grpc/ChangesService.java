package org.cellssync.sandbox.internal.grpc;

import java.util.Optional;

import org.cellssync.protocol.tree.NodeChangeEvent;
import org.cellssync.protocol.tree.NodeChangesStreamerGrpc;
import org.cellssync.protocol.tree.StreamChangesRequest;
import org.cellssync.sandbox.internal.events.Change;
import org.cellssync.sandbox.internal.events.Events;
import org.cellssync.sandbox.internal.tree.TreeException;
import org.cellssync.sandbox.internal.tree.TreePath;
import org.cellssync.sandbox.internal.tree.World;
import org.cellssync.sandbox.internal.web.Faults;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** Tells of changes for as long as the caller listens, past the end of its bearer too. */
final class ChangesService extends NodeChangesStreamerGrpc.NodeChangesStreamerImplBase {
	private final World world;

	ChangesService(World world) {
		this.world = world;
	}

	@Override
	public void streamChanges(StreamChangesRequest request, StreamObserver<NodeChangeEvent> observer) {
		var stream = new Stream((ServerCallStreamObserver<NodeChangeEvent>) observer,
				world.options().faults());
		try {
			var path = TreePath.clean(request.getRootPath());
			var subscription = world.subscribe(Caller.current().user(), path, stream);
			stream.observer.setOnCancelHandler(subscription::close);
			if (stream.observer.isCancelled()) {
				subscription.close();
			}
		} catch (TreeException e) {
			observer.onError(Failures.of(e));
		}
	}

	private static final class Stream implements Events.Listener {
		private final ServerCallStreamObserver<NodeChangeEvent> observer;
		private final Faults faults;
		private boolean isOver;

		Stream(ServerCallStreamObserver<NodeChangeEvent> observer, Faults faults) {
			this.observer = observer;
			this.faults = faults;
		}

		@Override
		public synchronized void changed(Change change, Optional<String> sourcePath,
				Optional<String> targetPath) {
			if (!isOver && !observer.isCancelled() && !faults.areStreamsHeld()) {
				observer.onNext(message(change, sourcePath, targetPath));
			}
		}

		@Override
		public synchronized void dropped() {
			if (!isOver && !observer.isCancelled()) {
				observer.onError(
						Status.UNAVAILABLE.withDescription("the stream was dropped").asRuntimeException());
			}
			isOver = true;
		}
	}

	private static NodeChangeEvent message(Change change, Optional<String> sourcePath,
			Optional<String> targetPath) {
		var event = NodeChangeEvent.newBuilder().setType(switch (change.kind()) {
			case CREATE -> NodeChangeEvent.EventType.CREATE;
			case UPDATE_PATH -> NodeChangeEvent.EventType.UPDATE_PATH;
			case DELETE -> NodeChangeEvent.EventType.DELETE;
		}).setSilent(change.isSilent()).putAllMetadata(change.metadata());
		change.source()
				.ifPresent(node -> sourcePath.ifPresent(path -> event.setSource(Messages.event(node, path))));
		change.target()
				.ifPresent(node -> targetPath.ifPresent(path -> event.setTarget(Messages.event(node, path))));
		return event.build();
	}
}
