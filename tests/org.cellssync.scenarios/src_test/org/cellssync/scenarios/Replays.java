package org.cellssync.scenarios;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Hands each replay of a {@link Scenario} a task of its own, on a program and servers that all of them share. */
final class Replays implements TestTemplateInvocationContextProvider {

	@Override
	public boolean supportsTestTemplate(ExtensionContext context) {
		return context.getRequiredTestMethod().isAnnotationPresent(Scenario.class);
	}

	@Override
	public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
		Scenario scenario = context.getRequiredTestMethod().getAnnotation(Scenario.class);
		return Arrays.stream(scenario.over()).map(ends -> new Invocation(scenario, ends));
	}

	private record Invocation(Scenario scenario, Ends ends) implements TestTemplateInvocationContext {

		@Override
		public String getDisplayName(int number) {
			return String.join(" ", scenario.value()) + " over " + ends.name().toLowerCase(Locale.ROOT);
		}

		@Override
		public List<Extension> getAdditionalExtensions() {
			return List.of(new Handing(scenario.value()[0], ends));
		}
	}

	/** Makes the replay when the test asks for it, and ends it. */
	private static final class Handing implements ParameterResolver, AfterEachCallback {

		private final String number;
		private final Ends ends;
		private Replay replay;

		Handing(String number, Ends ends) {
			this.number = number;
			this.ends = ends;
		}

		@Override
		public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
			return parameter.getParameter().getType() == Replay.class;
		}

		@Override
		public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
			Stage stage = context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL)
					.getOrComputeIfAbsent(Stage.class, key -> new Stage(), Stage.class);
			replay = stage.begin(number, ends);
			return replay;
		}

		@Override
		public void afterEach(ExtensionContext context) throws Exception {
			if (replay != null) {
				replay.close();
			}
		}
	}
}
