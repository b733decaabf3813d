package org.cellssync.api.account;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.X509TrustManager;

import org.cellssync.api.endpoint.EndpointException;

/** Decides which servers are trusted; the same for web, gRPC and S3. Thread-safe. */
public interface ServerTrust {

	/**
	 * Returns whom a way trusts.
	 *
	 * @throws EndpointException where its file cannot be read or holds no certificate
	 */
	X509TrustManager trust(Route route) throws EndpointException;

	/** Returns the chain a server presents, trusted or not, for showing to a person. Blocks on net. */
	List<X509Certificate> presented(URI server, Route route) throws EndpointException;
}
