package org.cellssync.osgi.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** What the features hold works together: every bundle resolves, and every component has what it needs. */
class BundlesTest {
	private static final String COMPONENTS = "Service-Component";

	private final ServiceComponentRuntime runtime = runtime();

	@Test
	void theFeaturesHoldEveryBundle() throws IOException {
		Path folder = Path.of(System.getProperty("cellssync.checkout"), "bundles");
		try (Stream<Path> folders = Files.list(folder)) {
			List<String> expected = folders.filter(each -> Files.exists(each.resolve("pom.xml")))
					.map(each -> each.getFileName().toString()).sorted().toList();
			assertEquals(expected, OurBundles.names().toList());
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("org.cellssync.osgi.tests.OurBundles#names")
	void resolves(String name) {
		int state = OurBundles.named(name).getState();
		assertTrue((state & (Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE)) != 0,
				() -> name + " is in state " + state + " of " + Bundle.class.getName());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("withComponents")
	void componentsHaveWhatTheyNeed(String name) {
		List<ComponentDescriptionDTO> descriptions = List
				.copyOf(runtime.getComponentDescriptionDTOs(OurBundles.named(name)));
		assertEquals(declared(name), descriptions.size(), "components known of " + name);
		for (ComponentDescriptionDTO description : descriptions) {
			for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(description)) {
				assertTrue((configuration.state
						& (ComponentConfigurationDTO.SATISFIED | ComponentConfigurationDTO.ACTIVE)) != 0,
						() -> description.implementationClass + ": " + lacking(configuration));
			}
		}
	}

	static Stream<String> withComponents() {
		return OurBundles.all().stream().filter(bundle -> bundle.getHeaders("").get(COMPONENTS) != null)
				.map(Bundle::getSymbolicName);
	}

	private static int declared(String name) {
		return OurBundles.named(name).getHeaders("").get(COMPONENTS).split(",").length;
	}

	private static String lacking(ComponentConfigurationDTO configuration) {
		return switch (configuration.state) {
			case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> "it has no configuration";
			case ComponentConfigurationDTO.FAILED_ACTIVATION -> configuration.failure;
			default -> Arrays.stream(configuration.unsatisfiedReferences).map(BundlesTest::described)
					.collect(Collectors.joining("; ", "it lacks ", ""));
		};
	}

	private static String described(UnsatisfiedReferenceDTO reference) {
		return reference.name + (reference.target == null ? "" : " " + reference.target);
	}

	private static ServiceComponentRuntime runtime() {
		var context = FrameworkUtil.getBundle(BundlesTest.class).getBundleContext();
		return context.getService(context.getServiceReference(ServiceComponentRuntime.class));
	}
}
