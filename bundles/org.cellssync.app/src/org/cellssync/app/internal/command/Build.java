package org.cellssync.app.internal.command;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.Version;

/**
 * What is running, on what.
 *
 * @param version the product's version, three numbers
 * @param build what tells two builds of one version apart
 * @param runtime the Java runtime and its version
 * @param platform operating system and processor
 */
record Build(String version, String build, String runtime, String platform) {
	/** The build that this class came in. */
	static Build current() {
		Bundle bundle = FrameworkUtil.getBundle(Build.class);
		Version version = bundle.getVersion();
		BundleContext context = bundle.getBundleContext();
		return new Build(version.getMajor() + "." + version.getMinor() + "." + version.getMicro(),
				version.getQualifier(), System.getProperty("java.vm.name") + " " + Runtime.version(),
				context.getProperty("osgi.os") + "/" + context.getProperty("osgi.arch"));
	}
}
