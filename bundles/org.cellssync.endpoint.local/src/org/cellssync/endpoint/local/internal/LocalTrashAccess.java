package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.endpoint.EndpointAddress;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Trash;
import org.cellssync.api.endpoint.TrashAccess;
import org.osgi.service.component.annotations.Component;

/** Finds the trash of tasks: of local folders where these are, of others in the data of the task. */
@Component(service = TrashAccess.class)
public final class LocalTrashAccess implements TrashAccess {

	@Override
	public Trash trash(EndpointAddress address, Path taskData) throws EndpointException {
		if (!address.scheme().equals(EndpointAddress.FILE)) {
			return new LocalTrash(TrashFolder.inData(taskData));
		}
		Path root = Path.of(address.path());
		try {
			Path real = Files.exists(root) ? root.toRealPath() : root;
			return new LocalTrash(TrashFolder.of(real, taskData));
		} catch (IOException e) {
			throw Troubles.failure(Code.LOCAL_IO, e, root.toString());
		}
	}
}
