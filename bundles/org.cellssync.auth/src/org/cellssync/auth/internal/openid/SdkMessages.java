package org.cellssync.auth.internal.openid;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;

/** Carries the messages of the OpenID library over the HTTP client that knows whom to trust. */
final class SdkMessages {

	private SdkMessages() {
	}

	static HttpRequest request(HTTPRequest message, Duration limit) {
		HttpRequest.BodyPublisher body = message.getBody() == null ? HttpRequest.BodyPublishers.noBody()
				: HttpRequest.BodyPublishers.ofString(message.getBody());
		HttpRequest.Builder request = HttpRequest.newBuilder(message.getURI()).timeout(limit)
				.method(message.getMethod().name(), body);
		message.getHeaderMap()
				.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
		return request.build();
	}

	static HTTPResponse response(HttpResponse<String> answer) throws ParseException {
		HTTPResponse message = new HTTPResponse(answer.statusCode());
		String type = answer.headers().firstValue("Content-Type").orElse(null);
		if (type != null) {
			message.setContentType(type);
		}
		message.setBody(answer.body());
		return message;
	}
}
