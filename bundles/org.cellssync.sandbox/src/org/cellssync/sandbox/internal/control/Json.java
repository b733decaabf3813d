package org.cellssync.sandbox.internal.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

/**
 * One value of an order, with the name it stands under, read strictly: what is not understood is refused with
 * {@link IllegalArgumentException} and a text that names it.
 */
record Json(String name, JsonElement value) {
	/** Reads the object that a whole order is. */
	static Json parse(String text) {
		try {
			return new Json("the request", JsonParser.parseString(text));
		} catch (JsonParseException e) {
			throw new IllegalArgumentException("The request is not JSON: " + e.getMessage(), e);
		}
	}

	/** Returns the names of an object that has no others than these. */
	Set<String> names(String... allowed) {
		Set<String> names = object().keySet();
		for (String given : names) {
			if (!List.of(allowed).contains(given)) {
				throw new IllegalArgumentException(
						"\"" + given + "\" is not known in " + name + "; known are "
								+ String.join(", ", new TreeSet<>(Arrays.asList(allowed))) + ".");
			}
		}
		return names;
	}

	/** Returns a member that has to be there. */
	Json get(String member) {
		JsonElement found = object().get(member);
		if (found == null) {
			throw new IllegalArgumentException("\"" + member + "\" is missing in " + name + ".");
		}
		return new Json("\"" + member + "\"", found);
	}

	/** Returns the members of an array, or the one value that stands for an array of itself. */
	List<Json> each() {
		if (!value.isJsonArray()) {
			return List.of(this);
		}
		List<Json> all = new ArrayList<>();
		value.getAsJsonArray().forEach(one -> all.add(new Json("an element of " + name, one)));
		return all;
	}

	boolean isString() {
		return value instanceof JsonPrimitive primitive && primitive.isString();
	}

	boolean isBoolean() {
		return value instanceof JsonPrimitive primitive && primitive.isBoolean();
	}

	boolean isNumber() {
		return value instanceof JsonPrimitive primitive && primitive.isNumber();
	}

	boolean isNull() {
		return value.isJsonNull();
	}

	String text() {
		if (!isString() || value.getAsString().isEmpty()) {
			throw wrong("a text that is not empty");
		}
		return value.getAsString();
	}

	boolean flag() {
		if (!isBoolean()) {
			throw wrong("true or false");
		}
		return value.getAsBoolean();
	}

	double number() {
		if (!isNumber()) {
			throw wrong("a number");
		}
		return value.getAsDouble();
	}

	/** Returns a whole number within bounds. */
	long whole(long least, long most) {
		double number = number();
		if (number != Math.rint(number) || number < least || number > most) {
			throw wrong("a whole number from " + least + " to " + most);
		}
		return (long) number;
	}

	/** Returns a time given in seconds. */
	Duration seconds() {
		double number = number();
		if (!(number >= 0 && number <= 86_400)) {
			throw wrong("a number of seconds from 0 to 86400");
		}
		return Duration.ofNanos(Math.round(number * 1e9));
	}

	IllegalArgumentException wrong(String expected) {
		return new IllegalArgumentException(name + " is to be " + expected + ", not " + value + ".");
	}

	private JsonObject object() {
		if (!value.isJsonObject()) {
			throw wrong("an object");
		}
		return value.getAsJsonObject();
	}
}
