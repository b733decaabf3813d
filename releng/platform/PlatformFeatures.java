import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Writes the plug-ins of third parties into the features, from the target platform: there is no feature of the Eclipse
 * platform on Maven Central. Run it in the root of the checkout after a change of the target platform, when the jars
 * are in the local Maven repository: {@code java releng/platform/PlatformFeatures.java}.
 */
public final class PlatformFeatures {
	private static final Path TARGET = Path.of("target-platform/cellssync.target");
	private static final Path REPOSITORY = Path.of(System.getProperty("user.home"), ".m2/repository");
	private static final String BEGIN = "\t<!-- Third parties: written by releng/platform/PlatformFeatures.java -->\n";
	private static final String END = "\t<!-- End of third parties -->\n";

	/** What the location of that label holds is for the sandbox alone, or for tests alone; all else is the platform. */
	private static final String SANDBOX = "Web server of the sandbox";
	private static final String TESTS = "Tests";
	/** Needed to compile, not to run. */
	private static final Set<String> COMPILE_ONLY = Set.of("net.jcip.annotations", "org.osgi.annotation.versioning",
			"org.osgi.service.component.annotations");

	private record Plugin(String name, String filter) {
	}

	public static void main(String[] arguments) throws Exception {
		write("org.cellssync.platform.feature", label -> !label.equals(SANDBOX) && !label.equals(TESTS));
		write("org.cellssync.sandbox.feature", SANDBOX::equals);
	}

	private static void write(String feature, Predicate<String> labels) throws Exception {
		Path file = Path.of("features", feature, "feature.xml");
		String text = Files.readString(file);
		StringBuilder plugins = new StringBuilder(BEGIN);
		for (Plugin plugin : plugins(labels)) {
			plugins.append("\t<plugin id=\"" + plugin.name() + "\"" + plugin.filter() + " version=\"0.0.0\"/>\n");
		}
		int begin = text.indexOf(BEGIN);
		int end = text.indexOf(END);
		Files.writeString(file, text.substring(0, begin) + plugins + text.substring(end));
	}

	private static List<Plugin> plugins(Predicate<String> labels) throws Exception {
		Document target = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(TARGET.toFile());
		Map<String, Plugin> plugins = new TreeMap<>();
		for (Element location : elements(target.getDocumentElement(), "location")) {
			if (labels.test(location.getAttribute("label"))) {
				boolean generated = location.getAttribute("missingManifest").equals("generate");
				for (Element dependency : elements(location, "dependency")) {
					Plugin plugin = plugin(text(dependency, "groupId"), text(dependency, "artifactId"),
							text(dependency, "version"), generated);
					if (!COMPILE_ONLY.contains(plugin.name())) {
						plugins.put(plugin.name(), plugin);
					}
				}
			}
		}
		return new ArrayList<>(plugins.values());
	}

	private static Plugin plugin(String group, String artifact, String version, boolean generated) {
		Path jar = REPOSITORY.resolve(group.replace('.', '/')).resolve(artifact).resolve(version)
				.resolve(artifact + "-" + version + ".jar");
		try (JarFile file = new JarFile(jar.toFile())) {
			Attributes manifest = file.getManifest().getMainAttributes();
			String name = manifest.getValue("Bundle-SymbolicName");
			if (name != null) {
				return new Plugin(name.split(";")[0].strip(), filter(manifest.getValue("Eclipse-PlatformFilter")));
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		if (!generated) {
			throw new IllegalStateException(jar + " is not a bundle");
		}
		return new Plugin(generatedName(group, artifact), "");
	}

	/** The name that the target's instructions give to a jar without a manifest. */
	private static String generatedName(String group, String artifact) {
		return artifact.equals("jcip-annotations") ? "net.jcip.annotations"
				: "org.apache." + artifact.replace('-', '.');
	}

	/** The attributes of a plug-in that is for some platforms only; several processors mean any. */
	private static String filter(String platforms) {
		StringBuilder filter = new StringBuilder();
		for (String key : platforms == null ? List.<String>of() : List.of("os", "ws", "arch")) {
			Matcher matcher = Pattern.compile("osgi\\." + key + "\\s*=\\s*(\\w+)").matcher(platforms);
			List<String> values = matcher.results().map(result -> result.group(1)).toList();
			if (values.size() == 1) {
				filter.append(' ').append(key).append("=\"").append(values.getFirst()).append('"');
			}
		}
		return filter.toString();
	}

	private static String text(Element element, String name) {
		return elements(element, name).getFirst().getTextContent().strip();
	}

	private static List<Element> elements(Element parent, String name) {
		List<Element> elements = new ArrayList<>();
		for (int i = 0; i < parent.getElementsByTagName(name).getLength(); i++) {
			elements.add((Element) parent.getElementsByTagName(name).item(i));
		}
		return elements;
	}
}
