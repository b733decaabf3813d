package org.cellssync.osgi.tests;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleRevision;

/** The product's own bundles among all that the framework runs. */
final class OurBundles {
	static final String PREFIX = "org.cellssync.";

	private OurBundles() {
	}

	/** All of them, by name; tests and what tests use are not the product's. */
	static List<Bundle> all() {
		Bundle[] bundles = FrameworkUtil.getBundle(OurBundles.class).getBundleContext().getBundles();
		return Arrays.stream(bundles).filter(OurBundles::isProduct)
				.sorted(Comparator.comparing(Bundle::getSymbolicName)).toList();
	}

	static Stream<String> names() {
		return all().stream().map(Bundle::getSymbolicName);
	}

	static Bundle named(String name) {
		return all().stream().filter(bundle -> bundle.getSymbolicName().equals(name)).findFirst().orElseThrow();
	}

	static boolean isFragment(Bundle bundle) {
		return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
	}

	private static boolean isProduct(Bundle bundle) {
		String name = bundle.getSymbolicName();
		return name.startsWith(PREFIX) && !name.endsWith(".tests") && !name.equals(PREFIX + "testkit");
	}
}
