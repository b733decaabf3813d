package org.cellssync.sandbox.internal.web;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts calls by method, and what went through them.
 * <p>
 * gRPC methods are counted as {@code tree.NodeProvider/ListNodes}, S3 requests as {@code S3 PUT} or
 * {@code S3 POST uploads}, REST calls as {@code REST delete}; {@code nodes listed}, {@code bytes in} and
 * {@code bytes out} are amounts, {@code recursive listings} and {@code calls given up}, by who made
 * them, are some of the calls counted already. Safe for use by many threads.
 */
public final class Counters {
	private final Map<String, LongAdder> amounts = new ConcurrentHashMap<>();

	/** Counts one call. */
	public void count(String method) {
		add(method, 1);
	}

	/** Adds to an amount. */
	public void add(String name, long amount) {
		amounts.computeIfAbsent(name, key -> new LongAdder()).add(amount);
	}

	/** Returns everything counted since the start or the last reset, sorted by name. */
	public Map<String, Long> snapshot() {
		var result = new TreeMap<String, Long>();
		amounts.forEach((name, amount) -> result.put(name, amount.sum()));
		return result;
	}

	/** Forgets everything counted so far. */
	public void reset() {
		amounts.clear();
	}
}
