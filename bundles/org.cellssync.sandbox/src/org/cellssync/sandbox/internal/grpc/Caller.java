package org.cellssync.sandbox.internal.grpc;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.cellssync.sandbox.internal.auth.User;
import org.cellssync.sandbox.internal.events.Origin;
import org.cellssync.sandbox.internal.tree.Family;
import org.cellssync.sandbox.internal.web.Faults;
import org.cellssync.sandbox.internal.web.Hazard;

import io.grpc.Context;

/**
 * Who makes a gRPC call.
 *
 * @param user nobody without a bearer
 * @param bearer as sent, may be empty
 * @param agent application and version as announced, may be empty
 * @param clientUuid what its events are to be marked with, may be empty
 * @param address where the call comes from
 */
record Caller(Optional<User> user, String bearer, String agent, String clientUuid, String address,
		Faults faults) implements Origin {
	private static final Context.Key<Caller> KEY = Context.key("caller");
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm+0000")
			.withZone(ZoneOffset.UTC);

	/** Returns the caller of the call that this thread serves. */
	static Caller current() {
		return KEY.get();
	}

	/** Returns a context in which this is the caller. */
	Context context() {
		return Context.current().withValue(KEY, this);
	}

	/** Returns the family that the announced application understands. */
	Family family() {
		return Announcement.family(agent);
	}

	@Override
	public Map<String, String> metadata(String workspaceUuid) {
		var now = TIME.format(Instant.now());
		var result = new HashMap<String, String>();
		result.put("Remoteaddress", address);
		result.put("X-Real-Ip", address);
		result.put("Servertime", now);
		result.put("Clienttime", now);
		result.put("X-Pydio-Span-Id", UUID.randomUUID().toString());
		result.put("X-Pydio-Span-Root-Id", UUID.randomUUID().toString());
		result.put("Accept-Encoding", "gzip");
		result.put("Grpc-Accept-Encoding", "identity, deflate, gzip");
		result.put("Httpmetaextracted", "HttpMetaExtracted");
		result.put("Useragent", agent);
		result.put("Ctx-Workspace-Uuid", workspaceUuid);
		result.put("X-Forwarded-Proto", "https");
		result.put("Contenttype", "application/grpc");
		result.put("X-Pydio-Grpc-User-Agent", agent);
		if (faults.isOn(Hazard.H13)) {
			result.put("X-Pydio-Bearer", bearer);
		}
		if (!clientUuid.isEmpty()) {
			result.put("X-Pydio-Client-Uuid", clientUuid);
		}
		return result;
	}
}
