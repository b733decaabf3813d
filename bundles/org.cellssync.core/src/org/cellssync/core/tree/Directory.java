package org.cellssync.core.tree;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/**
 * A folder with its children in the order of their names. Immutable. Compact: two arrays, no object per
 * child.
 * <p>
 * Equality is deep and about content only; shared subtrees compare in constant time.
 */
public final class Directory implements Entry {

	/** A folder with nothing in it. */
	public static final Directory EMPTY = new Directory(new String[0], new Entry[0]);

	private final String[] names;
	private final Entry[] entries;
	private final int hash;

	private Directory(String[] names, Entry[] entries) {
		this.names = names;
		this.entries = entries;
		this.hash = 31 * Arrays.hashCode(names) + Arrays.hashCode(entries);
	}

	/**
	 * Returns the folder that holds {@code children}; absent ones are left out.
	 *
	 * @param children in the natural order of names
	 */
	public static Directory of(SortedMap<String, Entry> children) {
		return EMPTY.with(children);
	}

	/** Returns the child of this name, absent where there is none. */
	public Entry child(String name) {
		int index = indexOf(name);
		return index < 0 ? Absent.ABSENT : entries[index];
	}

	/** Returns this folder with one child replaced, added or, by {@link Entry.Absent#ABSENT}, removed. */
	public Directory with(String name, Entry entry) {
		Objects.requireNonNull(entry);
		int index = Arrays.binarySearch(names, name);
		if (index >= 0) {
			return entry.exists() ? replaced(index, entry) : removed(index);
		}
		return entry.exists() ? inserted(-index - 1, name, entry) : this;
	}

	private Directory replaced(int index, Entry entry) {
		if (entries[index] == entry) {
			return this;
		}
		Entry[] changed = entries.clone();
		changed[index] = entry;
		return new Directory(names, changed);
	}

	private Directory removed(int index) {
		String[] fewerNames = new String[names.length - 1];
		Entry[] fewer = new Entry[names.length - 1];
		System.arraycopy(names, 0, fewerNames, 0, index);
		System.arraycopy(names, index + 1, fewerNames, index, fewer.length - index);
		System.arraycopy(entries, 0, fewer, 0, index);
		System.arraycopy(entries, index + 1, fewer, index, fewer.length - index);
		return fewer.length == 0 ? EMPTY : new Directory(fewerNames, fewer);
	}

	private Directory inserted(int index, String name, Entry entry) {
		String[] moreNames = new String[names.length + 1];
		Entry[] more = new Entry[names.length + 1];
		System.arraycopy(names, 0, moreNames, 0, index);
		System.arraycopy(names, index, moreNames, index + 1, names.length - index);
		System.arraycopy(entries, 0, more, 0, index);
		System.arraycopy(entries, index, more, index + 1, names.length - index);
		moreNames[index] = name;
		more[index] = entry;
		return new Directory(moreNames, more);
	}

	/**
	 * Returns this folder with many children replaced, added or, by {@link Entry.Absent#ABSENT}, removed, at
	 * once.
	 */
	public Directory with(SortedMap<String, Entry> changes) {
		String[] merged = new String[names.length + changes.size()];
		Entry[] held = new Entry[merged.length];
		int count = 0;
		int next = 0;
		boolean same = true;
		for (Map.Entry<String, Entry> change : changes.entrySet()) {
			while (next < names.length && names[next].compareTo(change.getKey()) < 0) {
				merged[count] = names[next];
				held[count++] = entries[next++];
			}
			Entry old = next < names.length && names[next].equals(change.getKey()) ? entries[next++]
					: Absent.ABSENT;
			same &= old == change.getValue();
			if (change.getValue().exists()) {
				merged[count] = change.getKey();
				held[count++] = change.getValue();
			}
		}
		if (same) {
			return this;
		}
		int rest = names.length - next;
		System.arraycopy(names, next, merged, count, rest);
		System.arraycopy(entries, next, held, count, rest);
		count += rest;
		return count == 0 ? EMPTY : new Directory(Arrays.copyOf(merged, count), Arrays.copyOf(held, count));
	}

	/** Calls {@code visitor} for each child in the order of names. */
	public void forEach(BiConsumer<String, Entry> visitor) {
		for (int i = 0; i < names.length; i++) {
			visitor.accept(names[i], entries[i]);
		}
	}

	/** Returns the number of children. */
	public int size() {
		return names.length;
	}

	/** Returns the index of the child of this name in the order of names, negative where there is none. */
	public int indexOf(String name) {
		return Arrays.binarySearch(names, name);
	}

	/** Returns the name of child {@code index} in the order of names. */
	public String name(int index) {
		return names[index];
	}

	/** Returns the entry of child {@code index} in the order of names. */
	public Entry entry(int index) {
		return entries[index];
	}

	@Override
	public boolean equals(Object other) {
		return this == other || other instanceof Directory that && hash == that.hash
				&& Arrays.equals(names, that.names) && Arrays.equals(entries, that.entries);
	}

	@Override
	public int hashCode() {
		return hash;
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("{");
		forEach((name, entry) -> text.append(text.length() > 1 ? ", " : "").append(name).append('=')
				.append(entry));
		return text.append('}').toString();
	}
}
