package org.cellssync.api.account;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;

/**
 * Asks web servers, trusting those that {@link ServerTrust} trusts. Thread-safe; every call blocks on net and
 * throws {@link java.util.concurrent.CancellationException} once cancelled.
 */
public interface Servers {

	/**
	 * Returns an address in the form accounts keep: scheme, host, port where it is not the scheme's own. Nobody is asked.
	 *
	 * @param url as typed; a path is dropped
	 * @throws EndpointException {@code SERVER_URL_INVALID}
	 */
	URI address(String url) throws EndpointException;

	/**
	 * Looks who answers at an address.
	 *
	 * @param url as typed: scheme http or https and a host; a path is dropped
	 * @param route the way to it
	 * @throws EndpointException {@code SERVER_URL_INVALID}, {@code SERVER_UNREACHABLE},
	 *         {@code SERVER_CERTIFICATE}, {@code SERVER_CERTIFICATE_NAME} or {@code SERVER_CERTIFICATE_DATE} with the
	 *         SHA-256 fingerprint of the certificate presented, others of
	 *         {@link #send}'s, {@code SERVER_TLS_ONLY} with the address to use, {@code SERVER_REDIRECTS},
	 *         {@code SERVER_HOST_UNKNOWN}, {@code SERVER_PROXY_ALONE}, {@code SERVER_NOT_CELLS} with what came instead,
	 *         or {@code SERVER_ERROR}
	 */
	Server look(String url, Route route, Cancellation cancel) throws EndpointException;

	/**
	 * Sends a request and returns the whole answer whatever its status; redirects are not followed.
	 *
	 * @param request waited for as long as it says, else half a minute
	 * @throws EndpointException {@code SERVER_UNREACHABLE}, {@code SERVER_NO_TLS}, {@code SERVER_TIMEOUT} or
	 *         {@code SERVER_CERTIFICATE}, {@code SERVER_CERTIFICATE_NAME}, {@code SERVER_CERTIFICATE_DATE},
	 *         {@code SERVER_CERTIFICATE_CHANGED}, {@code SERVER_WANTS_CERTIFICATE},
	 *         {@code PROXY_UNREACHABLE}, {@code PROXY_SIGN_IN} or {@code PROXY_REFUSED} where no answer of the server came;
	 *         whether it acted is not known then
	 */
	HttpResponse<String> send(HttpRequest request, Route route, Cancellation cancel)
			throws EndpointException;
}
