package org.cellssync.transport.internal.grpc;

import java.net.http.HttpResponse;

import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.internal.ServerMessage;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** What a REST call brought. */
final class RestAnswer {

	private static final String NO_OBJECT = "no JSON object";

	private RestAnswer() {
	}

	/** Returns the text of an answer that is none of a refusal. */
	static String body(HttpResponse<String> answer) throws CellsException {
		int status = answer.statusCode();
		if (status >= 200 && status < 300) {
			return answer.body();
		}
		throw new CellsException(error(status, answer.body()));
	}

	static JsonObject object(String body) throws CellsException {
		try {
			if (JsonParser.parseString(body) instanceof JsonObject object) {
				return object;
			}
		} catch (JsonParseException noJson) {
			throw new CellsException(CellsError.of(Kind.OTHER, "", NO_OBJECT), noJson);
		}
		throw new CellsException(CellsError.of(Kind.OTHER, "", NO_OBJECT));
	}

	private static CellsError error(int status, String body) {
		CellsError told = ServerMessage.understand(body);
		if (told.kind() != Kind.OTHER) {
			return told;
		}
		String detail = "HTTP " + status + words(body);
		return switch (status) {
			case 401 -> CellsError.of(Kind.OTHER, CellsError.TOKEN_REFUSED, detail);
			case 403 -> CellsError.of(Kind.FORBIDDEN, "", detail);
			case 404 -> CellsError.of(Kind.NOT_FOUND, "", detail);
			case 408, 504 -> CellsError.of(Kind.TIMEOUT, "", detail);
			case 409, 412 -> CellsError.of(Kind.CONFLICT, "", detail);
			case 423 -> CellsError.of(Kind.LOCKED, "", detail);
			case 502, 503 -> CellsError.of(Kind.UNREACHABLE, "", detail);
			default -> CellsError.of(Kind.OTHER, "", detail);
		};
	}

	private static String words(String body) {
		try {
			if (JsonParser.parseString(body) instanceof JsonObject object
					&& object.get("Detail") instanceof JsonElement detail && detail.isJsonPrimitive()) {
				return ": " + detail.getAsString();
			}
		} catch (JsonParseException noJson) {
			// A page for people says less than its status.
			return "";
		}
		return "";
	}
}
