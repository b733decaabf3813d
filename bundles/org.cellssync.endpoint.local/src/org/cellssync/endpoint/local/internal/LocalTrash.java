package org.cellssync.endpoint.local.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.cellssync.api.diagnostic.Code;
import org.cellssync.api.diagnostic.Diagnostic;
import org.cellssync.api.endpoint.EndpointException;
import org.cellssync.api.endpoint.Trash;
import org.cellssync.api.endpoint.TrashItem;
import org.cellssync.core.tree.SyncPath;

/** Lists and restores what lies in a trash folder. Thread-safe: every move is one step of the file system. */
final class LocalTrash implements Trash {

	private final TrashFolder trash;

	LocalTrash(TrashFolder trash) {
		this.trash = trash;
	}

	@Override
	public List<TrashItem> list() throws EndpointException {
		List<TrashItem> items = new ArrayList<>();
		try {
			for (TrashFolder.Batch batch : trash.batches().reversed()) {
				items.addAll(items(batch));
			}
		} catch (IOException e) {
			throw Troubles.failure(Code.LOCAL_IO, e, trash.root().orElse(trash.place()).toString());
		}
		return items;
	}

	private static List<TrashItem> items(TrashFolder.Batch batch) throws IOException {
		List<TrashItem> items = new ArrayList<>();
		Set<Path> listed = new HashSet<>();
		for (TrashIndex.Line line : batch.items()) {
			if (listed.add(batch.item(line.name()))) {
				items.add(item(batch, line));
			}
		}
		if (Files.isDirectory(batch.files())) {
			addUnlisted(batch, batch.files(), listed, items);
		}
		return items;
	}

	private static TrashItem item(TrashFolder.Batch batch, TrashIndex.Line line) {
		return new TrashItem(batch.name() + '/' + line.name(), SyncPath.of(line.name()), batch.time(),
				line.size(), line.kind());
	}

	/** After a crash a line may be missing though its item is there. */
	private static void addUnlisted(TrashFolder.Batch batch, Path folder, Set<Path> listed,
			List<TrashItem> items)
			throws IOException {
		try (Stream<Path> children = Files.list(folder)) {
			for (Path child : (Iterable<Path>) children.sorted()::iterator) {
				if (listed.contains(child)) {
					continue;
				}
				if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
					addUnlisted(batch, child, listed, items);
				} else {
					items.add(item(batch, unlisted(batch, child)));
				}
			}
		}
	}

	private static TrashIndex.Line unlisted(TrashFolder.Batch batch, Path place) throws IOException {
		boolean link = Files.isSymbolicLink(place);
		String name = batch.files().relativize(place).toString().replace(place.getFileSystem().getSeparator(),
				"/");
		return new TrashIndex.Line(link ? TrashItem.Kind.LINK : TrashItem.Kind.FILE,
				link ? 0 : Files.size(place), name);
	}

	@Override
	public Path restore(TrashItem item, Optional<Path> into) throws EndpointException {
		int slash = item.id().indexOf('/');
		String name = item.id().substring(slash + 1);
		TrashFolder.Batch batch = (slash < 0 ? Optional.<TrashFolder.Batch>empty()
				: trash.batch(item.id().substring(0, slash))).filter(found -> found.isInside(name))
				.orElseThrow(() -> gone(item, null));
		try {
			Path wanted = into.map(folder -> folder.resolve(Names.of(batch.item(name))))
					.or(() -> trash.root().map(folder -> folder.resolve(name)))
					.orElseThrow(() -> new EndpointException(
							Diagnostic.of(Code.RESTORE_NEEDS_FOLDER, item.path().value())));
			if (into.isEmpty()) {
				Files.createDirectories(wanted.getParent());
			}
			return restore(batch.item(name), wanted);
		} catch (NoSuchFileException e) {
			throw gone(item, e);
		} catch (IOException e) {
			throw Troubles.failure(Code.LOCAL_NOT_WRITABLE, e, item.path().value());
		}
	}

	private static EndpointException gone(TrashItem item, IOException cause) {
		return new EndpointException(
				Diagnostic.of(Code.LOCAL_IO, item.path().value(), "it is in the trash no more"), cause);
	}

	private static Path restore(Path from, Path wanted) throws IOException {
		for (int number = 0;; number++) {
			Path to = wanted.resolveSibling(numbered(Names.of(wanted), number));
			try {
				moveWithoutReplacing(from, to);
				return to;
			} catch (FileAlreadyExistsException e) {
				// taken: the next name, then
				continue;
			}
		}
	}

	private static String numbered(String name, int number) {
		if (number == 0) {
			return name;
		}
		int dot = name.lastIndexOf('.');
		int end = dot > 0 ? dot : name.length();
		String mark = number == 1 ? " (restored)" : " (restored " + number + ")";
		return name.substring(0, end) + mark + name.substring(end);
	}

	private static void moveWithoutReplacing(Path from, Path to) throws IOException {
		if (Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
			try {
				linkOrCopy(from, to);
			} catch (FileAlreadyExistsException | NoSuchFileException e) {
				throw e;
			} catch (FileSystemException | UnsupportedOperationException e) {
				Copies.copy(from, to);
			}
			Files.delete(from);
			return;
		}
		moveTree(from, to);
	}

	// A file that has another name somewhere must not change there when it is changed here.
	private static void linkOrCopy(Path from, Path to) throws IOException {
		if (SystemDisk.isPosix(from) && !Files.getAttribute(from, "unix:nlink").equals(1)) {
			Copies.copy(from, to);
		} else {
			Files.createLink(to, from);
		}
	}

	private static void moveTree(Path from, Path to) throws IOException {
		if (Volume.isOne(from.getParent(), to.getParent())) {
			Files.move(from, to);
			return;
		}
		if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
			throw new FileAlreadyExistsException(to.toString());
		}
		Copies.copyTree(from, to);
		Copies.deleteTree(from);
	}
}
