package org.cellssync.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.session.TaskStatus;
import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The kinds of servers there are, by how they hash content, each with two computers; and a server that becomes another kind
 * while both are connected. What is the same is never transferred, and nothing is a conflict that is none.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class HashFamiliesTest {

	private static final String SPACE = "common-files";
	/** Two blocks of the new family, so that neither hash follows from the other. */
	private static final int LARGE = (12 << 20) + 5;

	/** A kind of server, and how the sandbox becomes one. */
	enum Row {
		/** Of before families, or of today's kind before it was told apart: every announcement is answered alike. */
		OLDER("""
				{"olderServer":true,"rehash":{"workspace":"common-files","family":"v3"}}"""),
		/** Upgraded, and not rehashed: old files have their old hashes, new ones those of the new family. */
		UPGRADED("""
				{"olderServer":false,"rehash":{"workspace":"common-files","family":"v3"}}"""),
		/** Being rehashed: half of the files have new hashes, the workspace is still of the old family. */
		REHASHING("""
				{"olderServer":false,"rehash":{"workspace":"common-files","family":"v3","hashed":0.5}}"""),
		/** Rehashed. */
		REHASHED("""
				{"olderServer":false,"rehash":{"workspace":"common-files","family":"v4"}}"""),
		/** New. */
		NEW("{}");

		private final String order;

		Row(String order) {
			this.order = order;
		}
	}

	@TempDir
	Path home;

	private Sandbox server;
	private Control control;
	private Computer one;
	private Computer two;
	private int rounds;

	@BeforeEach
	void start() throws Exception {
		server = Sandbox.start(SandboxOptions.defaults());
		control = new Control(server);
		one = new Computer(home.resolve("one"), server);
		two = new Computer(home.resolve("two"), server);
	}

	@AfterEach
	void stop() throws Exception {
		one.close();
		two.close();
		control.close();
		server.close();
	}

	@ParameterizedTest
	@EnumSource
	void sendsWhatDiffersAndAdoptsWhatIsTheSame(Row row) throws Exception {
		one.connect(0, SPACE).write("old.txt", "of before").write("large old.bin", bytes(1)).write("empty", "");
		one.sync();
		control.order(row.order);
		one.write("new.txt", "of after").write("large new.bin", bytes(2));
		assertEquals(List.of("upload remote large new.bin", "upload remote new.txt"), one.sync().operations());
		two.connect(1, SPACE).write("old.txt", "of before").write("large old.bin", bytes(1)).write("new.txt", "of after")
				.write("large new.bin", bytes(2)).write("theirs.txt", "from there");
		long before = control.transfers();
		assertEquals(List.of("download local empty", "upload remote theirs.txt"), two.sync().operations());
		assertEquals(List.of("download local theirs.txt"), one.sync().operations());
		assertEquals(before + 2, control.transfers(), "sent and fetched once, nothing of what is the same");
		assertSame();
		one.write("old.txt", "of before, changed");
		two.write("large new.bin", bytes(3));
		assertEquals(List.of("upload remote old.txt"), one.sync().operations());
		assertEquals(List.of("download local old.txt", "upload remote large new.bin"), two.sync().operations());
		assertEquals(List.of("download local large new.bin"), one.sync().operations());
		assertEquals(List.of(), two.sync().operations());
		assertSame();
	}

	@Test
	void followsAServerThatBecomesAnotherWhileConnected() throws Exception {
		control.order(Row.OLDER.order);
		one.connect(0, SPACE).write("old.txt", "of before").write("large.bin", bytes(1)).write("folder/deep.txt", "deep");
		two.connect(1, SPACE).write("theirs.txt", "from there");
		one.sessions().start();
		two.sessions().start();
		one.awaitSame(two);
		for (Row row : List.of(Row.UPGRADED, Row.REHASHING, Row.REHASHED, Row.UPGRADED, Row.OLDER, Row.REHASHED,
				Row.OLDER)) {
			control.order(row.order);
			goesOn();
		}
	}

	@Test
	void waitsForAWorkspaceThatIsHashedInTwoWays() throws Exception {
		one.connect(0, SPACE).write("old.txt", "of before").write("large.bin", bytes(1));
		two.connect(1, SPACE);
		one.sessions().start();
		two.sessions().start();
		one.awaitSame(two);
		control.order("""
				{"rehash":{"workspace":"common-files","family":"mixed"}}""");
		one.write("made meanwhile.txt", "waits");
		for (Computer each : List.of(one, two)) {
			each.sessions().look(each.task());
			each.await(view -> view.status() instanceof TaskStatus.Waiting waiting
					&& waiting.diagnostic().code() == Code.REMOTE_MIXED_HASHES);
		}
		assertEquals(2, two.tree().size());
		control.order(Row.REHASHED.order);
		two.awaitFile("made meanwhile.txt");
		goesOn();
	}

	/** Nothing that is the same is transferred, and what changes now arrives. */
	private void goesOn() throws Exception {
		settled();
		long before = control.transfers();
		for (Computer each : List.of(one, two)) {
			long looks = control.calls("tree.NodeProvider/ListNodes");
			each.sessions().look(each.task());
			Computer.until(() -> control.calls("tree.NodeProvider/ListNodes") > looks, () -> "no look at the server");
			settled();
		}
		assertEquals(before, control.transfers());
		String number = String.valueOf(++rounds);
		one.write("old.txt", "edited here " + number).write("new here " + number, number);
		two.awaitFile("new here " + number);
		two.write("folder/there " + number, number);
		one.awaitSame(two);
		settled();
		assertSame();
		assertEquals("edited here " + number, two.read("old.txt"));
	}

	private void settled() throws InterruptedException {
		for (Computer each : List.of(one, two)) {
			each.await(view -> view.status() instanceof TaskStatus.InSync);
		}
	}

	private void assertSame() {
		assertEquals(one.tree(), two.tree());
		for (Computer each : List.of(one, two)) {
			assertEquals(List.of(), each.view().conflicts());
			assertEquals(List.of(), each.view().problems());
			assertTrue(each.tree().keySet().stream().noneMatch(name -> name.contains("(")), each.tree().keySet().toString());
		}
	}

	private static byte[] bytes(int seed) {
		byte[] bytes = new byte[LARGE];
		new Random(seed).nextBytes(bytes);
		return bytes;
	}
}
