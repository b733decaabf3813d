package org.cellssync.transport.internal.grpc;

import static org.cellssync.transport.internal.grpc.ServerDouble.LIST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.cellssync.api.account.Route;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.Announcement;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;
import org.cellssync.transport.internal.trust.PemServerTrust;
import org.cellssync.transport.internal.way.Ways;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

@Timeout(120)
class StreamCallTest {

	private final Cancellation cancel = new Cancellation();
	private ServerDouble server;
	private Link link;

	@BeforeEach
	void open() throws Exception {
		server = new ServerDouble();
		link = Link.open(URI.create("http://localhost"), server.port(),
				new Ways(new PemServerTrust()).of(Route.USUAL));
	}

	@AfterEach
	void close() {
		link.cut();
		server.close();
	}

	private StreamCall<String, String> stream(Duration silence) {
		return StreamCall.open(link, LIST, "go", Headers.of("t", Announcement.V4, "u"), Optional.of(silence),
				cancel);
	}

	/** A server that could send for ever sends no more than fits in the window, until somebody reads. */
	@Test
	void slowsTheServerDownToTheReader() throws Exception {
		int count = 40_000;
		String filler = "x".repeat(1000);
		AtomicInteger sent = new AtomicInteger();
		CountDownLatch stalled = new CountDownLatch(1);
		CountDownLatch reading = new CountDownLatch(1);
		server.play((call, headers, question) -> Thread.ofPlatform().daemon().start(() -> {
			call.sendHeaders(new Metadata());
			while (sent.get() < count) {
				if (call.isReady()) {
					call.sendMessage(sent.getAndIncrement() + filler);
				} else if (stalled.getCount() > 0) {
					pauseUntilReadable(call, stalled, reading);
				} else {
					Thread.onSpinWait();
					Thread.yield();
				}
			}
			call.close(Status.OK, new Metadata());
		}));
		try (StreamCall<String, String> answers = stream(Duration.ofSeconds(30))) {
			stalled.await();
			int before = sent.get();
			assertTrue(before < 5_000, before + " messages of 1,000 bytes were sent to nobody");
			reading.countDown();
			for (int i = 0; i < count; i++) {
				assertEquals(i + filler, answers.next().orElseThrow());
			}
			assertEquals(Optional.empty(), answers.next());
		}
	}

	/** Not ready twice with a moment between is a reader that does not read. */
	private static void pauseUntilReadable(ServerCall<?, ?> call, CountDownLatch stalled,
			CountDownLatch reading) {
		for (int i = 0; i < 1_000_000; i++) {
			if (call.isReady()) {
				return;
			}
			Thread.onSpinWait();
		}
		stalled.countDown();
		try {
			reading.await();
		} catch (InterruptedException interrupted) {
			throw new IllegalStateException(interrupted);
		}
	}

	@Test
	void givesUpAfterASilence() throws Exception {
		server.play((call, headers, question) -> {
			call.sendHeaders(new Metadata());
			call.sendMessage("one");
		});
		// Once connected nothing but the script takes time.
		stream(Duration.ofSeconds(30)).next();
		StreamCall<String, String> answers = stream(Duration.ofSeconds(3));
		assertEquals(Optional.of("one"), answers.next());
		assertEquals(Kind.TIMEOUT, assertThrows(CellsException.class, answers::next).kind());
		assertThrows(CancellationException.class, answers::next);
	}

	@Test
	void closingWakesTheReaderAndEndsTheCall() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		server.play((call, headers, question) -> {
			call.sendHeaders(new Metadata());
			begun.countDown();
		});
		StreamCall<String, String> answers = stream(Duration.ofSeconds(30));
		Thread closer = Thread.ofPlatform().daemon().start(() -> {
			try {
				begun.await();
			} catch (InterruptedException interrupted) {
				throw new IllegalStateException(interrupted);
			}
			answers.close();
		});
		assertThrows(CancellationException.class, answers::next);
		closer.join();
	}

	@Test
	void nothingIsReadAfterACancellation() throws Exception {
		server.play((call, headers, question) -> ServerDouble.answer(call, "one", "two", "three"));
		StreamCall<String, String> answers = stream(Duration.ofSeconds(30));
		assertEquals(Optional.of("one"), answers.next());
		cancel.cancel();
		assertThrows(CancellationException.class, answers::next);
	}

	@Test
	void anInterruptEndsTheWait() throws Exception {
		server.play((call, headers, question) -> call.sendHeaders(new Metadata()));
		StreamCall<String, String> answers = stream(Duration.ofSeconds(30));
		Thread.currentThread().interrupt();
		assertThrows(CancellationException.class, answers::next);
		assertTrue(Thread.interrupted());
	}
}
