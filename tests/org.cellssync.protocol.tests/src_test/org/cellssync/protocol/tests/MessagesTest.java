package org.cellssync.protocol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.cellssync.protocol.tree.NodeChangeEvent;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;

import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.PrototypeMarshaller;

/** Every recorded message means the same to the generated classes as to the client that recorded it. */
class MessagesTest {
	@TestFactory
	List<DynamicTest> calls() {
		var tests = new ArrayList<DynamicTest>();
		for (var entry : Recording.read(Replay.GRPC).entries()) {
			var method = GrpcCalls.method(Recording.text(entry, "method"));
			tests.add(dynamicTest(Recording.note(entry), () -> {
				for (var request : Recording.list(entry, "requests")) {
					check(prototype(method.getRequestMarshaller()), request);
				}
				for (var response : Recording.list(entry, "responses")) {
					check(prototype(method.getResponseMarshaller()), response);
				}
			}));
		}
		return tests;
	}

	@TestFactory
	List<DynamicTest> events() {
		return Recording.read(Replay.EVENTS).entries().stream()
				.map(entry -> dynamicTest(Recording.note(entry), () -> {
					for (var event : Recording.list(entry, "events")) {
						check(NodeChangeEvent.getDefaultInstance(), event);
					}
				})).toList();
	}

	private static Message prototype(Marshaller<Message> marshaller) {
		return ((PrototypeMarshaller<Message>) marshaller).getMessagePrototype();
	}

	private static void check(Message prototype, JsonObject recorded) throws InvalidProtocolBufferException {
		var message = prototype.getParserForType()
				.parseFrom(Base64.getDecoder().decode(Recording.text(recorded, "base64")));
		assertEquals(recorded.get("json"), MessageJson.of(message));
	}
}
