package org.cellssync.ui.internal.conflicts;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import org.cellssync.api.session.OpenConflict;
import org.cellssync.ui.api.ConflictEditor;
import org.eclipse.core.expressions.EvaluationContext;
import org.eclipse.core.expressions.EvaluationResult;
import org.eclipse.core.expressions.ExpressionConverter;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The editors that are contributed. The one with the highest priority among those enabled for a conflict is taken. */
final class ConflictEditors {

	private static final Logger LOG = LoggerFactory.getLogger(ConflictEditors.class);
	private static final String POINT = "org.cellssync.ui.conflictEditors";

	private ConflictEditors() {
	}

	/** Returns a new editor; a contributed one that fails is told in the log and left out. */
	static ConflictEditor best(OpenConflict conflict) {
		List<IConfigurationElement> fitting = Arrays
				.stream(Platform.getExtensionRegistry().getConfigurationElementsFor(POINT))
				.filter(each -> enabled(each, conflict))
				.sorted(Comparator.comparingInt(ConflictEditors::priority).reversed()).toList();
		for (IConfigurationElement each : fitting) {
			try {
				return (ConflictEditor) each.createExecutableExtension("class");
			} catch (CoreException | ClassCastException e) {
				LOG.warn("The conflict editor {} cannot be used", each.getAttribute("id"), e);
			}
		}
		return new SideBySideChooser();
	}

	private static int priority(IConfigurationElement element) {
		String text = element.getAttribute("priority");
		try {
			return text == null ? 0 : Integer.parseInt(text);
		} catch (NumberFormatException e) {
			LOG.warn("The conflict editor {} has no number for a priority", element.getAttribute("id"));
			return 0;
		}
	}

	private static boolean enabled(IConfigurationElement element, OpenConflict conflict) {
		IConfigurationElement[] conditions = element.getChildren("enablement");
		if (conditions.length == 0) {
			return true;
		}
		EvaluationContext context = new EvaluationContext(null, conflict);
		context.addVariable("name", conflict.path().name());
		context.addVariable("extension", extension(conflict.path().name()));
		context.addVariable("path", conflict.path().value());
		context.addVariable("kind", kind(conflict));
		context.addVariable("size", Math.max(conflict.local().size(), conflict.remote().size()));
		try {
			return ExpressionConverter.getDefault().perform(conditions[0])
					.evaluate(context) == EvaluationResult.TRUE;
		} catch (CoreException e) {
			LOG.warn("The conflict editor {} has a condition that cannot be evaluated",
					element.getAttribute("id"), e);
			return false;
		}
	}

	/** What follows the last dot in lower case; nothing where there is no dot or only a leading one. */
	private static String extension(String name) {
		int dot = name.lastIndexOf('.');
		return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
	}

	private static String kind(OpenConflict conflict) {
		String kind = conflict.local().kind();
		return kind.equals(conflict.remote().kind()) ? kind : "mixed";
	}
}
