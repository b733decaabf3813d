package org.cellssync.core.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.cellssync.core.sync.Scenario.Action;

/** Makes a failing scenario small, so that a person can follow it. */
final class Shrinking {

	private Shrinking() {
	}

	/** Returns what a scenario fails with, if it fails. */
	static Optional<Throwable> failure(Scenario scenario) {
		try {
			scenario.run(told -> {});
			return Optional.empty();
		} catch (RuntimeException | AssertionError e) {
			return Optional.of(e);
		}
	}

	/** Returns a scenario that fails too, and of which no single action can be left out. */
	static Scenario smallest(Scenario failing) {
		return smallest(failing, scenario -> failure(scenario).isPresent());
	}

	static Scenario smallest(Scenario failing, Predicate<Scenario> fails) {
		Scenario smallest = failing;
		int part = Math.max(1, failing.actions().size() / 2);
		while (true) {
			Optional<Scenario> smaller = smaller(smallest, part, fails);
			if (smaller.isPresent()) {
				smallest = smaller.get();
			} else if (part > 1) {
				part /= 2;
			} else {
				return smallest;
			}
		}
	}

	private static Optional<Scenario> smaller(Scenario failing, int part, Predicate<Scenario> fails) {
		List<Action> actions = failing.actions();
		for (int from = 0; from < actions.size(); from += part) {
			List<Action> rest = new ArrayList<>(actions);
			rest.subList(from, Math.min(actions.size(), from + part)).clear();
			Scenario smaller = new Scenario(failing.setup(), rest);
			if (fails.test(smaller)) {
				return Optional.of(smaller);
			}
		}
		return Optional.empty();
	}

	/** Returns what happens in a scenario, line by line, up to its failure if it fails. */
	static List<String> trace(Scenario scenario) {
		List<String> lines = new ArrayList<>();
		try {
			scenario.run(told -> lines.add(brief(told.get())));
		} catch (RuntimeException | AssertionError e) {
			lines.add(brief(String.valueOf(e.getMessage())));
		}
		return lines;
	}

	private static String brief(String line) {
		return line
				.replaceAll(
						"File\\[content=0+([1-9a-f][0-9a-f]*)0{9,}[0-9a-f]+, size=\\d+, executable=false\\]",
						"$1")
				.replaceAll(
						"File\\[content=0+([1-9a-f][0-9a-f]*)0{9,}[0-9a-f]+, size=\\d+, executable=true\\]",
						"$1x")
				.replaceAll(
						"File\\[content=Unread\\[high=(-?\\d{4})[^]]*\\], size=(\\d+), executable=(.)[^]]*\\]",
						"U$1/$2$3")
				.replaceAll("Change\\[path=(.*?), before=", "[$1: ").replaceAll(", after=", " -> ");
	}
}
