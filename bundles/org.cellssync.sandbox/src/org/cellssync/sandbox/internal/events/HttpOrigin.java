package org.cellssync.sandbox.internal.events;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;

/**
 * An HTTP request as the events that it causes tell of it.
 *
 * @param clientUuid what its events are to be marked with, may be empty
 */
public record HttpOrigin(String address, String host, String hostName, String port, String protocol,
		String agent, String method, String uri, String userName, String clientUuid) implements Origin {
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm+0000")
			.withZone(ZoneOffset.UTC);

	/** Returns what a request tells; it is not needed any more after that. */
	public static HttpOrigin of(HttpServletRequest request, String userName) {
		var query = request.getQueryString();
		return new HttpOrigin(request.getRemoteAddr(), text(request.getHeader("Host")),
				request.getServerName(), String.valueOf(request.getServerPort()), request.getProtocol(),
				text(request.getHeader("User-Agent")), request.getMethod(),
				request.getRequestURI() + (query == null ? "" : "?" + query), userName,
				text(request.getHeader("X-Pydio-Client-Uuid")));
	}

	private static String text(String header) {
		return header == null ? "" : header;
	}

	@Override
	public Map<String, String> metadata(String workspaceUuid) {
		var now = TIME.format(Instant.now());
		var result = new HashMap<String, String>();
		result.put("Remoteaddress", address);
		result.put("Servertime", now);
		result.put("Clienttime", now);
		result.put("Requesthost", host);
		result.put("Requesthostname", hostName);
		result.put("Requestport", port);
		result.put("X-Pydio-Span-Id", UUID.randomUUID().toString());
		result.put("X-Pydio-Span-Root-Id", UUID.randomUUID().toString());
		result.put("Httpprotocol", protocol);
		result.put("Useragent", agent);
		result.put("Httpmetaextracted", "HttpMetaExtracted");
		result.put("Requestmethod", method);
		result.put("Requesturi", uri);
		result.put("X-Pydio-User", userName);
		result.put("Ctx-Workspace-Uuid", workspaceUuid);
		if (!clientUuid.isEmpty()) {
			result.put("X-Pydio-Client-Uuid", clientUuid);
		}
		return result;
	}
}
