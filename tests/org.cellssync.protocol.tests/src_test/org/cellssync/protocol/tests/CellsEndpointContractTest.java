package org.cellssync.protocol.tests;

import org.cellssync.sandbox.Sandbox;
import org.cellssync.sandbox.SandboxOptions;
import org.cellssync.testkit.EndpointBench;
import org.cellssync.testkit.EndpointContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A folder on a Cells server, over TLS, with the hazards of a real server on. */
class CellsEndpointContractTest extends EndpointContract {

	private static Sandbox sandbox;

	@BeforeAll
	static void start() throws Exception {
		sandbox = Sandbox.start(SandboxOptions.defaults());
	}

	@AfterAll
	static void stop() throws Exception {
		sandbox.close();
	}

	@Override
	protected EndpointBench openBench() throws Exception {
		return CellsBench.on(sandbox);
	}
}
