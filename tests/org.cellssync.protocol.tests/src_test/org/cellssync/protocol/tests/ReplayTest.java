package org.cellssync.protocol.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.cellssync.sandbox.SandboxOptions.Storage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * What a real server gave over gRPC, S3, REST and the change stream, the sandbox gives too.
 * <p>
 * The three recordings are of one session, so their exchanges are made again in the order of that session.
 * Real servers send events in any order, so an action's events are looked for among all that came.
 */
class ReplayTest {
	private static final List<String> NAMES = List.of(Replay.GRPC, Replay.S3, Replay.EVENTS);
	private static final int LEAST = 83 - 5;

	private static final Recording GRPC = Recording.read(Replay.GRPC);
	private static final Recording S3 = Recording.read(Replay.S3);
	private static final Recording EVENTS = Recording.read(Replay.EVENTS);
	private static final Deviations DEVIATIONS = Deviations.read();

	private static Bench flatBench;
	private static Bench structuredBench;

	private final List<DynamicTest> tests = new ArrayList<>();
	private final Set<String> done = new HashSet<>();
	private Replay flat;
	private Replay structured;

	@BeforeAll
	static void open() throws Exception {
		flatBench = Bench.start(Storage.FLAT);
		structuredBench = Bench.start(Storage.STRUCTURED);
	}

	@AfterAll
	static void close() throws Exception {
		flatBench.close();
		structuredBench.close();
	}

	@TestFactory
	List<DynamicTest> exchanges() {
		flat = new Replay(flatBench, DEVIATIONS,
				Map.of("legacyflat", "otherfamily", "legacy", "other-family"));
		structured = new Replay(structuredBench, DEVIATIONS,
				Map.of("structv4", "pydiods1", "struct4", "common-files"));
		step("listen", () -> flat.listen("common-files",
				Map.of("x-pydio-bearer", flatBench.token(), "x-pydio-grpc-user-agent", "cells-sync/0.9.4")));
		looking();
		writing();
		uploadingInParts();
		movingAndDeleting();
		otherStorages();
		step("every recorded exchange is run or has a reason", this::everythingIsRun);
		return tests;
	}

	private void looking() {
		s3(0);
		IntStream.rangeClosed(0, 14).forEach(this::grpc);
	}

	private void writing() {
		grpc(15);
		grpc(16);
		events(0);
		grpc(17);
		events(1);
		s3(1);
		grpc(18);
		settled(19);
		grpc(19);
		events(2);
		s3(2);
		grpc(20);
		settled(21);
		grpc(21);
		events(3);
		s3(3);
		events(4);
		s3(4);
		events(5);
		step("the hash of empty.txt comes", () -> flat.awaitHash("common-files/rec/empty.txt"));
		grpc(22);
		IntStream.rangeClosed(5, 16).forEach(this::s3);
	}

	private void uploadingInParts() {
		s3(17);
		grpc(23);
		IntStream.rangeClosed(18, 22).forEach(this::s3);
		grpc(24);
		s3(23);
		settled(25);
		grpc(25);
		events(6);
		s3(24);
		s3(25);
		events(7);
	}

	private void movingAndDeleting() {
		grpc(26);
		events(8);
		grpc(27);
		events(9);
		step("victim.txt is there", () -> flat.put("common-files/rec/victim.txt", "victim"));
		grpc(28);
		events(10);
		IntStream.rangeClosed(29, 30).forEach(this::grpc);
		events(11);
		grpc(31);
		s3(26);
		events(12);
		IntStream.rangeClosed(32, 35).forEach(this::grpc);
		events(13);
	}

	private void otherStorages() {
		step("structured content is there",
				() -> structured.put("common-files/rec/hello.txt", "hello world"));
		grpc(structured, 36);
		step("structured storage settles", () -> structured.await(GRPC.entries().get(37)));
		grpc(structured, 37);
		grpc(structured, 38);
		step("old-family content is there", () -> flat.put("other-family/rec/hello.txt", "hello world"));
		grpc(39);
		settled(40);
		grpc(40);
		grpc(41);
	}

	private void grpc(int index) {
		grpc(flat, index);
	}

	private void grpc(Replay replay, int index) {
		var entry = GRPC.entries().get(index);
		exchange(Replay.GRPC, index, Recording.note(entry), () -> replay.grpc(entry));
	}

	private void s3(int index) {
		var entry = S3.entries().get(index);
		exchange(Replay.S3, index, Recording.note(entry), () -> flat.http(entry));
	}

	private void events(int index) {
		var entry = EVENTS.entries().get(index);
		exchange(Replay.EVENTS, index, Recording.note(entry), () -> flat.events(entry));
	}

	private void settled(int index) {
		step("it settles", () -> flat.await(GRPC.entries().get(index)));
	}

	private void step(String name, Executable action) {
		tests.add(dynamicTest(name, action));
	}

	private void exchange(String recording, int index, String note, Executable action) {
		if (DEVIATIONS.runs(recording, note)) {
			tests.add(dynamicTest(recording + " " + index + ": " + note, () -> {
				action.execute();
				done.add(recording + " " + index);
			}));
		}
	}

	private void everythingIsRun() {
		var expected = new TreeSet<String>();
		for (var recording : List.of(GRPC, S3, EVENTS)) {
			for (var i = 0; i < recording.entries().size(); i++) {
				if (DEVIATIONS.runs(recording.name(), Recording.note(recording.entries().get(i)))) {
					expected.add(recording.name() + " " + i);
				}
			}
		}
		assertEquals(expected, new TreeSet<>(done));
		assertTrue(done.size() >= LEAST, "only " + done.size() + " run");
		assertEquals(List.of(), DEVIATIONS.unused(Set.copyOf(NAMES)), "reasons for nothing");
		assertEquals(List.of(), flat.unexplained().stream().filter(path -> !isOwn(path)).toList());
	}

	/** Returns whether the session wrote there without a recorded action. */
	private static boolean isOwn(String path) {
		return path.matches(
				"common-files/rec/(victim|md5|sha|echo)\\.txt|common-files/rec/s[01]|common-files/recycle_bin.*");
	}
}
