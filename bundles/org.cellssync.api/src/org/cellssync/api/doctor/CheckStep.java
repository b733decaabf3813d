package org.cellssync.api.doctor;

import java.util.Locale;

/** What is checked, in this order. */
public enum CheckStep {
	/** The proxy on the way, where there is one, leads to the server. */
	PROXY,
	/** The name of the server leads to addresses. */
	NAME,
	/** The port of the server takes connections. */
	PORT,
	/** The server proves who it is. */
	TLS,
	/** Web requests come through, and HTTP/2 is offered. */
	HTTP,
	/** The clocks of server and computer agree. */
	CLOCK,
	/** The server says where its services are. */
	DISCOVERY,
	/** People can sign in. */
	OIDC,
	/** A call of the synchronisation service is answered. */
	GRPC_UNARY,
	/** A stream of the synchronisation service comes to its proper end. */
	GRPC_STREAM,
	/** The account may write somewhere. Needs an account, as all below. */
	RIGHTS,
	/** The content of the account's workspaces is hashed in one way. */
	HASH_FAMILY,
	/** Files of all sizes can be sent. */
	S3_UP,
	/** What was sent comes back as it was. */
	S3_DOWN,
	/** Changes are told at once, and the server may be silent for long. */
	EVENTS;

	/** Returns the name in which programs read it, such as {@code grpc-unary}. */
	public String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}
}
