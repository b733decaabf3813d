package org.cellssync.engine.internal;

import java.util.EnumMap;
import java.util.Map;

import org.cellssync.api.endpoint.Endpoint;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Keeping;
import org.cellssync.api.endpoint.Throttle;
import org.cellssync.api.session.TaskOptions;
import org.cellssync.api.session.TaskSpec;
import org.cellssync.api.util.Cancellation;
import org.cellssync.api.util.Locations;
import org.cellssync.core.ignore.IgnoreRules;
import org.cellssync.core.sync.Side;

/** Opens the two ends of tasks. Thread-safe. */
final class PairOpener {

	private final EndpointRegistry endpoints;
	private final Locations locations;
	private final IgnoreRegistry managed;
	private final SpeedGates gates;
	private final Both both;

	PairOpener(EndpointRegistry endpoints, Locations locations, IgnoreRegistry managed, SpeedGates gates,
			Surroundings around) {
		this.endpoints = endpoints;
		this.locations = locations;
		this.managed = managed;
		this.gates = gates;
		this.both = new Both(around.otherEnd());
	}

	Pair open(TaskSpec spec, Cancellation cancel) throws EndpointException {
		cancel.check();
		var folder = locations.task(spec.id());
		Throttle throttle = gates.of(spec.id(), spec.options().speed());
		Endpoint local = endpoints.factory(spec.left()).open(spec.left(), folder, spec.options().settings(), throttle);
		try {
			Endpoint remote = endpoints.factory(spec.right()).open(spec.right(), folder, spec.options().settings(),
					throttle);
			return isHere(spec.left()) ? new Pair(local, remote, both) : new Pair(local, remote, both, keepers(spec));
		} catch (EndpointException | RuntimeException e) {
			local.close();
			throw e;
		}
	}

	/** Of a task whose left end is not here what is replaced is kept in its data, but for what an end here keeps itself. */
	private Map<Side, Keeping> keepers(TaskSpec spec) {
		Map<Side, Keeping> keepers = new EnumMap<>(Side.class);
		endpoints.keeping(locations.task(spec.id()), spec.options().settings()).ifPresent(keeping -> {
			keepers.put(Side.LOCAL, keeping);
			if (!isHere(spec.right())) {
				keepers.put(Side.REMOTE, keeping);
			}
		});
		return keepers;
	}

	private static boolean isHere(EndpointAddress end) {
		return end.scheme().equals(EndpointAddress.FILE);
	}

	/** Returns what is left out of a task, but for the rules of files in it. */
	IgnoreRules rules(TaskOptions options) throws EndpointException {
		return IgnoreRules.DEFAULTS.withTask(options.ignore()).withManaged(managed.rules());
	}
}
