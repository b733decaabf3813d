package org.cellssync.protocol.tests;

import java.util.Map;

import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.testkit.EndpointBench;
import org.cellssync.testkit.EndpointContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * A folder on storage that is indexed late, in clear text. It loses nothing in moves here: who copes with
 * that is not the endpoint.
 */
class CellsStructuredContractTest extends EndpointContract {

	private static Sandbox sandbox;

	@BeforeAll
	static void start() throws Exception {
		sandbox = Sandbox.start(
				SandboxOptions.defaults().withStorage(SandboxOptions.Storage.STRUCTURED).withTls(false));
	}

	@AfterAll
	static void stop() throws Exception {
		sandbox.close();
	}

	@Override
	protected EndpointBench openBench() throws Exception {
		CellsBench bench = CellsBench.on(sandbox);
		bench.faults(Map.of("moveLossShare", 0));
		return bench;
	}
}
