package org.cellssync.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsError.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServerMessageTest {

	static Stream<Arguments> messages() {
		return Stream.of(
				arguments("absent node",
						"{\"Id\":\"pydio.grpc.data.index.pydiods1\",\"Code\":404,\"Detail\":\"Could not "
								+ "retrieve node /none\",\"Status\":\"Not Found\"}",
						Kind.NOT_FOUND, Code.REMOTE_CHANGED_MEANWHILE, "Could not retrieve node /none"),
				arguments("absent workspace",
						"{\"Id\":\"workspace.not.found\",\"Code\":404,\"Detail\":\"Workspace nope is "
								+ "not found\",\"Status\":\"Not Found\"}",
						Kind.WORKSPACE_GONE, Code.WORKSPACE_GONE, "Workspace nope is not found"),
				arguments("hidden",
						"{\"Id\":\"path.not.readable\",\"Code\":403,\"Detail\":\"path is not readable\","
								+ "\"Status\":\"Forbidden\"}",
						Kind.HIDDEN, Code.REMOTE_HIDDEN, "path is not readable"),
				arguments("no right",
						"{\"Id\":\"path.not.writeable\",\"Code\":403,\"Detail\":\"path is not writeable\","
								+ "\"Status\":\"Forbidden\"}",
						Kind.FORBIDDEN, Code.REMOTE_NOT_WRITABLE, "path is not writeable"),
				arguments("locked by somebody", "{\"Id\":\"x\",\"Code\":403,\"Detail\":\"locked\"}",
						Kind.FORBIDDEN, Code.REMOTE_LOCKED_OR_FORBIDDEN, "locked"),
				arguments("a folder where a file is",
						"{\"Id\":\"cannot.override.file\",\"Code\":403,\"Detail\":\"no\"}", Kind.CONFLICT,
						Code.REMOTE_CHANGED_MEANWHILE, "no"),
				arguments("S3: path in use",
						"We encountered an internal error, please try again.: cause({\"Id\":\"\","
								+ "\"Code\":409,\"Detail\":\"Node path already in use\",\"Status\":\"Conflict\"})",
						Kind.CONFLICT, Code.REMOTE_CHANGED_MEANWHILE, "Node path already in use"),
				arguments("S3: being moved",
						"internal error: cause({\"Id\":\"parent.locked\",\"Code\":423,\"Detail\":"
								+ "\"Parent is locked\"})",
						Kind.LOCKED, Code.REMOTE_UNSETTLED, "Parent is locked"),
				arguments("panic",
						"{\"Id\":\"\",\"Code\":0,\"Detail\":\"panic recovered in UpdateNode\",\"Status\":\"\"}",
						Kind.OTHER, Code.SERVER_ERROR, "panic recovered in UpdateNode"),
				arguments("plain words", " something went wrong ", Kind.OTHER, Code.SERVER_ERROR,
						"something went wrong"),
				arguments("words with braces", "cause({x})", Kind.OTHER, Code.SERVER_ERROR, "cause({x})"),
				arguments("JSON of another kind", "{\"Title\":\"no\"}", Kind.OTHER, Code.SERVER_ERROR,
						"{\"Title\":\"no\"}"),
				arguments("odd JSON", "{\"Code\":\"many\",\"Id\":[],\"Detail\":null}", Kind.OTHER,
						Code.SERVER_ERROR, ""),
				arguments("nothing", "", Kind.OTHER, Code.SERVER_ERROR, ""));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("messages")
	void isUnderstood(String name, String message, Kind kind, Code code, String detail) {
		CellsError error = CellsError.ofTree(message);
		assertEquals(kind, error.kind());
		assertEquals(code, error.diagnosis());
		assertEquals(detail, error.detail());
	}
}
