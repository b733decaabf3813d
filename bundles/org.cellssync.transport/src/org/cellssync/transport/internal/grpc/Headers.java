package org.cellssync.transport.internal.grpc;

import java.util.Locale;

import org.cellssync.transport.Announcement;
import org.cellssync.transport.CellsConnection;

import io.grpc.Metadata;

/** The metadata that go with every call. */
final class Headers {

	private static final Metadata.Key<String> BEARER = key("x-pydio-bearer");
	private static final Metadata.Key<String> ANNOUNCED = key("x-pydio-grpc-user-agent");
	private static final Metadata.Key<String> CLIENT = key(
			CellsConnection.CLIENT_UUID.toLowerCase(Locale.ROOT));

	private Headers() {
	}

	private static Metadata.Key<String> key(String name) {
		return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
	}

	/** Returns the metadata of a call without a token. */
	static Metadata without(Announcement announcement) {
		Metadata headers = new Metadata();
		headers.put(ANNOUNCED, announcement.text());
		return headers;
	}

	static Metadata of(String bearer, Announcement announcement, String clientUuid) {
		Metadata headers = without(announcement);
		headers.put(BEARER, bearer);
		headers.put(CLIENT, clientUuid);
		return headers;
	}
}
