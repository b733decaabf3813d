package org.cellssync.sandbox.internal.grpc;

import java.util.List;

import org.cellssync.sandbox.internal.tree.World;

import io.grpc.BindableService;

/** The services that a Cells server offers to sync clients. */
public final class TreeServices {
	private TreeServices() {
	}

	/** Returns the five services over one world; each expects a {@link CallerInterceptor} in front. */
	public static List<BindableService> of(World world) {
		var provider = new ProviderService(world);
		var receiver = new ReceiverService(world);
		return List.of(provider, new ProviderStreamService(provider), receiver,
				new ReceiverStreamService(receiver), new ChangesService(world));
	}
}
