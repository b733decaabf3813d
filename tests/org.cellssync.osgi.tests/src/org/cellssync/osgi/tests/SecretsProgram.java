package org.cellssync.osgi.tests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * A process of its own with an Equinox of its own, which uses the product's secret store. What it is to do
 * stands in its arguments; what came of it, on its standard output, a line for each.
 */
final class SecretsProgram {

	private static final String STORE = "org.cellssync.api.util.SecretStore";

	private SecretsProgram() {
	}

	/**
	 * Takes a folder for the framework, a file that lists the bundles' locations, and what to do: {@code
	 * guard}, {@code write KEY SECRET}, {@code read KEY}, {@code remove KEY}, {@code reload}.
	 */
	public static void main(String[] arguments) throws Exception {
		Map<String, String> settings = new HashMap<>();
		settings.put(Constants.FRAMEWORK_STORAGE, arguments[0]);
		settings.put("osgi.instance.area", "@none");
		settings.put("osgi.user.area", "@none");
		Framework framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow()
				.newFramework(settings);
		framework.start();
		try {
			start(framework.getBundleContext(), Files.readAllLines(Path.of(arguments[1])));
			Object store = service(framework.getBundleContext());
			List<String> rest = new ArrayList<>(List.of(arguments).subList(2, arguments.length));
			while (!rest.isEmpty()) {
				System.out.println(perform(store, rest));
			}
		} finally {
			framework.stop();
			framework.waitForStop(TimeUnit.SECONDS.toMillis(10));
		}
	}

	private static void start(BundleContext context, List<String> locations) throws BundleException {
		List<Bundle> bundles = new ArrayList<>();
		for (String location : locations) {
			bundles.add(context.installBundle(location));
		}
		for (Bundle bundle : bundles) {
			if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
				bundle.start(Bundle.START_ACTIVATION_POLICY);
			}
		}
	}

	/** Waits for it: components come up in a thread of their own. */
	private static Object service(BundleContext context) throws InterruptedException, InvalidSyntaxException {
		Object found = new Object();
		Object lock = new Object();
		context.addServiceListener(event -> {
			synchronized (lock) {
				lock.notifyAll();
			}
		}, "(" + Constants.OBJECTCLASS + "=" + STORE + ")");
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		synchronized (lock) {
			ServiceReference<?> reference = context.getServiceReference(STORE);
			while (reference == null && System.nanoTime() < end) {
				lock.wait(100);
				reference = context.getServiceReference(STORE);
			}
			found = reference == null ? null : context.getService(reference);
		}
		if (found == null) {
			throw new IllegalStateException("there is no secret store");
		}
		return found;
	}

	/** Its interface is loaded by another class loader than this class, so its methods are called by name. */
	private static String perform(Object store, List<String> rest) throws Exception {
		long start = System.nanoTime();
		String action = rest.removeFirst();
		Object result = switch (action) {
			case "guard", "reload" -> store.getClass().getMethod(action).invoke(store);
			case "read" ->
				((Optional<?>) store.getClass().getMethod("read", String.class).invoke(store, rest.removeFirst()))
						.map(Object::toString).orElse("-");
			case "remove" -> store.getClass().getMethod("remove", String.class).invoke(store, rest.removeFirst());
			case "write" ->
				store.getClass().getMethod("write", String.class, String.class).invoke(store, rest.removeFirst(),
						rest.removeFirst());
			default -> throw new IllegalArgumentException(action);
		};
		return action + " " + result + " " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms";
	}
}
