package org.cellssync.endpoint.cells.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import org.cellssync.core.tree.SyncPath;
import org.cellssync.protocol.tree.Node;
import org.cellssync.protocol.tree.NodeChangeEvent;
import org.cellssync.protocol.tree.NodeChangeEvent.EventType;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Reads the events that a real server sent. */
class ChangeReadingTest {

	private static final TaskRoot ROOT = new TaskRoot("common-files/rec");
	private static final String CLIENT = "7d3c1d2e-1111-4222-8333-444444444444";

	@Test
	void everyRecordedActionPointsWhereItHappened() throws IOException {
		Map<String, List<NodeChangeEvent>> recorded = recorded();
		assertEquals(14, recorded.size());
		assertPlaces(recorded, "mkdir", List.of());
		assertPlaces(recorded, "mkdir with missing parents: no event for the parents", List.of("p1/p2/p3"));
		assertPlaces(recorded, "PUT of a new file into a new folder (order is not the order of writing)",
				List.of("a", "a/hello.txt"));
		assertPlaces(recorded, "PUT over an existing file", List.of("a/hello.txt"));
		assertPlaces(recorded, "PUT with header X-Pydio-Client-Uuid", List.of("echo.txt"));
		assertPlaces(recorded, "file moved: Etags are storage ETags here",
				List.of("a/echo2.txt", "echo.txt"));
		assertPlaces(recorded, "folder moved", List.of("a", "b"));
		assertPlaces(recorded, "move onto an existing file: nothing tells that one was lost",
				List.of("b/echo2.txt", "victim.txt"));
		assertPlaces(recorded, "file deleted", List.of("victim.txt"));
		assertPlaces(recorded, "deleted by REST: moved to recycle_bin", List.of("b/hello.txt"));
	}

	@Test
	void ourOwnWritesAreKnown() throws IOException {
		Map<String, List<NodeChangeEvent>> recorded = recorded();
		recorded.forEach((note, events) -> {
			boolean own = note.equals("PUT with header X-Pydio-Client-Uuid");
			events.forEach(event -> assertEquals(own, ChangeReading.of(event, ROOT, CLIENT).own(), note));
		});
	}

	@Test
	void onlyFinishedUploadsTellHashes() throws IOException {
		List<String> told = new ArrayList<>();
		recorded().values().forEach(events -> events.forEach(event -> ChangeReading.of(event, ROOT, CLIENT)
				.finished().ifPresent(upload -> told.add(upload.version().text() + ' ' + upload.hash()))));
		assertTrue(told.contains("5eb63bbbe01eeed093cb22bb8f5acdc3:11 241d8a27c836427bd7f04461b60e7359"),
				told::toString);
		assertTrue(told.contains("b035706395039efd3301cf3f23c27dca:20 e38a2b79753f8802235a1264117825e6"),
				told::toString);
		assertTrue(
				told.contains("1b13b10558e4f77d41bc116b993ad1b3-2:10485761 1b13b10558e4f77d41bc116b993ad1b3"),
				told::toString);
		assertFalse(told.stream().anyMatch(pair -> pair.startsWith("temporary")), told::toString);
	}

	@Test
	void h13NothingOfTheMetadataIsKept() {
		NodeChangeEvent event = event(EventType.CREATE, null, "common-files/rec/x").toBuilder()
				.putMetadata("X-Pydio-Bearer", "the writer's token").build();
		assertFalse(ChangeReading.of(event, ROOT, CLIENT).toString().contains("token"));
	}

	@Test
	void theTasksOwnFolderIsEverything() {
		assertTrue(reading(EventType.DELETE, "common-files/rec", null).everything());
		assertTrue(reading(EventType.UPDATE_PATH, "common-files/rec", "common-files/other").everything());
		ChangeReading grown = reading(EventType.CREATE, null, "common-files/rec");
		assertFalse(grown.everything());
		assertEquals(new TreeSet<>(), grown.places());
	}

	@Test
	void whatLiesOutsideIsNobodys() {
		assertEquals(paths("x"),
				reading(EventType.UPDATE_PATH, "common-files/rec/x", "common-files/record/x").places());
		assertEquals(paths(), reading(EventType.CREATE, null, "common-files/record").places());
		assertEquals(paths(), reading(EventType.CREATE, null, "common-files/rec/a/.pydio").places());
		assertEquals(paths(),
				reading(EventType.UPDATE_META, "common-files/rec/x", "common-files/rec/x").places());
		assertEquals(paths("\u00e9"), reading(EventType.CREATE, null, "common-files/rec/e\u0301").places());
	}

	private static ChangeReading reading(EventType type, String source, String target) {
		return ChangeReading.of(event(type, source, target), ROOT, CLIENT);
	}

	private static NodeChangeEvent event(EventType type, String source, String target) {
		NodeChangeEvent.Builder event = NodeChangeEvent.newBuilder().setType(type);
		if (source != null) {
			event.setSource(Node.newBuilder().setPath(source));
		}
		if (target != null) {
			event.setTarget(Node.newBuilder().setPath(target));
		}
		return event.build();
	}

	private static void assertPlaces(Map<String, List<NodeChangeEvent>> recorded, String note,
			List<String> expected) {
		SortedSet<SyncPath> places = new TreeSet<>();
		recorded.get(note).forEach(event -> places.addAll(ChangeReading.of(event, ROOT, CLIENT).places()));
		assertEquals(paths(expected.toArray(String[]::new)), places, note);
	}

	private static SortedSet<SyncPath> paths(String... paths) {
		SortedSet<SyncPath> all = new TreeSet<>();
		for (String path : paths) {
			all.add(SyncPath.of(path));
		}
		return all;
	}

	private static Map<String, List<NodeChangeEvent>> recorded() throws IOException {
		Map<String, List<NodeChangeEvent>> recorded = new LinkedHashMap<>();
		try (Reader reader = new InputStreamReader(
				ChangeReadingTest.class.getResourceAsStream("/recorded/events.json"),
				StandardCharsets.UTF_8)) {
			for (JsonElement entry : JsonParser.parseReader(reader).getAsJsonObject()
					.getAsJsonArray("entries")) {
				List<NodeChangeEvent> events = new ArrayList<>();
				for (JsonElement event : entry.getAsJsonObject().getAsJsonArray("events")) {
					JsonObject object = event.getAsJsonObject();
					events.add(NodeChangeEvent
							.parseFrom(Base64.getDecoder().decode(object.get("base64").getAsString())));
				}
				recorded.put(entry.getAsJsonObject().get("note").getAsString(), events);
			}
		}
		return recorded;
	}
}
