package org.cellssync.transport.internal;

import java.util.Optional;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.transport.CellsError;
import org.cellssync.transport.CellsError.Kind;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** Reads the JSON in which the server's tree names its errors. */
public final class ServerMessage {

	private ServerMessage() {
	}

	/**
	 * Returns what {@code text} means; {@link Kind#OTHER} with the text itself where it holds no such JSON.
	 */
	public static CellsError understand(String text) {
		return json(text).map(ServerMessage::of).orElseGet(() -> CellsError.of(Kind.OTHER, "", text.strip()));
	}

	private static CellsError of(JsonObject json) {
		String id = text(json, "Id");
		String detail = text(json, "Detail");
		int code = number(json.get("Code"));
		return switch (code) {
			case 404 -> CellsError.of(id.equals("workspace.not.found") ? Kind.WORKSPACE_GONE : Kind.NOT_FOUND, id,
					detail);
			case 403 -> forbidden(id, detail);
			case 401 -> CellsError.of(Kind.SIGNED_OUT, id, detail);
			case 409 -> CellsError.of(Kind.CONFLICT, id, detail);
			case 423 -> CellsError.of(Kind.LOCKED, id, detail);
			case 408 -> CellsError.of(Kind.TIMEOUT, id, detail);
			default -> CellsError.of(Kind.OTHER, id, detail);
		};
	}

	private static CellsError forbidden(String id, String detail) {
		return switch (id) {
			case "path.not.readable" -> CellsError.of(Kind.HIDDEN, id, detail);
			case "cannot.override.file" -> CellsError.of(Kind.CONFLICT, id, detail);
			case "path.not.writeable" -> new CellsError(Kind.FORBIDDEN, Code.REMOTE_NOT_WRITABLE, id, detail);
			default -> CellsError.of(Kind.FORBIDDEN, id, detail);
		};
	}

	private static Optional<JsonObject> json(String text) {
		int start = text.indexOf('{');
		int end = text.lastIndexOf('}');
		if (start < 0 || end < start) {
			return Optional.empty();
		}
		try {
			JsonElement element = JsonParser.parseString(text.substring(start, end + 1));
			return element instanceof JsonObject object && object.has("Code") ? Optional.of(object)
					: Optional.empty();
		} catch (JsonParseException noJson) {
			// Braces in ordinary words: the text is then shown as it is.
			return Optional.empty();
		}
	}

	private static String text(JsonObject json, String key) {
		return json.get(key) instanceof JsonElement value && value.isJsonPrimitive() ? value.getAsString()
				: "";
	}

	private static int number(JsonElement value) {
		try {
			return value.isJsonPrimitive() ? value.getAsInt() : 0;
		} catch (NumberFormatException noNumber) {
			// A code of another kind says nothing to us.
			return 0;
		}
	}
}
