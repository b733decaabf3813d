package org.cellssync.osgi.tests;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/**
 * Holds every manifest against the table of who may use whom. A new arrow between two bundles is a change of that
 * table, and so a decision.
 */
class DependencyMatrixTest {
	/** What a bundle may import of our other bundles, names without the common beginning. */
	private static final Map<String, Set<String>> OURS = Map.ofEntries(entry("core", Set.of()),
			entry("api", Set.of("core")), entry("hash", Set.of("api", "core")),
			entry("store.lmdb", Set.of("api", "core", "lib.lmdb")), entry("watch", Set.of("api", "core")),
			entry("endpoint.local", Set.of("api", "core")), entry("auth", Set.of("api")),
			entry("transport", Set.of("api", "lib.grpc", "lib.s3")), entry("protocol", Set.of("lib.grpc")),
			entry("endpoint.cells", Set.of("api", "core", "protocol", "transport", "lib.grpc", "lib.s3")),
			entry("engine", Set.of("api", "core")), entry("platform", Set.of("api")), entry("logging", Set.of()),
			entry("sandbox", Set.of("api", "protocol", "lib.grpc")), entry("ui", Set.of("api", "core")),
			// The commands "demo" and "sandbox" start the server; nothing else knows of it.
			entry("app", Set.of("api", "core", "ui", "sandbox", "logging")), entry("lib.grpc", Set.of()),
			entry("lib.lmdb", Set.of()), entry("lib.s3", Set.of()));

	/** Who may import packages of others that begin so; the longest beginning counts, and what is not here is free. */
	private static final Map<String, Set<String>> THEIRS = Map.ofEntries(
			entry("org.eclipse.swt", Set.of("ui", "app")), entry("org.eclipse.jface", Set.of("ui", "app")),
			entry("org.eclipse.ui", Set.of("ui", "app")), entry("org.eclipse.e4", Set.of("ui", "app")),
			entry("org.eclipse.core", Set.of("ui", "app", "platform")),
			entry("org.eclipse.equinox", Set.of("ui", "app", "platform")),
			entry("org.eclipse.jetty", Set.of("sandbox")), entry("jakarta.servlet", Set.of("sandbox", "lib.grpc")),
			entry("org.bouncycastle", Set.of("sandbox", "lib.grpc")), entry("ch.qos.logback", Set.of("logging")),
			entry("io.grpc", Set.of("transport", "protocol", "endpoint.cells", "sandbox", "lib.grpc")),
			entry("org.lmdbjava", Set.of("store.lmdb")), entry("software.amazon.awssdk", Set.of("endpoint.cells", "lib.s3")),
			entry("org.apache.http", Set.of("transport", "endpoint.cells")),
			entry("com.nimbusds", Set.of("auth", "sandbox")));

	/** A package that goes to one bundle alone. */
	private static final Map<String, String> FRIENDS = Map.of("org.cellssync.transport", "endpoint.cells");

	@Test
	void theTableHoldsEveryBundleAndNoOther() {
		assertEquals(new TreeSet<>(OURS.keySet()),
				new TreeSet<>(OurBundles.names().map(DependencyMatrixTest::brief).toList()));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("org.cellssync.osgi.tests.OurBundles#names")
	void usesOnlyWhatItMay(String name) {
		List<String> forbidden = new ArrayList<>();
		for (String used : used(OurBundles.named(name))) {
			boolean allowed = used.startsWith(OurBundles.PREFIX) ? mayUseOurs(brief(name), used)
					: mayUseTheirs(brief(name), used);
			if (!allowed) {
				forbidden.add(used);
			}
		}
		assertEquals(List.of(), forbidden, name + " uses what the table does not grant it");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("org.cellssync.osgi.tests.OurBundles#names")
	void keepsToItselfWhatIsInternal(String name) {
		if (!brief(name).startsWith("lib.")) {
			assertEquals(List.of(), names(OurBundles.named(name), Constants.EXPORT_PACKAGE).stream()
					.filter(exported -> exported.contains(".internal")).toList());
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("org.cellssync.osgi.tests.OurBundles#names")
	void requiresNoWholeBundleOfOurs(String name) {
		assertTrue(names(OurBundles.named(name), Constants.REQUIRE_BUNDLE).stream()
				.noneMatch(required -> required.startsWith(OurBundles.PREFIX)), name);
	}

	private static Set<String> used(Bundle bundle) {
		Set<String> used = new TreeSet<>(names(bundle, Constants.IMPORT_PACKAGE));
		used.addAll(names(bundle, Constants.REQUIRE_BUNDLE));
		return used;
	}

	private static boolean mayUseOurs(String name, String used) {
		String friend = FRIENDS.get(used);
		if (friend != null) {
			return friend.equals(name);
		}
		String owner = longest(OURS.keySet(), brief(used));
		return owner.equals(name) || OURS.get(name).contains(owner);
	}

	private static boolean mayUseTheirs(String name, String used) {
		String beginning = longest(THEIRS.keySet(), used);
		return beginning.isEmpty() || THEIRS.get(beginning).contains(name);
	}

	private static String longest(Set<String> beginnings, String name) {
		String found = "";
		for (String beginning : beginnings) {
			if ((name.equals(beginning) || name.startsWith(beginning + ".")) && beginning.length() > found.length()) {
				found = beginning;
			}
		}
		return found;
	}

	private static String brief(String name) {
		return name.substring(OurBundles.PREFIX.length());
	}

	/** The names in a header, without their attributes: what follows a semicolon, where quotes may hold commas. */
	private static List<String> names(Bundle bundle, String header) {
		String value = bundle.getHeaders("").get(header);
		if (value == null) {
			return List.of();
		}
		List<String> names = new ArrayList<>();
		for (String clause : value.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
			names.add(clause.split(";")[0].strip());
		}
		return names;
	}
}
