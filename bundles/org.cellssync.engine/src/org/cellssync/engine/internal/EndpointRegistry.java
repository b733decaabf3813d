package org.cellssync.engine.internal;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.EndpointFactory;
import org.cellssync.api.endpoint.EndpointSettings;
import org.cellssync.api.endpoint.Keeping;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The kinds of endpoints there are. Factories come and go. */
@Component(service = EndpointRegistry.class)
public final class EndpointRegistry {

	private final Map<String, EndpointFactory> factories = new ConcurrentHashMap<>();

	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	void addFactory(EndpointFactory factory, Map<String, Object> properties) {
		factories.put(String.valueOf(properties.get(EndpointFactory.SCHEME)), factory);
	}

	void removeFactory(EndpointFactory factory, Map<String, Object> properties) {
		factories.remove(String.valueOf(properties.get(EndpointFactory.SCHEME)), factory);
	}

	/** Returns what keeps files in the data of a task whose left end cannot keep them; empty where nothing does. */
	Optional<Keeping> keeping(Path taskData, EndpointSettings settings) {
		return factories.values().stream().flatMap(each -> each.keeping(taskData, settings).stream()).findFirst();
	}

	/** Returns the factory for an address's kind. */
	EndpointFactory factory(EndpointAddress address) throws EndpointException {
		EndpointFactory factory = factories.get(address.scheme());
		if (factory == null) {
			throw new EndpointException(Diagnostic.of(Code.SYSTEM_INCOMPLETE, address.text(), address.scheme()));
		}
		return factory;
	}
}
