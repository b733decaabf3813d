package org.cellssync.auth.internal.openid;

import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.cellssync.api.account.Route;
import org.cellssync.api.account.Servers;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;

/** Asks a server whose a personal access token is: OpenID's ways do not know such tokens. */
public final class PersonalToken {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private PersonalToken() {
	}

	/** Returns whether {@code token} can be a token at all: something that may stand in a header. */
	public static boolean isPossible(String token) {
		return token.matches("[\\x21-\\x7e]+");
	}

	/**
	 * Returns the name of the user a token belongs to; empty where the server does not accept it.
	 *
	 * @throws EndpointException where the server does not say
	 */
	public static Optional<String> user(Servers servers, String server, Route route, String token,
			Cancellation cancel) throws EndpointException {
		HttpResponse<String> answer = servers
				.send(HttpRequest.newBuilder(URI.create(server + "/a/frontend/state"))
						.header("Authorization", "Bearer " + token).timeout(LIMIT).build(), route, cancel);
		return switch (answer.statusCode()) {
			case 200 -> user(server, answer.body());
			case 401, 403 -> Optional.empty();
			default -> throw failure(server, "HTTP " + answer.statusCode(), null);
		};
	}

	/** A page for nobody in particular has no user in it. */
	static Optional<String> user(String server, String xml) throws EndpointException {
		XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		try {
			XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
			while (reader.hasNext()) {
				if (reader.next() == XMLStreamConstants.START_ELEMENT
						&& reader.getLocalName().equals("user")) {
					return Optional.ofNullable(reader.getAttributeValue(null, "id"))
							.filter(name -> !name.isBlank());
				}
			}
			return Optional.empty();
		} catch (XMLStreamException noXml) {
			throw failure(server, "state: no XML", noXml);
		}
	}

	private static EndpointException failure(String server, String seen, Exception cause) {
		return new EndpointException(Diagnostic.of(Code.SERVER_ERROR, server, seen), cause);
	}
}
