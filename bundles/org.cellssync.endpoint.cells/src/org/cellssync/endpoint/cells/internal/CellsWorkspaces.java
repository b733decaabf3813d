package org.cellssync.endpoint.cells.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.cellssync.api.account.Workspace;
import org.cellssync.api.account.Workspaces;
import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.util.Cancellation;
import org.cellssync.transport.CellsConnection;
import org.cellssync.transport.CellsConnections;
import org.cellssync.transport.CellsError.Kind;
import org.cellssync.transport.CellsException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Workspaces and folders of Cells servers. */
@Component(service = Workspaces.class)
public final class CellsWorkspaces implements Workspaces {

	private final CellsConnections connections;

	/** Workspaces seen over {@code connections}. */
	@Activate
	public CellsWorkspaces(@Reference CellsConnections connections) {
		this.connections = connections;
	}

	@Override
	public List<Workspace> list(String accountId, Cancellation cancel) throws EndpointException {
		CellsConnection connection = connections.connect(accountId);
		try {
			List<Workspace> workspaces = new ArrayList<>(
					new WorkspaceListing(connection).workspaces(cancel).values());
			workspaces.sort(Comparator.comparing(Workspace::label).thenComparing(Workspace::slug));
			return workspaces;
		} catch (CellsException e) {
			throw e.endpointException(accountId);
		}
	}

	@Override
	public List<String> folders(String accountId, String path, Cancellation cancel) throws EndpointException {
		TaskRoot folder = new TaskRoot(path);
		RemoteTree remote = new RemoteTree(connections.connect(accountId), folder);
		try {
			return NextToken.with(() -> {
				List<String> names = new ArrayList<>();
				remote.list("", false, node -> {
					boolean bin = folder.path().equals(folder.workspace()) && node.name().equals("recycle_bin");
					if (!node.leaf() && !bin) {
						names.add(node.name());
					}
				}, cancel);
				names.sort(Comparator.naturalOrder());
				return names;
			});
		} catch (CellsException e) {
			if (e.kind() == Kind.NOT_FOUND) {
				throw new EndpointException(Diagnostic.of(Code.REMOTE_ROOT_MISSING, path), e);
			}
			throw e.endpointException(path);
		}
	}
}
