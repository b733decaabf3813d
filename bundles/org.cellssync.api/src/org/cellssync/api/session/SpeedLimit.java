package org.cellssync.api.session;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How fast content may travel one way. As texts: {@code 1M}, {@code 500k@Mon-Fri 08:00-18:00}; the first rate counts
 * whose hours it is, and outside of all hours there is no limit.
 *
 * @param rates in the order in which they are tried; none where there is no limit
 */
public record SpeedLimit(List<Rate> rates) {

	/** As fast as it goes. */
	public static final SpeedLimit NONE = new SpeedLimit(List.of());

	private static final Pattern RATE = Pattern.compile("(\\d{1,15})(?:([kMG])(i?))?(?:@(.+))?");
	/** Hours hold semicolons too: only one that a rate follows ends the rate before. */
	private static final Pattern NEXT = Pattern.compile(";(?=\\s*\\d+(?:[kMG]i?)?\\s*(?:@|;|$))");
	private static final long THOUSAND = 1000;
	private static final List<String> UNITS = List.of("k", "M", "G");

	/**
	 * A rate, in certain hours or always.
	 *
	 * @param bytesPerSecond at least {@link #SLOWEST}
	 * @param hours when it counts; always where absent
	 */
	public record Rate(long bytesPerSecond, Optional<Schedule.Hours> hours) {

		/** Slower than this, servers and proxies take a connection for a dead one. */
		public static final long SLOWEST = 1000;

		/** Refuses what is too slow. */
		public Rate {
			if (bytesPerSecond < SLOWEST) {
				throw new IllegalArgumentException("a rate is at least " + SLOWEST + " bytes per second");
			}
		}

		/** Returns the text {@link SpeedLimit#parse} understands. */
		public String text() {
			return bytesPerSecond + hours.map(each -> "@" + each.text()).orElse("");
		}
	}

	/** Copies the list. */
	public SpeedLimit {
		rates = List.copyOf(rates);
	}

	/** Returns the bytes per second that may travel now; empty where there is no limit. */
	public OptionalLong at(Instant now, ZoneId zone) {
		return rates.stream().filter(rate -> rate.hours().map(hours -> hours.isOpen(now, zone)).orElse(true))
				.mapToLong(Rate::bytesPerSecond).findFirst();
	}

	/** Returns the texts {@link #parse} understands. */
	public List<String> texts() {
		return rates.stream().map(Rate::text).toList();
	}

	/**
	 * Returns all rates in one line as people type it, such as {@code 1M@Mon-Fri 08:00-18:00; 5M}; empty where there is no
	 * limit.
	 */
	public String line() {
		return rates.stream()
				.map(rate -> brief(rate.bytesPerSecond()) + rate.hours().map(each -> "@" + each.text()).orElse(""))
				.collect(Collectors.joining("; "));
	}

	private static String brief(long bytes) {
		long value = bytes;
		int unit = 0;
		while (unit < UNITS.size() && value % THOUSAND == 0) {
			value /= THOUSAND;
			unit++;
		}
		return unit == 0 ? String.valueOf(value) : value + UNITS.get(unit - 1);
	}

	/**
	 * Returns the limit that a line makes, the opposite of {@link #line()}.
	 *
	 * @throws IllegalArgumentException where it is not understood
	 */
	public static SpeedLimit parseLine(String line) {
		return line.isBlank() ? NONE : parse(List.of(NEXT.split(line)));
	}

	/**
	 * Returns the limit that these rates make.
	 *
	 * @throws IllegalArgumentException where one is not understood
	 */
	public static SpeedLimit parse(List<String> texts) {
		List<Rate> rates = new ArrayList<>();
		for (String text : texts) {
			rates.add(rate(text.strip()));
		}
		return new SpeedLimit(rates);
	}

	private static Rate rate(String text) {
		Matcher parts = RATE.matcher(text);
		if (!parts.matches()) {
			throw new IllegalArgumentException("\"" + text + "\" is no rate");
		}
		long thousand = "i".equals(parts.group(3)) ? 1024 : 1000;
		long unit = switch (parts.group(2)) {
			case null -> 1;
			case "k" -> thousand;
			case "M" -> thousand * thousand;
			default -> thousand * thousand * thousand;
		};
		try {
			return new Rate(Math.multiplyExact(Long.parseLong(parts.group(1)), unit),
					Optional.ofNullable(parts.group(4)).map(SpeedLimit::hours));
		} catch (ArithmeticException e) {
			throw new IllegalArgumentException("\"" + text + "\" is too much", e);
		}
	}

	private static Schedule.Hours hours(String text) {
		if (Schedule.parse(text) instanceof Schedule.Hours hours) {
			return hours;
		}
		throw new IllegalArgumentException("\"" + text + "\" is not hours such as \"Mon-Fri 08:00-18:00\"");
	}
}
