package org.cellssync.engine.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.ignore.IgnoreSource;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The rules that count more than what people set up. Their sources come and go. */
@Component(service = IgnoreRegistry.class)
public final class IgnoreRegistry {

	private final List<IgnoreSource> sources = new CopyOnWriteArrayList<>();

	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	void addSource(IgnoreSource source) {
		sources.add(source);
	}

	void removeSource(IgnoreSource source) {
		sources.remove(source);
	}

	/** Returns the rules of all sources. */
	List<String> rules() throws EndpointException {
		List<String> rules = new ArrayList<>();
		for (IgnoreSource source : sources) {
			rules.addAll(source.rules());
		}
		return rules;
	}
}
