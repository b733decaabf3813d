package org.cellssync.sandbox.internal.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.cellssync.protocol.tree.CreateNodeRequest;
import org.cellssync.protocol.tree.DeleteNodeRequest;
import org.cellssync.protocol.tree.ListNodesRequest;
import org.cellssync.protocol.tree.ListNodesResponse;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeChangeEvent;
import org.cellssync.protocol.tree.NodeChangesStreamerGrpc;
import org.cellssync.protocol.tree.NodeProviderGrpc;
import org.cellssync.protocol.tree.NodeReceiverGrpc;
import org.cellssync.protocol.tree.NodeType;
import org.cellssync.protocol.tree.ReadNodeRequest;
import org.cellssync.protocol.tree.StreamChangesRequest;
import org.cellssync.protocol.tree.UpdateNodeRequest;
import org.cellssync.sandbox.internal.auth.User;
import org.cellssync.sandbox.internal.tree.NodeRequest;
import org.cellssync.sandbox.internal.tree.World;
import org.cellssync.sandbox.internal.tree.WorldOptions;
import org.cellssync.sandbox.internal.events.Origin;
import org.cellssync.sandbox.internal.web.Answer;
import org.cellssync.sandbox.internal.web.Faults;
import org.cellssync.sandbox.internal.web.Hazard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;

/** The services, without a network. */
class TreeServicesTest {
	private static final User ANN = new User("ann", "uuid-ann", "ann@example.org");

	private final World world = new World(WorldOptions.defaults());
	private final Faults faults = world.options().faults();
	private Server server;
	private ManagedChannel channel;

	@BeforeEach
	void start() throws IOException {
		var name = InProcessServerBuilder.generateName();
		var builder = InProcessServerBuilder.forName(name).intercept(new CallerInterceptor(world,
				bearer -> bearer.equals("token") ? Optional.of(ANN) : Optional.empty()));
		TreeServices.of(world).forEach(builder::addService);
		server = builder.build().start();
		channel = InProcessChannelBuilder.forName(name).build();
	}

	@AfterEach
	void stop() throws InterruptedException {
		channel.shutdownNow();
		channel.awaitTermination(5, TimeUnit.SECONDS);
		server.shutdownNow();
		server.awaitTermination();
		world.close();
	}

	private static <S extends AbstractStub<S>> S as(S stub, String... metadata) {
		var headers = new Metadata();
		for (var i = 0; i < metadata.length; i += 2) {
			headers.put(Metadata.Key.of(metadata[i], Metadata.ASCII_STRING_MARSHALLER), metadata[i + 1]);
		}
		return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
	}

	private NodeProviderGrpc.NodeProviderBlockingStub provider() {
		return as(NodeProviderGrpc.newBlockingStub(channel), "x-pydio-bearer", "token",
				"x-pydio-grpc-user-agent", "cells-sync/0.9.4");
	}

	private NodeReceiverGrpc.NodeReceiverBlockingStub receiver() {
		return as(NodeReceiverGrpc.newBlockingStub(channel), "x-pydio-bearer", "token", "x-pydio-client-uuid",
				"me");
	}

	private static Node node(String path) {
		return Node.newBuilder().setPath(path).setType(NodeType.COLLECTION).build();
	}

	private void mkdir(String path) {
		world.make(Optional.of(ANN), path, new NodeRequest("", false, 0, ""), Origin.NONE);
	}

	private List<String> list(String path) {
		var request = ListNodesRequest.newBuilder().setNode(node(path)).setRecursive(true).build();
		var result = new ArrayList<String>();
		provider().listNodes(request).forEachRemaining(each -> result.add(each.getNode().getPath()));
		return result;
	}

	private static Status status(Supplier<?> call) {
		return assertThrows(StatusRuntimeException.class, call::get).getStatus();
	}

	@Test
	void longListingsArriveWhole() {
		for (var i = 0; i < 1000; i++) {
			mkdir("common-files/" + i % 10 + "/" + i);
		}
		assertEquals(1010, list("common-files").size());
		assertEquals(1010, world.options().counters().snapshot().get("nodes listed"));
	}

	@Test
	void listingCanBeLimitedAndFiltered() {
		for (var i = 0; i < 10; i++) {
			mkdir("common-files/" + i);
		}
		var request = ListNodesRequest.newBuilder().setNode(node("common-files"));
		assertEquals(List.of("common-files/3", "common-files/4"),
				paths(provider().listNodes(request.setOffset(3).setLimit(2).build())));
		assertEquals(List.of(), paths(provider().listNodes(request.setFilterType(NodeType.LEAF).build())));
	}

	private static List<String> paths(Iterator<ListNodesResponse> nodes) {
		var result = new ArrayList<String>();
		nodes.forEachRemaining(each -> result.add(each.getNode().getPath()));
		return result;
	}

	@Test
	void deletionStopsHalfWayAtTheDeadline() {
		for (var i = 0; i < 200; i++) {
			world.make(Optional.of(ANN), "common-files/d/" + i, new NodeRequest("", true, 0, ""),
					Origin.NONE);
		}
		faults.deletionStep(Duration.ofMillis(10));
		var request = DeleteNodeRequest.newBuilder().setNode(node("common-files/d")).build();
		assertEquals(Status.Code.DEADLINE_EXCEEDED,
				status(() -> receiver().withDeadlineAfter(300, TimeUnit.MILLISECONDS).deleteNode(request))
						.getCode());
		faults.deletionStep(Duration.ZERO);
		var left = list("common-files").size();
		assertTrue(left > 1 && left < 201, "some are gone: " + left);
		receiver().deleteNode(request);
		assertEquals(List.of(), list("common-files"));
	}

	@Test
	void eventsHoldTheBearerOfTheWriterAndItsMark() {
		var events = as(NodeChangesStreamerGrpc.newBlockingStub(channel), "x-pydio-bearer", "token")
				.streamChanges(StreamChangesRequest.newBuilder().setRootPath("common-files").build());
		var event = next(events, "common-files/a");
		assertEquals("token", event.getMetadataOrThrow("X-Pydio-Bearer"));
		assertEquals("me", event.getMetadataOrThrow("X-Pydio-Client-Uuid"));
		faults.set(Hazard.H13, false);
		assertFalse(next(events, "common-files/b").containsMetadata("X-Pydio-Bearer"));
	}

	/** Makes a folder until its event comes: the stream may not be open yet. */
	private NodeChangeEvent next(Iterator<NodeChangeEvent> events, String path) {
		for (var i = 0;; i++) {
			var name = path + i;
			receiver().createNode(CreateNodeRequest.newBuilder().setNode(node(name)).build());
			if (world.hasListeners()) {
				receiver().createNode(CreateNodeRequest.newBuilder().setNode(node(path)).build());
				break;
			}
		}
		for (var event = events.next();; event = events.next()) {
			if (event.getTarget().getPath().equals(path)) {
				return event;
			}
		}
	}

	@Test
	void streamOutlivesItsTokenAndIsDroppedOnDemand() {
		var events = as(NodeChangesStreamerGrpc.newBlockingStub(channel), "x-pydio-bearer", "token")
				.streamChanges(StreamChangesRequest.newBuilder().setRootPath("common-files").build());
		next(events, "common-files/a");
		faults.dropStreams();
		assertEquals(Status.Code.UNAVAILABLE, status(() -> {
			while (true) {
				events.next();
			}
		}).getCode());
	}

	@Test
	void nobodyGetsAnErrorOnlyWhenThatHazardIsOff() {
		var nobody = NodeProviderGrpc.newBlockingStub(channel);
		var request = ListNodesRequest.newBuilder().setNode(node("")).build();
		assertFalse(nobody.listNodes(request).hasNext());
		faults.set(Hazard.H3, false);
		assertEquals("empty idToken", status(() -> nobody.listNodes(request).hasNext()).getDescription());
	}

	@Test
	void replyToAMoveIsRightWhenCalm() {
		mkdir("common-files/a");
		faults.set(Hazard.H12, false);
		var reply = receiver().updateNode(UpdateNodeRequest.newBuilder().setFrom(node("common-files/a"))
				.setTo(node("common-files/b")).build());
		assertEquals("common-files/b", reply.getNode().getPath());
		assertEquals(List.of("common-files/b"), list("common-files"));
	}

	@Test
	void failsAsPlanned() {
		mkdir("common-files/a");
		mkdir("common-files/b");
		var list = "tree.NodeProvider/ListNodes";
		faults.fail(list, 1, new Answer.GrpcFailure("UNAVAILABLE", "out of order"));
		faults.fail(list, 1, new Answer.Reset());
		faults.fail(list, 1, new Answer.HalfBody());
		faults.fail("tree.NodeReceiver/DeleteNode", 1, new Answer.LostReply());
		assertEquals("out of order", status(() -> list("common-files")).getDescription());
		assertEquals(Status.Code.UNAVAILABLE, status(() -> list("common-files")).getCode());
		var half = provider().listNodes(ListNodesRequest.newBuilder().setNode(node("common-files")).build());
		assertEquals("common-files/a", half.next().getNode().getPath());
		assertEquals(Status.Code.UNAVAILABLE, status(half::hasNext).getCode());
		var deletion = DeleteNodeRequest.newBuilder().setNode(node("common-files/a")).build();
		assertEquals(Status.Code.UNAVAILABLE, status(() -> receiver().deleteNode(deletion)).getCode());
		assertEquals(List.of("common-files/b"), list("common-files"));
	}

	@Test
	void refusalIsJsonInAnUnknownStatus() {
		var request = ReadNodeRequest.newBuilder().setNode(node("common-files/none")).build();
		assertEquals(
				"{\"Id\":\"pydio.grpc.data.index.pydiods1\",\"Code\":404,\"Detail\":\"Could not retrieve node"
						+ " /none\",\"Status\":\"Not Found\"}",
				status(() -> provider().readNode(request)).getDescription());
	}
}
