package org.cellssync.protocol.tests;

import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;

/** Messages in the JSON form of protocol buffers: long numbers are texts, what is not set is left out. */
final class MessageJson {
	private MessageJson() {
	}

	static JsonObject of(Message message) {
		var result = new JsonObject();
		for (var field : message.getAllFields().entrySet()) {
			result.add(field.getKey().getName(), value(field.getKey(), field.getValue()));
		}
		return result;
	}

	private static JsonElement value(FieldDescriptor field, Object value) {
		if (field.isMapField()) {
			var map = new JsonObject();
			for (var entry : (List<?>) value) {
				var pair = (MapEntry<?, ?>) entry;
				map.addProperty((String) pair.getKey(), (String) pair.getValue());
			}
			return map;
		}
		if (field.isRepeated()) {
			var array = new JsonArray();
			((List<?>) value).forEach(each -> array.add(single(each)));
			return array;
		}
		return single(value);
	}

	private static JsonElement single(Object value) {
		return switch (value) {
			case Message message -> of(message);
			case EnumValueDescriptor constant -> new JsonPrimitive(constant.getName());
			case Long number -> new JsonPrimitive(number.toString());
			case Number number -> new JsonPrimitive(number);
			case Boolean bool -> new JsonPrimitive(bool);
			case String text -> new JsonPrimitive(text);
			default -> throw new IllegalStateException("no JSON form known: " + value.getClass());
		};
	}

	/** Returns a map as a JSON object. */
	static JsonObject of(Map<String, String> map) {
		var result = new JsonObject();
		map.forEach(result::addProperty);
		return result;
	}
}
