package org.cellssync.platform.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.crypto.spec.PBEKeySpec;

import org.eclipse.equinox.security.storage.ISecurePreferences;
import org.eclipse.equinox.security.storage.SecurePreferencesFactory;
import org.eclipse.equinox.security.storage.StorageException;
import org.eclipse.equinox.security.storage.provider.IProviderHints;

/**
 * Named texts in Equinox's secure storage, encrypted with a password of ours, so that Equinox asks nobody for
 * one.
 * <p>
 * Equinox writes its file in place, reads it once, and, where there is a window, asks a person when it finds
 * that the file was changed by others. So it works on a copy of its own; what it wrote there replaces the
 * real file as a whole.
 */
final class EncryptedFile implements SecretFile {

	private static final String NODE = "/org.cellssync";

	private final Path file;
	private final Path copy;
	private final ISecurePreferences node;
	/** When Equinox last saw the copy change, as long as there is one. */
	private Optional<FileTime> seen;

	private EncryptedFile(Path file, Path copy, Optional<FileTime> seen, ISecurePreferences node) {
		this.file = file;
		this.copy = copy;
		this.seen = seen;
		this.node = node;
	}

	/** As {@link SecretFile.Opener} says. */
	static SecretFile open(Path file, Path copy, String password) throws IOException {
		Optional<FileTime> seen = Optional.empty();
		if (OwnerOnly.exists(file)) {
			OwnerOnly.write(copy, Files.readAllBytes(file));
			seen = Optional.of(Files.getLastModifiedTime(copy));
		}
		Map<Object, Object> options = new HashMap<>();
		options.put(IProviderHints.PROMPT_USER, Boolean.FALSE);
		options.put(IProviderHints.DEFAULT_PASSWORD, new PBEKeySpec(password.toCharArray()));
		ISecurePreferences root = SecurePreferencesFactory.open(RawFileUrl.of(copy), options);
		return new EncryptedFile(file, copy, seen, root.node(NODE));
	}

	@Override
	public Optional<String> get(String name) throws StorageException {
		return Optional.ofNullable(node.get(name, null));
	}

	@Override
	public void put(String name, String text) throws IOException, StorageException {
		node.put(name, text, true);
		flush();
	}

	@Override
	public void remove(String name) throws IOException {
		if (List.of(node.keys()).contains(name)) {
			node.remove(name);
			flush();
		}
	}

	@Override
	public boolean isEmpty() {
		return node.keys().length == 0;
	}

	private void flush() throws IOException {
		if (seen.isPresent()) {
			pretendUntouched(seen.get());
		}
		node.flush();
		seen = Optional.of(Files.getLastModifiedTime(copy));
		OwnerOnly.write(file, Files.readAllBytes(copy));
	}

	/** The copy may have been tidied away, or written to by a flush that failed. */
	private void pretendUntouched(FileTime time) throws IOException {
		try {
			Files.setLastModifiedTime(copy, time);
		} catch (NoSuchFileException e) {
			OwnerOnly.folder(copy.getParent());
			OwnerOnly.write(copy, "");
			Files.setLastModifiedTime(copy, time);
		}
	}
}
