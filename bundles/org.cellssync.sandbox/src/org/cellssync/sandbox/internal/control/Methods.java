package org.cellssync.sandbox.internal.control;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.grpc.BindableService;
import io.grpc.ServerMethodDefinition;

/** The names under which calls are counted, which are those that can be slowed down or made to fail. */
public final class Methods {
	private static final List<String> HTTP = List.of("S3 GET", "S3 HEAD", "S3 PUT", "S3 DELETE",
			"S3 PUT copy",
			"S3 POST uploads", "S3 PUT part", "S3 POST uploadId", "S3 DELETE uploadId", "S3 GET uploadId",
			"S3 GET uploads", "S3 GET location", "S3 GET list", "S3 HEAD bucket", "REST delete",
			"REST restore",
			"REST discovery", "REST bootconf", "REST state", "REST session", "OIDC authorize", "OIDC token",
			"OIDC userinfo", "OIDC revoke");

	private final Set<String> names = new TreeSet<>(HTTP);

	/** Creates the list of a server with these services. */
	public Methods(List<BindableService> services) {
		for (BindableService service : services) {
			for (ServerMethodDefinition<?, ?> method : service.bindService().getMethods()) {
				names.add(method.getMethodDescriptor().getFullMethodName());
			}
		}
	}

	/** Returns whether calls are counted under this name. */
	public boolean has(String name) {
		return names.contains(name);
	}

	/** Returns all names, sorted. */
	@Override
	public String toString() {
		return String.join(", ", names);
	}
}
